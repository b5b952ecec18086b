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
  /** The sample of the audio at which the first number given stands: 0 for a whole file. */
  readonly start: number;
  /**
   * Takes `frames` stored frames, in the order of `schedule`, and gives the samples that no later frame can change.
   * What is returned is the maker's own memory: use it before the next call.
   *
   * `phase` is absent for complex data, where `magnitude` holds interleaved pairs.
   */
  push(magnitude: Numbers, phase: Numbers | undefined, frames: number): Numbers;
  /** The rest of the audio, to the length planned. */
  flush(): Numbers;
  /**
   * The frames to push, in order: `first` to `end` - 1, each taken modulo the number of frames. Only circular audio
   * (LTFAT) reaches below 0 or past the last one, because its first frames look at the end of the audio; everything
   * else is 0 to `frames`, or the range asked for.
   */
  readonly schedule: FrameRange;
  /** Most frames that one push takes; absent: no limit. */
  readonly blockFrames?: number;
  /**
   * The maker's own input memory, `blockFrames` frames of it, if it has such: drivers read files straight into its
   * beginning and hand it to `push`, and nothing is copied. What lies in it afterwards is undefined.
   */
  readonly magnitudes?: Numbers;
  /** Likewise for phases. */
  readonly phases?: Numbers;
  /**
   * As `push`, for blocks that are stored bin after bin: `magnitude` holds a row of `columns` numbers (or pairs) for
   * each bin, of which the first `frames` are pushed. Absent: frame after frame only.
   */
  pushColumns?(magnitude: Numbers, phase: Numbers | undefined, frames: number, columns: number): Numbers;
  /** After flush: cells that were NaN or infinite and were taken as zero. */
  readonly notFinite: number;
}

/** Samples from (included) .. to (excluded). */
export interface SampleRange {
  readonly from: number;
  readonly to: number;
}

/** Frames first (included) .. end (excluded). */
export interface FrameRange {
  readonly first: number;
  readonly end: number;
}

/** What a maker must know beside the convention. */
export interface InverseOptions {
  /** Frames of the whole file. */
  readonly frames: number;
  /** Numbers in one stored frame. */
  readonly bins: number;
  /** Complex pairs instead of magnitude and phase. */
  readonly complex?: boolean;
  /** A synthesis window of L samples other than the least-squares one (see @unspectro/duals). */
  readonly synthesis?: Float64Array;
  /**
   * Only these frames will be pushed: a worker's share. What comes out are the samples that these frames alone decide
   * (see {@link samplesOf}), so neighbouring shares overlap by the frames that {@link framesFor} names.
   */
  readonly range?: FrameRange;
  /**
   * Relative precision of the stored numbers: where less than this share of the window's full power lies on a sample,
   * it is taken as uncovered, since rounding would drown it. Default 2^-53 (float64); 2^-24 suits float32.
   */
  readonly precision?: number;
  /** Frames that blocks should have at most, for makers with memory of their own; by default what suits them. */
  readonly blockFrames?: number;
}

/** Makes inverses: `core` is one, `engine` another. */
export type InverseMaker = (convention: Convention, options: InverseOptions) => Inverse;

/** The forward twin: audio in, stored (encoded) frames out. Used by analysis, identification and retrieval. */
export interface Forward {
  /** Numbers in one stored frame. */
  readonly bins: number;
  /** Frames of the whole audio. */
  readonly frames: number;
  /**
   * Writes `count` stored frames from frame `first` on as magnitudes and phases in the convention's encoding, or as
   * interleaved complex pairs when `phase` is absent.
   *
   * `samples` are those of {@link needs}`(first, count)`: the audio with its padding (see `extend`), so that the loop
   * has no edges.
   */
  run(samples: Float64Array, first: number, count: number, magnitude: Numbers, phase?: Numbers): void;
  /** Which samples frames `first` .. `first + count - 1` look at; from below 0 and past the end where they reach into the padding. */
  needs(first: number, count: number): SampleRange;
}

/** What a forward maker must know beside the convention. */
export interface ForwardOptions {
  /** Samples of the audio. */
  readonly length: number;
}

/** Makes forward transforms. */
export type ForwardMaker = (convention: Convention, options: ForwardOptions) => Forward;
