import type { Evidence } from "../consistency/evidence.ts";
import { stretchOf } from "../encoding/stretch.ts";
import type { Reading } from "./reading.ts";

/**
 * How much of what a scale seems to explain is its stretching of loud cells (see `stretchOf`), as a logarithm: to be added
 * to that of the ratio before scales are compared.
 */
export function stretched({ view, scale }: Reading, { grams, fit }: Evidence): number {
  if (view.facts.coarse) return 0;
  const chance = Math.log(Math.max(grams.energy - fit.unrelated, 1e-300));
  return chance - stretchOf(view.block.magnitude, scale, view.facts);
}
