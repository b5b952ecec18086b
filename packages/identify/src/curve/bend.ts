import type { Hats } from "./hats.ts";

/** The least that a factor and its slope count, where a free curve turns back. */
const LEAST = 1e-3;

/** The mean over cells of ln |dA^2 / dv| for a free curve, less that of the named one (see `stretchOf`). */
export function bendOf({ base, below, share, marks }: Hats, factors: Float64Array): number {
  let sum = 0;
  let counted = 0;
  for (let n = 0; n < base.length; n++) {
    const k = below[n];
    if (!(base[n] > 0) || k + 1 >= marks.length) continue;
    const rise = factors[k + 1] - factors[k];
    const factor = factors[k] + share[n] * rise;
    const slope = factor + rise / (marks[k + 1] - marks[k]);
    sum += Math.log(Math.max(factor, LEAST) * Math.max(slope, LEAST));
    counted++;
  }
  return counted === 0 ? 0 : sum / counted;
}
