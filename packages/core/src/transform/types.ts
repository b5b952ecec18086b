import type { Numbers } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";

/**
 * The one small interface between a convention and the loudspeaker, with two makers: `core` (float64, the reference)
 * and `engine` (SIMD WebAssembly). Plan once, push blocks of stored frames, take the samples that are now final, flush.
 *
 * Stored frames come as the array has them (after `orient`: frame after frame), undecoded: the maker decodes.
 */
export interface Inverse {
  /** Numbers in one stored frame. */
  readonly bins: number;
  /**
   * Takes `frames` stored frames and gives the samples that no later frame can change. What is returned is the
   * maker's own memory: use it before the next call.
   *
   * `phase` is absent for complex data, where `magnitude` holds interleaved pairs.
   */
  push(magnitude: Numbers, phase: Numbers | undefined, frames: number): Numbers;
  /** The rest of the audio, to the length planned. */
  flush(): Numbers;
  /** After flush: samples inside the audio that no frame covers, as half-open ranges. */
  readonly uncovered: readonly SampleRange[];
  /** After flush: cells that were NaN or infinite and were taken as zero. */
  readonly notFinite: number;
}

/** Samples from (included) .. to (excluded). */
export interface SampleRange {
  readonly from: number;
  readonly to: number;
}

/** What a maker must know beside the convention. */
export interface InverseOptions {
  /** Frames that will be pushed in all. */
  readonly frames: number;
  /** Numbers in one stored frame. */
  readonly bins: number;
  /** Complex pairs instead of magnitude and phase. */
  readonly complex?: boolean;
  /** A synthesis window of L samples other than the least-squares one (see @unspectro/duals). */
  readonly synthesis?: Float64Array;
  /** Begin at this frame instead of 0: a worker's range. Samples come from that frame's first new one on. */
  readonly firstFrame?: number;
}

/** Makes inverses: `core` is one, `engine` another. */
export type InverseMaker = (convention: Convention, options: InverseOptions) => Inverse;

/** The forward twin: audio in, stored (encoded) frames out. Used by analysis, identification and retrieval. */
export interface Forward {
  /** Numbers in one stored frame. */
  readonly bins: number;
  /** Frames of the whole audio of `length` samples. */
  readonly frames: number;
  /**
   * Writes `count` frames from `first`, decoded from `audio` (the samples that these frames need; see `needs`),
   * as magnitudes and phases in the convention's encoding, or as complex pairs when `phase` is absent.
   */
  run(
    audio: Float64Array,
    audioStart: number,
    first: number,
    count: number,
    magnitude: Numbers,
    phase?: Numbers,
  ): void;
  /** Which audio samples frames first .. first + count - 1 look at, clipped to the audio (padding included in the sense that reflected samples count). */
  needs(first: number, count: number): SampleRange;
}
