import type { Numbers } from "@unspectro/core/plugin";
import type { SampleLayout } from "../format.ts";

/** Samples (of all channels) rounded together, unless there are more channels than that. */
export const WINDOW_SAMPLES: number = 1 << 14;

/** What an encoder must know. */
export interface EncoderOptions {
  readonly channels: number;
  /** Samples of a channel that are rounded together. */
  readonly windowFrames: number;
  /** Factor on every sample. */
  readonly gain: number;
  /** What is larger than this counts as not finite. */
  readonly most: number;
  /** Of the dither. */
  readonly seed: number;
}

/** Where samples become the bytes of a file. */
export interface Encoder {
  /** One array a channel. */
  readonly window: readonly Float64Array[];
  /** Room for the bytes of a window of any format. */
  readonly encoded: Uint8Array<ArrayBuffer>;
  /** Samples `start` .. `start + count - 1` times the gain to a channel's window from `at` on, zero for what is not finite. */
  scale(samples: Numbers, start: number, count: number, channel: number, at: number): void;
  /**
   * Rounds `frames` samples of every channel to the integers of a PCM format and interleaves them in `encoded`, little
   * end first; answers how many were out of range and are now at its edge.
   */
  encodePcm(frames: number, layout: SampleLayout, dithered: boolean): number;
  /**
   * Samples `start` .. `start + count - 1` as the bytes of a float32 file; undefined where they must be converted or made
   * finite. At most as many as `encoded` holds.
   */
  verbatim(samples: Numbers, start: number, count: number): Uint8Array | undefined;
  /** Largest absolute value so far, and how many samples were not finite. */
  readonly peak: number;
  readonly notFinite: number;
}
