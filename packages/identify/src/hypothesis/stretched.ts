import type { Evidence } from "../consistency/evidence.ts";
import { roundingUnder, stretchOf } from "../encoding/stretch.ts";
import type { Reading } from "./reading.ts";

/**
 * How much of what a scale seems to explain is its stretching of loud cells (see `stretchOf`), or of steps, as a logarithm: to
 * be added to that of the ratio before scales are compared.
 */
export function stretched({ view, scale }: Reading, { grams, fit }: Evidence): number {
  const chance = Math.log(Math.max(grams.energy - fit.unrelated, 1e-300));
  if (view.facts.coarse) {
    if (!view.facts.whole) return 0;
    const { quantised, period } = view.phase;
    const angles = quantised ? (2 * Math.PI) ** 2 / (12 * period ** 2) : 0;
    const { magnitude } = view.block;
    const rounding =
      roundingUnder(
        magnitude,
        magnitude.map(() => 0.5),
        scale,
        view.facts,
      ) + angles;
    return chance - Math.log(grams.energy) - Math.log(Math.max(rounding, 1e-300));
  }
  return chance - stretchOf(view.block.magnitude, scale, view.facts);
}
