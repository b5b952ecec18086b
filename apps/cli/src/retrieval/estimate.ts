import { alignMagnitudes, audioLength, type Convention } from "@unspectro/core";
import type { FrameSource } from "@unspectro/core/plugin";
import { frameTransform, magnitudeRounds } from "@unspectro/engine";
import type { Take } from "@unspectro/inputs";
import {
  type AmplitudeDecoder,
  gridOf,
  type Retrieval,
  type RetrievalProgress,
  retrieve,
  streamingRetrieval,
} from "@unspectro/retrieval";
import type { RetrievalWishes } from "../options/retrieval.ts";
import { type SoundOfChannels, soundOf } from "./whole.ts";

/** Phases retrieved for magnitudes, one run a channel. */
export interface RetrievedSound extends SoundOfChannels {
  readonly frames: number;
  /** Whether frames were taken one by one. */
  readonly streamed: boolean;
  /** One a channel; empty where streamed. */
  readonly runs: readonly Retrieval[];
  readonly notFinite: number;
}

/** What it takes. */
export interface RetrievalJob {
  readonly source: FrameSource;
  readonly convention: Convention;
  readonly decoder: AmplitudeDecoder;
  readonly mel: boolean;
  readonly wishes: RetrievalWishes;
  readonly signal: AbortSignal;
  progress(channel: number, progress: RetrievalProgress): void;
}

/** Bytes that a whole retrieval takes for each cell: magnitudes twice and two complex states, single precision. */
const BYTES_PER_CELL = 24;
/** Beyond this a file is done frame by frame. */
const MOST_BYTES = 2 ** 31;

/**
 * Reads all magnitudes and retrieves their phases, or prepares to do so frame by frame where memory is too small.
 *
 * @throws ConventionError, FormatError
 */
export async function retrieveSound(job: RetrievalJob): Promise<RetrievedSound> {
  const { source, convention, decoder, mel, wishes, signal } = job;
  const stored = alignMagnitudes(source, convention, { bins: mel ? "any" : "stored" });
  const { frames, channels } = stored;
  const { grid, start } = gridOf(convention, frames);
  const length = audioLength(convention, frames);
  const streamed = wishes.stream || frames * decoder.bins * BYTES_PER_CELL > MOST_BYTES;

  /** Amplitudes of frames in order, a block at a time. */
  async function* blocks(
    channel: number,
  ): AsyncGenerator<{ first: number; count: number; amplitudes: Float64Array[] }> {
    const block = new Float64Array(stored.blockFrames * decoder.stored);
    const amplitudes = Array.from({ length: stored.blockFrames }, () => new Float64Array(decoder.bins));
    for (let first = 0; first < frames; first += stored.blockFrames) {
      const count = Math.min(stored.blockFrames, frames - first);
      await stored.read(channel, first, count, block, undefined, signal);
      for (let i = 0; i < count; i++) decoder.decode(block, i, amplitudes[i]!);
      yield { first, count, amplitudes };
    }
  }

  if (streamed) {
    return { frames, channels, length, streamed, runs: [], notFinite: 0, produce: produceStreamed };
  }
  const runs: Retrieval[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const magnitudes = new Float32Array(frames * decoder.bins);
    for await (const { first, count, amplitudes } of blocks(channel)) {
      for (let i = 0; i < count; i++) magnitudes.set(amplitudes[i]!, (first + i) * decoder.bins);
    }
    runs.push(
      await retrieve(
        { grid, magnitudes },
        {
          ...wishes,
          transform: frameTransform,
          magnitudeRounds,
          signal,
          progress: (progress) => job.progress(channel, progress),
        },
      ),
    );
  }
  const audio = runs.map((run) => run.audio);
  return { frames, streamed, runs, notFinite: decoder.notFinite(), ...soundOf(audio, start, length) };

  async function produceStreamed(take: Take): Promise<void> {
    const makers = Array.from({ length: channels }, () =>
      streamingRetrieval(grid, { transform: frameTransform }),
    );
    const readers = makers.map((_, channel) => blocks(channel));
    let at = start; // the audio's sample that the next piece begins with
    const give = async (pieces: readonly Float64Array[]): Promise<void> => {
      const from = Math.max(0, -at);
      const count = Math.min(pieces[0]!.length, length - at) - from;
      at += pieces[0]!.length;
      if (count > 0)
        await take(
          pieces.map((piece) => piece.subarray(from, from + count)),
          count,
        );
    };
    for (;;) {
      const steps = await Promise.all(readers.map((reader) => reader.next()));
      if (steps[0]!.done) break;
      const parts = steps.map((step) => step.value!);
      for (let i = 0; i < parts[0]!.count; i++) {
        signal.throwIfAborted();
        const pieces = makers.map((maker, channel) => maker.push(parts[channel]!.amplitudes[i]!));
        if (pieces[0] !== undefined) await give(pieces as Float64Array[]);
      }
    }
    await give(makers.map((maker) => maker.flush()));
  }
}
