import { ConventionError } from "@unspectro/core";
import { extremeEigenvalues } from "../linear/extremes.ts";
import { checkFrame, coverage, isPainless, type StftFrame } from "./frame.ts";
import { walnutBlocks } from "./walnut.ts";

/** How well an STFT can be inverted: A |x|^2 <= sum |X_m[k]|^2 <= B |x|^2. */
export interface FrameBounds {
  /** A, of the unnormalised two-sided analysis. 0 (or rounding): something is lost, there is no inverse. */
  readonly lower: number;
  /** B. */
  readonly upper: number;
  /** B / A; infinite where A is 0. 1 is a tight frame: noise is spread evenly. */
  readonly condition: number;
  /** Numbers kept for each sample: M / a. Below 1 there cannot be an inverse. */
  readonly redundancy: number;
  /** Window no longer than the FFT. */
  readonly painless: boolean;
  /** Whether an inverse exists at all, up to rounding. */
  readonly invertible: boolean;
}

/** A below this share of B is a loss, not a weight. */
const LOST = 1e-13;
/** Frequencies at which the frame operator of a long window is looked at. */
const FREQUENCIES = 256;
/** Rows of the largest matrix whose eigenvalues are sought, some seconds' work. */
const LARGEST_BLOCK = 512;

/**
 * Frame bounds of an STFT: by the coverage of each sample where the window fits the FFT, else from the eigenvalues of
 * the frame operator on 256 frequencies.
 *
 * @throws ConventionError `bad-convention` for a frame that is none; `does-not-fit` for a window longer than the FFT
 * whose hop (above 512) has next to no divisor in common with the FFT size
 *
 * @example
 * ```ts
 * import { makeWindow } from "@unspectro/core";
 * import { frameBounds } from "@unspectro/duals";
 *
 * const window = makeWindow({ family: "hann", length: 1024, symmetric: false });
 * const { lower, upper } = frameBounds({ window, hop: 512, fftSize: 1024 });
 * console.log(Math.round(lower), Math.round(upper)); // 512 1024
 * ```
 */
export function frameBounds(frame: StftFrame): FrameBounds {
  checkFrame(frame);
  const painless = isPainless(frame);
  const [least, most] = painless ? painlessExtremes(frame) : blockExtremes(frame);
  const redundancy = frame.fftSize / frame.hop;
  const invertible = redundancy >= 1 && least > LOST * most;
  const lower = invertible ? least : 0;
  return { lower, upper: most, condition: most / lower, redundancy, painless, invertible };
}

function painlessExtremes(frame: StftFrame): [number, number] {
  const [least, most] = extremes(coverage(frame));
  return [frame.hop > frame.window.length ? 0 : least * frame.fftSize, most * frame.fftSize];
}

function extremes(values: Float64Array): [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

function blockExtremes(frame: StftFrame): [number, number] {
  if (frame.hop > frame.window.length) {
    // frames that never meet: each fold is a sum, and the largest is what the window folds to
    return [0, frame.fftSize * extremes(coverage({ ...frame, hop: frame.fftSize }))[1]];
  }
  const blocks = walnutBlocks(frame);
  if (blocks.size > LARGEST_BLOCK) {
    throw new ConventionError("does-not-fit", "geometry.hop", "these bounds take too long to find", {
      expected: `hop / ${blocks.residues} at most ${LARGEST_BLOCK}`,
      found: String(blocks.size),
      advice: "use a hop that shares a larger divisor with the FFT size",
    });
  }
  const side = 2 * blocks.size;
  const matrix = new Float64Array(side * side);
  // large blocks are few and dear
  const frequencies = Math.max(16, Math.round(FREQUENCIES / Math.max(1, blocks.size / 32)));
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (let residue = 0; residue < blocks.residues; residue++)
    for (let k = 0; k <= frequencies / 2; k++) {
      blocks.matrix(residue, k / frequencies, matrix);
      const [low, high] = extremeEigenvalues(matrix, side);
      least = Math.min(least, low);
      most = Math.max(most, high);
    }
  return [Math.max(0, least), most];
}

/** What overlapping copies of a window, `hop` apart, add up to. */
export interface Overlap {
  /** Whether the condition holds, to the tolerance asked. */
  readonly holds: boolean;
  /** Least and greatest sum over a hop. */
  readonly least: number;
  readonly most: number;
}

/**
 * Nonzero overlap-add: whether every sample is covered, sum of h^2 > `tolerance` everywhere (SciPy's `check_NOLA`).
 */
export function nonzeroOverlapAdd(window: Float64Array, hop: number, tolerance = 1e-10): Overlap {
  const [least, most] = overlap(window, hop, 2);
  return { holds: least > tolerance, least, most };
}

/** Constant overlap-add: whether shifted copies of the window add up to a constant (SciPy's `check_COLA`). */
export function constantOverlapAdd(window: Float64Array, hop: number, tolerance = 1e-10): Overlap {
  const [least, most] = overlap(window, hop, 1);
  return { holds: most - least < tolerance, least, most };
}

function overlap(window: Float64Array, hop: number, power: 1 | 2): [number, number] {
  checkFrame({ window, hop, fftSize: window.length });
  const sums = new Float64Array(hop);
  for (let n = 0; n < window.length; n++) sums[n % hop] += window[n] ** power;
  return extremes(sums);
}
