import type { Numbers } from "@unspectro/core";
import type { Cells } from "../cells/cells.ts";
import type { Grid } from "../grid/grid.ts";
import type { TransformMaker } from "../operator/transform.ts";

/** Magnitudes with phases that are to be trusted only in part. All arrays are frames x bins. */
export interface RepairInput {
  readonly grid: Grid;
  /** Linear amplitudes, >= 0. */
  readonly magnitudes: ArrayLike<number>;
  /** Radians, referring to the buffer's first sample. */
  readonly phases: ArrayLike<number>;
  /** Where numbers were rounded or clipped: what they leave open. Nothing else is looked for then. */
  readonly cells?: Cells;
  /**
   * How far each cell's phase is to be believed, 0 .. 1, where that is known; nothing is looked for then. It weighs phases in
   * the least squares that the search starts from; those of confidence 1 are kept throughout.
   */
  readonly confidence?: ArrayLike<number>;
}

/** How {@link repair} goes about it. */
export interface RepairOptions {
  /** Rounds in all; default 400. */
  readonly rounds?: number;
  /** Maker of the transform; single precision ends at some 120 dB. Default: the float64 reference. */
  readonly transform?: TransformMaker;
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** What came out. */
export interface Repair {
  /** Samples from the first buffer's begin. */
  readonly audio: Numbers;
  /** What was repaired. */
  readonly damage:
    | "none"
    | "frames"
    | "bins"
    | "cells"
    | "noise"
    | "coarse phases"
    | "coarse magnitudes"
    | "coarse phases and magnitudes";
  /**
   * Frames whose phases were found not to fit (1 trusted, 0 not); all 1 for coarse data, all 0 for noise. Where confidence was
   * given, 1 for frames of which more than half the energy is believed.
   */
  readonly trusted: Uint8Array;
  /** Where bins were found not to fit: 1 for those that do. */
  readonly trustedBins?: Uint8Array;
  /**
   * Decibels by which the STFT of the audio misses what the data allow, relative to the magnitudes: of the plain
   * least-squares inverse, and of what is returned. The second is never above the first.
   */
  readonly misfit: { readonly plain: number; readonly repaired: number };
}
