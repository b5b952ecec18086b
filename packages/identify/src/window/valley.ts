import { type Evidence, ratioOf } from "../consistency/evidence.ts";
import { explainedBy } from "../consistency/gram.ts";
import { buffered, PARAMETRIC, type WindowCandidate } from "./candidate.ts";
import { MOVES, type Tried } from "./climb.ts";
import { goalOf, type WindowFit } from "./fit.ts";
import { golden } from "./golden.ts";

/** What is found must leave less than this share of what was left: less is no other length, but a better fit to errors. */
const BETTER = 0.1;
/** Or so much less, where hardly more is left than the frames' own window leaves: coarse cells bend that. */
const HALF = 0.5;
const WHOLE = 1.5;
/** The first step of place and length, in samples: what faint ends hide of a window. */
const WIDEST = 16;
const STILL = [0, 0] as const;
/** How far the parameter may move at a step, as a share. */
const REACH = 0.15;
/** Steps of the golden section on the way, and at its end. */
const STEPS = 14;
const LAST_STEPS = 44;
/** Decimals that people write. */
const DIGITS = [1, 2, 3, 4];
/** Two ratios this near are the same. */
const SAME = 1.02;

/**
 * The window with its length and parameter settled together: they make up for each other along a valley, and where a
 * window fades out (Tukey, Gaussian) the frames don't show how long it is. The parameter is found anew wherever place and
 * length are tried, by steps that halve. The same window where it leaves hardly more than the frames' own,
 * or where nothing lies there that leaves as little, or much less.
 *
 * @param frames how many the evidence rests on
 */
export function alongValley(found: WindowFit, evidence: Evidence, frames: number): WindowFit {
  const goal = goalOf(evidence.ratio, frames);
  if (found.ratio <= goal) return found;
  const starts = found.spec.parameter === undefined ? found.shapes : [found];
  const ends = starts.map((start) => valleyFrom(start, evidence));
  const best = ends.reduce<Tried>((a, b) => (b.ratio < a.ratio ? b : a), found);
  const whole = best.ratio < HALF * found.ratio && best.ratio < WHOLE * evidence.ratio;
  return whole || best.ratio <= goal || best.ratio < BETTER * found.ratio
    ? { ...best, runnerUp: found.runnerUp, shapes: [] }
    : found;
}

/** Where a valley leads to from a window with a parameter. */
function valleyFrom(found: Tried, { grams, fit }: Evidence): Tried {
  const kind = PARAMETRIC.find(({ family }) => family === found.spec.family);
  const { parameter } = found.spec;
  if (kind === undefined || parameter === undefined) return found;
  const most = kind.grid[kind.grid.length - 1];
  const test = (candidate: WindowCandidate): number => {
    const window = buffered(candidate, grams.size);
    return window === undefined ? Number.POSITIVE_INFINITY : ratioOf(explainedBy(window, grams), grams, fit);
  };
  const at = (value: number, { spec, offset }: WindowCandidate): WindowCandidate => ({
    spec: { ...spec, parameter: kind.parameter(value, spec.length) },
    offset,
  });
  /** The best number near another at a place; the grid's numbers don't depend on the length. */
  const near = (value: number, place: WindowCandidate, reach: number, steps: number): number =>
    golden((v) => test(at(v, place)), value * (1 - reach), Math.min(most, value * (1 + reach)), steps);

  let value = parameter / kind.parameter(1, found.spec.length);
  let best: Tried = { spec: found.spec, offset: found.offset, ratio: found.ratio };
  for (let step = WIDEST; step >= 1; step >>= 1) {
    for (let improved = true; improved; ) {
      improved = false;
      for (const symmetric of [found.spec.symmetric, !found.spec.symmetric]) {
        // one that ends where it began, and one that does not, are neighbours at the same place
        for (const [a, b] of symmetric === best.spec.symmetric ? MOVES : [STILL, ...MOVES]) {
          const spec = { ...best.spec, symmetric, length: best.spec.length + b * step };
          const moved = { spec, offset: best.offset + a * step };
          if (test(at(value, moved)) === Number.POSITIVE_INFINITY) continue;
          const here = near(value, moved, REACH, STEPS);
          const ratio = test(at(here, moved));
          if (ratio >= best.ratio) continue;
          best = { ...at(here, moved), ratio };
          value = here;
          improved = true;
        }
      }
    }
  }
  const exact = near(value, best, REACH / 9, LAST_STEPS);
  const left = test(at(exact, best));
  const round = DIGITS.map((digits) => Number(exact.toFixed(digits))).find(
    (number) => number > 0 && test(at(number, best)) <= SAME * left,
  );
  const settled = at(round ?? exact, best);
  return { ...settled, ratio: test(settled) };
}
