import type { Scale } from "./scale.ts";

/**
 * The mean of ln |dA^2 / dv| / 2 over cells: how far a scale stretches the plane of stored magnitudes and angles, per cell.
 *
 * Noise in complex cells is as strong in loud ones as in quiet ones. A scale that stretches loud cells makes their share of
 * it small and always looks better than the truth, unless what it leaves unexplained is held against its stretching: the
 * Jacobian in the likelihood of a transformation (Box and Cox 1964, equation 6).
 *
 * @param values stored magnitudes; what has no logarithm, and the smallest value, where producers clip, is left out
 */
export function stretchOf(
  values: Float64Array,
  { curve, rate }: Scale,
  { min, max }: { min: number; max: number },
): number {
  let sum = 0;
  let counted = 0;
  for (const v of values) {
    if (!(v > min)) continue;
    if (curve === "exp") sum += 2 * rate * (v - max);
    else if (v <= 0) continue;
    else if (curve === "power") sum += (2 * rate - 1) * Math.log(v);
    else sum += Math.log(Math.expm1(rate * v)) + rate * v;
    counted++;
  }
  // powers are taken of v / max but for the usual ones
  const unit = curve === "power" && rate !== 1 && rate !== 0.5 ? 2 * rate * Math.log(max) : 0;
  return counted === 0 ? 0 : sum / counted + Math.log(rate) - unit;
}
