import { golden } from "../window/golden.ts";
import type { MagnitudeFacts } from "./facts.ts";
import { candidateScales, DECIBEL, fullScale, type Scale } from "./scale.ts";

/** What a scale leaves unexplained, e / e0. */
export type Misfit = (scale: Scale) => number;

/** The best of the curves that producers use, at a structure that is known. */
export function bestKnownScale(facts: MagnitudeFacts, misfit: Misfit): { scale: Scale; ratio: number } {
  let best = { scale: { curve: "power", rate: 1 } as Scale, ratio: Number.POSITIVE_INFINITY };
  for (const scale of candidateScales(facts)) {
    const ratio = misfit(scale);
    if (ratio < best.ratio) best = { scale, ratio };
  }
  return best;
}

/** Steps of the golden section: near enough for `settleScale`. */
const STEPS = 10;
/** A kind of curve whose best rate on the grid leaves this many times more than the best is not followed: valleys are sharp. */
const HOPELESS = 30;

/** The kind of curve and roughly its rate, where neither is known: a grid, then a golden section. */
export function searchScale(facts: MagnitudeFacts, misfit: Misfit): { scale: Scale; ratio: number } {
  let best = { scale: { curve: "power", rate: 1 } as Scale, ratio: Number.POSITIVE_INFINITY };
  for (const [curve, grid] of grids(facts)) {
    const values = grid.map((rate) => misfit({ curve, rate }));
    const low = values.indexOf(Math.min(...values));
    if (values[low] > HOPELESS * best.ratio) continue;
    const log = (x: number): number => misfit({ curve, rate: Math.exp(x) });
    const from = Math.log(grid[Math.max(0, low - 1)]);
    const to = Math.log(grid[Math.min(grid.length - 1, low + 1)]);
    const rate = Math.exp(golden(log, from, to, STEPS));
    const ratio = misfit({ curve, rate });
    if (ratio < best.ratio) best = { scale: { curve, rate }, ratio };
  }
  return best;
}

function grids(facts: MagnitudeFacts): readonly (readonly [Scale["curve"], number[]])[] {
  const range = Math.max(facts.max - facts.min, 1e-300);
  const exp = geometric((14 * DECIBEL) / range, (330 * DECIBEL) / range, 20);
  if (facts.min < 0) return [["exp", exp]];
  const log1p = geometric(1 / range, 14 / range, 10);
  const whole = fullScale(facts) !== undefined;
  return [["exp", exp], ["power", geometric(0.22, 6, 14)], ...(whole ? ([["expm1", log1p]] as const) : [])];
}

function geometric(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
}
