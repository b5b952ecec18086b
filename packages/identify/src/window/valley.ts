import { PARAMETRIC, type WindowCandidate } from "./candidate.ts";
import { MOVES, type Tried } from "./climb.ts";
import { golden } from "./golden.ts";

/** The first step of place and length, in samples: what faint ends hide of a window. */
const WIDEST = 16;
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
 * Follows the valley in which length and parameter make up for each other: the parameter is found anew wherever place and
 * length are tried, by steps that halve. Where a window fades out (Tukey, Gaussian) the frames don't show how long it is.
 *
 * @param test gives what a window leaves unexplained
 */
export function followValley(start: Tried, test: (c: WindowCandidate) => number): void {
  const kind = PARAMETRIC.find(({ family }) => family === start.spec.family);
  const { parameter } = start.spec;
  if (kind === undefined || parameter === undefined) return;
  // the grid's number, which does not depend on the length
  let value = parameter / kind.parameter(1, start.spec.length);
  const at = (v: number, { spec, offset }: WindowCandidate): WindowCandidate => ({
    spec: { ...spec, parameter: kind.parameter(v, spec.length) },
    offset,
  });
  let best: WindowCandidate = start;
  let least = start.ratio;
  for (let step = WIDEST; step >= 1; step >>= 1) {
    for (let improved = true; improved; ) {
      improved = false;
      for (const symmetric of [start.spec.symmetric, !start.spec.symmetric]) {
        for (const [a, b] of MOVES) {
          const spec = { ...best.spec, symmetric, length: best.spec.length + b * step };
          const moved = { spec, offset: best.offset + a * step };
          if (test(at(value, moved)) === Number.POSITIVE_INFINITY) continue;
          const here = golden((v) => test(at(v, moved)), value * (1 - REACH), value * (1 + REACH), STEPS);
          const ratio = test(at(here, moved));
          if (ratio >= least) continue;
          least = ratio;
          best = at(here, moved);
          value = here;
          improved = true;
        }
      }
    }
  }
  const exact = golden(
    (v) => test(at(v, best)),
    value * (1 - REACH / 9),
    value * (1 + REACH / 9),
    LAST_STEPS,
  );
  const left = test(at(exact, best));
  for (const digits of DIGITS) if (test(at(Number(exact.toFixed(digits)), best)) <= SAME * left) return;
}
