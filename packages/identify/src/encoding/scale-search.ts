import { golden } from "../window/golden.ts";
import type { MagnitudeFacts } from "./facts.ts";
import { evenly, isBetter, type Left } from "./left.ts";
import { candidateScales, DECIBEL, fullScale, type Scale } from "./scale.ts";

/** What a scale leaves at a structure that is known. */
export type Misfit = (scale: Scale) => Left;

/** A scale and what it leaves. */
export interface FoundScale extends Left {
  readonly scale: Scale;
}

/** The better of two; the first where the other is none. */
export function better(a: FoundScale, b: FoundScale): FoundScale {
  return isBetter(b, a) ? b : a;
}

/** The best of the curves that producers use, and of one to begin with. */
export function bestKnownScale(start: FoundScale, facts: MagnitudeFacts, misfit: Misfit): FoundScale {
  return candidateScales(facts)
    .map((scale) => ({ scale, ...misfit(scale) }))
    .reduce(better, start);
}

/** Steps of the golden section: near enough for `settleScale`. */
const STEPS = 10;
/** A kind of curve whose best rate on the grid leaves this many times more than the best is not followed: valleys are sharp. */
const HOPELESS = 30;

/** The kind of curve and roughly its rate, from a scale to begin with: a grid, then a golden section. */
export function searchScale(start: FoundScale, facts: MagnitudeFacts, misfit: Misfit): FoundScale {
  let best = start;
  for (const [curve, grid] of grids(facts)) {
    const left = grid.map((rate) => misfit({ curve, rate }));
    const valleys = new Map<number, (l: Left) => number>();
    // between rates that leave about as much their stretching decides, and elsewhere it hides the valley
    for (const of of [evenly, ratioOf]) {
      const low = lowest(left.map(of));
      if (left[low].ratio <= HOPELESS * best.ratio) valleys.set(low, of);
    }
    for (const [low, of] of valleys) {
      const log = (x: number): number => of(misfit({ curve, rate: Math.exp(x) }));
      const from = Math.log(grid[Math.max(0, low - 1)]);
      const to = Math.log(grid[Math.min(grid.length - 1, low + 1)]);
      const scale = { curve, rate: Math.exp(golden(log, from, to, STEPS)) };
      best = better(best, { scale, ...misfit(scale) });
    }
  }
  return best;
}

function ratioOf({ ratio }: Left): number {
  return ratio;
}

function lowest(values: readonly number[]): number {
  return values.indexOf(Math.min(...values));
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
