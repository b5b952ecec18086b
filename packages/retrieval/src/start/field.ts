import { binsOf, type Grid } from "../grid/grid.ts";
import type { GaussianEquivalent } from "./gaussian.ts";
import { writeLogarithms } from "./level.ts";

/**
 * What heap integration works on: a cell for each frame and bin, and around them a border that no phase enters, so that
 * every cell has four neighbours. Where frame m's bin k is: (m + 1) stride + k + 1.
 */
export interface Field {
  readonly frames: number;
  readonly bins: number;
  /** Cells from a frame to the next. */
  readonly stride: number;
  /** Binary logarithms of magnitudes, 0 for the loudest; in the border such that differences are right at the edges. */
  readonly logs: Float32Array;
  /** Fractions of a turn of 2^32, which sums of 32-bit numbers wrap exactly; they refer to the window's centre. */
  readonly phases: Int32Array;
  /** UNKNOWN, or what the queue links. */
  readonly states: Int32Array;
}

/** The state of a cell without a phase; others are LAST or above. */
export const UNKNOWN = -2;
/** The state of a cell after which none waits. */
export const LAST = -1;

/** 2 pi. */
export const TURN: number = 2 ** 32;

/** The field of magnitudes, no phase known. */
export function fieldOf(magnitudes: ArrayLike<number>, grid: Grid): Field {
  const { frames } = grid;
  const bins = binsOf(grid);
  const stride = bins + 2;
  const size = stride * (frames + 2);
  const logs = new Float32Array(size);
  const states = new Int32Array(size).fill(LAST);
  const memory = { logs, bits: new Int32Array(logs.buffer) };
  const largest = largestOf(magnitudes, frames * bins);
  for (let m = 0; m < frames; m++) {
    const at = (m + 1) * stride + 1;
    writeLogarithms(magnitudes, m * bins, bins, largest, memory, at);
    states.fill(UNKNOWN, at, at + bins);
    // The spectrum of a real signal is symmetric about DC and Nyquist.
    logs[at - 1] = logs[at + 1];
    logs[at + bins] = logs[at + bins - 2];
  }
  // One-sided differences, drawn out to two.
  for (let k = 0, end = size - stride; k < stride; k++) {
    logs[k] = 2 * logs[k + stride] - logs[k + 2 * stride];
    logs[k + end] = 2 * logs[k + end - stride] - logs[k + end - 2 * stride];
  }
  return { frames, bins, stride, logs, phases: new Int32Array(size), states };
}

function largestOf(magnitudes: ArrayLike<number>, count: number): number {
  let largest = 0;
  for (let i = 0; i < count; i++) if (magnitudes[i] > largest) largest = magnitudes[i];
  return largest;
}

/**
 * The phase gradient of a Gaussian STFT from its log-magnitude s (Portnoff 1979; Prusa et al. 2017, eq. 18, 19):
 *
 *   R (2 pi k / N + N / gamma ds/dk)      and      - gamma / (R N) ds/dm
 *
 * Differentials are half the differences of the cells on both sides, and a step from cell to cell is the mean of the
 * gradients at both (the trapezoidal rule): a sum of two differences of binary logarithms times these.
 */
export interface Gradient {
  /** 2 pi k R / N, for each place in a frame of the field. */
  readonly advance: Int32Array;
  readonly time: number;
  readonly frequency: number;
}

export function gradientOf({ fftSize, hop }: Grid, { gamma }: GaussianEquivalent, stride: number): Gradient {
  const unit = (Math.LN2 * TURN) / (2 * Math.PI); // a radian for each natural logarithm, in ours
  return {
    advance: Int32Array.from({ length: stride }, (_, k) => TURN * ((((k - 1) * hop) / fftSize) % 1)),
    time: (unit * hop * fftSize) / (4 * gamma),
    frequency: (-unit * gamma) / (4 * hop * fftSize),
  };
}
