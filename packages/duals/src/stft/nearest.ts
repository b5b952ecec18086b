import { ConventionError } from "@unspectro/core";
import { checkSamples } from "../check.ts";
import { dot } from "../optimise/lbfgs.ts";
import { coverage, isPainless, type StftFrame } from "./frame.ts";
import { requireInvertible } from "./invertible.ts";
import type { DualSpace } from "./space.ts";

/**
 * The exact inverse nearest to a wished shape, in the least-squares sense: canonical + P (wished - canonical), P onto
 * the null space (SciPy's `closest_STFT_dual_window`).
 *
 * @param scaled also finds the factor on the wish that brings it closest, and returns it
 */
export function nearestDual(
  space: DualSpace,
  wished: Float64Array,
  scaled = false,
): { readonly dual: Float64Array; readonly scale: number } {
  checkSamples("wished", wished);
  if (wished.length !== space.support.length) {
    throw new ConventionError(
      "does-not-fit",
      "wished",
      "the wished window has another length than the support",
      {
        expected: `${space.support.length} samples`,
        found: String(wished.length),
      },
    );
  }
  const free = wished.slice();
  space.project(free);
  // the distance is |canonical - s (wished - P wished)|: a straight line to be nearest to
  const rigid = wished.map((value, n) => value - free[n]);
  const weight = dot(rigid, rigid);
  const scale = scaled && weight > 0 ? dot(rigid, space.canonical) / weight : 1;
  return { dual: space.canonical.map((value, n) => value + scale * free[n]), scale };
}

/**
 * The tight window nearest to a wished one on the same support, of any level: each sample's coverage scaled to the
 * mean. It serves analysis and synthesis alike; its frame bounds are both M c, c the coverage returned.
 *
 * @throws ConventionError `does-not-fit` for a window longer than the FFT; DataError `not-invertible`
 */
export function nearestTight(frame: StftFrame): { readonly window: Float64Array; readonly coverage: number } {
  requireInvertible(frame);
  if (!isPainless(frame)) {
    throw new ConventionError("does-not-fit", "geometry.window", "the window is longer than the FFT", {
      advice: "ask for the tight window of a period",
    });
  }
  const lengths = coverage(frame).map(Math.sqrt);
  // min over s of sum_n (|h_n| - s)^2, h_n the window's samples that meet at n
  const level = lengths.reduce((sum, value) => sum + value, 0) / lengths.length;
  const window = frame.window.map((value, n) => (value * level) / lengths[n % frame.hop]);
  return { window, coverage: level * level };
}
