import type { StoredStream } from "@unspectro/core";
import { frameTransform } from "@unspectro/engine";
import type { Take } from "@unspectro/inputs";
import {
  type AmplitudeDecoder,
  amplitudeBlocks,
  type PlacedGrid,
  streamingRetrieval,
} from "@unspectro/retrieval";
import { breathe } from "../breathe.ts";
import type { SoundOfChannels } from "./whole.ts";

/** What streaming takes. */
export interface StreamedJob {
  readonly stored: StoredStream;
  readonly decoder: AmplitudeDecoder;
  readonly placed: PlacedGrid;
  /** Samples of a channel. */
  readonly length: number;
  readonly signal: AbortSignal;
  progress(share: number): void;
}

/** Sound made frame by frame while it is written. */
export interface StreamedSound extends SoundOfChannels {
  /** Frames done: all, unless it was ended early; the rest of the sound is silence then. */
  framesDone(): number;
}

/** Retrieval in the memory of a few frames, whatever the file's length. */
export function streamedSound(job: StreamedJob): StreamedSound {
  const { stored, decoder, placed, length, signal } = job;
  const { frames, channels } = stored;
  let last = frames; // where it was ended early, a second pass for the level ends too

  async function produce(take: Take): Promise<void> {
    const makers = Array.from({ length: channels }, () =>
      streamingRetrieval(placed.grid, { transform: frameTransform }),
    );
    const readers = makers.map((_, channel) => amplitudeBlocks(stored, decoder, channel));
    let at = placed.start; // the audio's sample that the next piece begins with
    const give = async (pieces: readonly Float64Array[]): Promise<void> => {
      const from = Math.max(0, -at);
      const count = Math.min(pieces[0]!.length, length - at) - from;
      at += pieces[0]!.length;
      if (count <= 0) return;
      const parts = pieces.map((piece) => piece.subarray(from, from + count));
      await take(parts, count);
    };
    const silence = async (until: number): Promise<void> => {
      const zeros = new Float64Array(1 << 16);
      const pieces = Array.from({ length: channels }, () => zeros);
      for (let left = until - Math.max(0, at); left > 0; left -= zeros.length)
        await take(pieces, Math.min(left, zeros.length));
    };
    for (let frame = 0; frame < last; ) {
      const steps = await Promise.all(readers.map((reader) => reader.next()));
      const parts = steps.map((step) => step.value!);
      for (let i = 0; i < parts[0]!.count && frame < last; i++, frame++) {
        if (signal.aborted && last === frames) last = Math.max(1, frame);
        const pieces = makers.map((maker, channel) => maker.push(parts[channel]!.amplitudes[i]!));
        if (pieces[0] !== undefined) await give(pieces as Float64Array[]);
        job.progress(frame / frames);
        await breathe();
      }
    }
    await give(makers.map((maker) => maker.flush()));
    await silence(length);
  }

  return { channels, length, produce, framesDone: () => last };
}
