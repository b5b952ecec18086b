import { alignMagnitudes, audioLength, type Convention } from "@unspectro/core";
import type { FrameSource } from "@unspectro/core/plugin";
import { frameTransform, magnitudeRounds } from "@unspectro/engine";
import {
  type AmplitudeDecoder,
  gridOf,
  type Retrieval,
  type RetrievalProgress,
  retrieve,
  wholeAmplitudes,
} from "@unspectro/retrieval";
import type { RetrievalWishes } from "../options/retrieval.ts";
import { streamedSound } from "./streamed.ts";
import { type SoundOfChannels, soundOf } from "./whole.ts";

/** Phases retrieved for magnitudes, one run a channel. */
export interface RetrievedSound extends SoundOfChannels {
  readonly frames: number;
  /** Whether frames were taken one by one. */
  readonly streamed: boolean;
  /** One a channel; empty where streamed. */
  readonly runs: readonly Retrieval[];
  readonly notFinite: number;
  /** Frames done; fewer than all where a stream was ended early. */
  framesDone(): number;
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
  /** The share that is done, frame by frame. */
  streamed(share: number): void;
}

/** Bytes that a whole retrieval takes for each cell: magnitudes twice and two complex states, single precision. */
const BYTES_PER_CELL = 24;
/** Where frames overlap by this much, every second one has states of its own besides. */
const DENSE = 8;
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
  const states = grid.fftSize >= DENSE * grid.hop ? 1.5 : 1;
  const streamed = wishes.stream || frames * decoder.bins * states * BYTES_PER_CELL > MOST_BYTES;

  if (streamed) {
    const placed = { grid, start };
    const stream = streamedSound({ stored, decoder, placed, length, signal, progress: job.streamed });
    return { frames, streamed, runs: [], notFinite: 0, ...stream };
  }
  const runs: Retrieval[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const magnitudes = await wholeAmplitudes(stored, decoder, channel);
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
  const notFinite = decoder.notFinite();
  return { frames, streamed, runs, notFinite, framesDone: () => frames, ...soundOf(audio, start, length) };
}
