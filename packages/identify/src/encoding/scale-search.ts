import { golden } from "../window/golden.ts";
import { candidateScales, DECIBEL, fullScale, type MagnitudeFacts, type Scale } from "./scale.ts";

/** What a scale leaves unexplained, e / e0. */
export type Misfit = (scale: Scale) => number;

/** Round numbers that people choose, taken when they fit as well as anything near them. */
const RATES = [DECIBEL, 1, Math.LN10, Math.LN10 / 10, 0.5, Math.LN10 / 2, Math.LN2];
const POWERS = [
  1,
  2,
  3,
  4,
  0.5,
  1.5,
  2.5,
  1 / 0.3,
  1 / 0.6,
  1 / 0.7,
  1 / 0.4,
  1 / 1.5,
  1 / 0.75,
  1 / 0.25,
  0.25,
];
/** How far a found rate may stand from the round number that it stands for. */
const NEAR = 0.025;

/** The best of the curves that producers use, at a structure that is known. */
export function bestKnownScale(facts: MagnitudeFacts, misfit: Misfit): { scale: Scale; ratio: number } {
  let best = { scale: { curve: "power", rate: 1 } as Scale, ratio: Number.POSITIVE_INFINITY };
  for (const scale of candidateScales(facts)) {
    const ratio = misfit(scale);
    if (ratio < best.ratio) best = { scale, ratio };
  }
  return best;
}

/**
 * Searches the rate of each curve that could be meant: a grid, a golden section, a narrow second one (the valley is
 * sharp), then the round number near it that fits best.
 */
export function searchScale(facts: MagnitudeFacts, misfit: Misfit): { scale: Scale; ratio: number } {
  let best: { scale: Scale; ratio: number } = {
    scale: { curve: "power", rate: 1 },
    ratio: Number.POSITIVE_INFINITY,
  };
  for (const [curve, grid] of grids(facts)) {
    const at = (rate: number): number => misfit({ curve, rate });
    const values = grid.map(at);
    let low = 0;
    for (let i = 1; i < grid.length; i++) if (values[i] < values[low]) low = i;
    if (values[low] > 8 * best.ratio) continue;
    const log = (x: number): number => at(Math.exp(x));
    const wide = golden(
      log,
      Math.log(grid[Math.max(0, low - 1)]),
      Math.log(grid[Math.min(grid.length - 1, low + 1)]),
      14,
    );
    const narrow = golden(log, wide - 0.015, wide + 0.015, 16);
    const found = snap(curve, Math.exp(narrow), facts, at);
    if (found.ratio < best.ratio) best = { scale: { curve, rate: found.rate }, ratio: found.ratio };
  }
  return best;
}

function grids(facts: MagnitudeFacts): readonly (readonly [Scale["curve"], number[]])[] {
  const range = Math.max(facts.max - facts.min, 1e-300);
  const exp = geometric((14 * DECIBEL) / range, (330 * DECIBEL) / range, 20);
  if (facts.min < 0) return [["exp", exp]];
  const power = geometric(0.22, 6, 14);
  const log1p = geometric(1 / range, 14 / range, 10);
  const whole = fullScale(facts) !== undefined;
  return [["power", power], ["exp", exp], ...(whole ? ([["expm1", log1p]] as const) : [])];
}

function geometric(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
}

/** Decibels that no picture or file spans; flat magnitudes would ask for any number of them. */
const WIDEST_SPAN = 400;

/** The round rate near a found one that fits best, or the found one where none fits as well. */
function snap(
  curve: Scale["curve"],
  rate: number,
  facts: MagnitudeFacts,
  at: (rate: number) => number,
): { rate: number; ratio: number } {
  const free = { rate, ratio: at(rate) };
  const unit = fullScale(facts);
  const round: number[] = [];
  if (curve === "power") round.push(...POWERS);
  else if (curve === "exp") round.push(...RATES);
  else round.push(1);
  const span = unit === undefined ? 0 : (rate * unit) / DECIBEL;
  if (unit !== undefined && curve === "exp" && span < WIDEST_SPAN) {
    for (let d = Math.floor(span * (1 - NEAR)); d <= span * (1 + NEAR); d++) round.push((d * DECIBEL) / unit);
  }
  let best = free;
  let top = Number.POSITIVE_INFINITY;
  for (const r of round) {
    if (Math.abs(r / rate - 1) > NEAR) continue;
    const ratio = at(r);
    if (ratio < top && ratio < 1.15 * free.ratio) {
      top = ratio;
      best = { rate: r, ratio };
    }
  }
  return best;
}
