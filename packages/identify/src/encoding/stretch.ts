import type { MagnitudeFacts } from "./facts.ts";
import type { Scale } from "./scale.ts";
import { amplitudesUnder, isClipped } from "./scale.ts";

/**
 * The mean of ln |A dA / dv| over cells: how far a scale stretches the plane of stored magnitudes and angles, per cell.
 *
 * Noise in complex cells is as strong in loud ones as in quiet ones. A scale that stretches loud cells makes their share of
 * it small and always looks better than the truth, unless what it leaves unexplained is held against its stretching: the
 * Jacobian in the likelihood of a transformation (Box and Cox 1964, equation 6).
 *
 * Of v^p and e^(rv) it follows from the means of ln v and v, which all scales tried on the same cells share.
 *
 * @param values stored magnitudes; what has no logarithm, and the smallest value, where producers clip, is left out
 */
export function stretchOf(
  values: Float64Array,
  scale: Scale,
  { min, max }: Pick<MagnitudeFacts, "min" | "max">,
): number {
  const { curve, rate, added = 0 } = scale;
  const { above, logarithm } = meansOf(values, min);
  if (curve === "power") {
    if (!Number.isFinite(logarithm)) return 0;
    const gain = rate === 1 || rate === 0.5 ? 0 : 2 * rate * Math.log(max);
    return (2 * rate - 1) * logarithm - gain + Math.log(rate);
  }
  if (curve === "exp" && added === 0)
    return Number.isFinite(above) ? 2 * rate * (above - max) + Math.log(rate) : 0;
  return stretchOfCells(values, scale, min, max);
}

/** The same cell by cell, for curves that a constant was taken from. */
function stretchOfCells(values: Float64Array, scale: Scale, min: number, max: number): number {
  const { curve, rate } = scale;
  const amplitudes = amplitudesUnder(scale, max, values);
  const origin = curve === "exp" ? max : 0;
  let sum = 0;
  let counted = 0;
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] > min) || !(amplitudes[i] > 0)) continue;
    sum += Math.log(amplitudes[i]) + rate * (values[i] - origin);
    counted++;
  }
  return counted === 0 ? 0 : sum / counted + Math.log(rate);
}

/** Means over the cells above the smallest value, and over those that have a logarithm; NaN where there are none. */
interface Means {
  readonly above: number;
  readonly logarithm: number;
}

/** Kept as long as the cells are. */
const known = new WeakMap<Float64Array, Means>();

function meansOf(values: Float64Array, min: number): Means {
  const before = known.get(values);
  if (before !== undefined) return before;
  let sum = 0;
  let counted = 0;
  let logarithms = 0;
  let positive = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (!(v > min)) continue;
    sum += v;
    counted++;
    if (!(v > 0)) continue;
    logarithms += Math.log(v);
    positive++;
  }
  const means = { above: sum / counted, logarithm: logarithms / positive };
  known.set(values, means);
  return means;
}

/**
 * The share of the energy that rounding leaves as noise under a scale: steps are equally likely to be off by anything up to a
 * half, 1/12 in the square, times (dA / dv)^2.
 *
 * @param halves half the step of every value
 */
export function roundingUnder(
  values: Float64Array,
  halves: Float64Array,
  scale: Scale,
  facts: MagnitudeFacts,
): number {
  const under = (side: number): Float64Array =>
    amplitudesUnder(
      scale,
      facts.max,
      values.map((v, i) => v + side * halves[i]),
    );
  const [below, at, above] = [-1, 0, 1].map(under);
  const clipped = isClipped(scale, facts);
  let noise = 0;
  let energy = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]) || (clipped && values[i] === facts.min)) continue;
    energy += at[i] ** 2;
    noise += (above[i] - Math.max(0, below[i])) ** 2;
  }
  return energy > 0 ? noise / (12 * energy) : 0;
}
