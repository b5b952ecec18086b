import { amplitudeUnder, type MagnitudeFacts, type Scale } from "./scale.ts";

/**
 * The mean of ln |A dA / dv| over cells: how far a scale stretches the plane of stored magnitudes and angles, per cell.
 *
 * Noise in complex cells is as strong in loud ones as in quiet ones. A scale that stretches loud cells makes their share of
 * it small and always looks better than the truth, unless what it leaves unexplained is held against its stretching: the
 * Jacobian in the likelihood of a transformation (Box and Cox 1964, equation 6).
 *
 * @param values stored magnitudes; what has no logarithm, and the smallest value, where producers clip, is left out
 */
export function stretchOf(
  values: Float64Array,
  scale: Scale,
  { min, max }: Pick<MagnitudeFacts, "min" | "max">,
): number {
  const { curve, rate } = scale;
  const amplitudeOf = amplitudeUnder(scale, max);
  let sum = 0;
  let counted = 0;
  for (const v of values) {
    if (!(v > min)) continue;
    const amplitude = amplitudeOf(v);
    if (!(amplitude > 0)) continue;
    const slope = curve === "power" ? Math.log(amplitude / v) : curve === "exp" ? rate * (v - max) : rate * v;
    sum += Math.log(amplitude) + slope;
    counted++;
  }
  return counted === 0 ? 0 : sum / counted + Math.log(rate);
}
