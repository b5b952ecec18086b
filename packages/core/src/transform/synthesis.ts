import { ConventionError, DataError } from "../contract/errors.ts";
import { canonicalDual } from "./dual.ts";
import type { Plan } from "./plan.ts";

/** Window power below which nothing but rounding is left of a window. */
const SILENT = 1e-28;

/** The window that overlap-add multiplies frames with, and what a frame adds to the divisor. */
export interface Synthesis {
  readonly window: Float64Array;
  /** synthesis x analysis window, sample by sample of `window`. */
  readonly cover: Float64Array;
  /** Where `window` begins, relative to the analysis window: below 0 where it is longer. */
  readonly lead: number;
  /** The largest divisor, where all frames are present. */
  readonly full: number;
}

/**
 * The least-squares synthesis window is the analysis window itself (Griffin & Lim 1984): overlap-add divides by the sum
 * of its squares; a window that folds into the FFT has its canonical dual. Any other window `custom` of the same length is divided by the sum of the products.
 *
 * @throws ConventionError `bad-convention` when `custom` has another length
 * @throws DataError `not-invertible` when the window is silent (a symmetric Hann of two samples)
 */
export function synthesisOf(plan: Plan, custom?: Float64Array): Synthesis {
  const { window, windowLength, hop } = plan;
  if (custom !== undefined && custom.length !== windowLength) {
    throw new ConventionError(
      "bad-convention",
      "synthesis",
      "the synthesis window has another length than the window",
      {
        expected: `${windowLength} samples`,
        found: `${custom.length} samples`,
      },
    );
  }
  const { window: synthesis, lead } =
    custom === undefined && windowLength > plan.fftSize
      ? canonicalDual(window, hop, plan.fftSize)
      : { window: custom ?? window, lead: 0 };
  const cover = synthesis.map((g, j) => g * (window[j + lead] ?? 0));
  const full = fullCover(cover, hop);
  if (!(full > SILENT)) {
    throw new DataError("not-invertible", "the window is zero everywhere", {
      where: "geometry.window",
      found: `${plan.windowLength} samples`,
      advice: "choose another window or length",
    });
  }
  return { window: synthesis, cover, lead, full };
}

/** The largest sum of `cover` over all frames that reach a sample: max over r of |sum_j cover[r + jR]|. */
export function fullCover(cover: Float64Array, hop: number): number {
  let most = 0;
  for (let r = 0; r < Math.min(hop, cover.length); r++) {
    let sum = 0;
    for (let j = r; j < cover.length; j += hop) sum += cover[j];
    most = Math.max(most, Math.abs(sum));
  }
  return most;
}
