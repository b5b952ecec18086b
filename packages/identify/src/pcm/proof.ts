import { RUN } from "./pool.ts";
import type { Decided } from "./predict.ts";

/** How values lie on a grid. */
export interface Standing {
  /** Values looked at. */
  readonly count: number;
  /** Share of them within a quarter of a step of a grid point: 1 for a lattice, 0.5 by chance. */
  readonly share: number;
  /** Mean of cos(2 pi (v - offset) / step), every whole number met counting once: 1 on a lattice, 0 by chance. */
  readonly coherence: number;
  /** Different whole numbers met, but for their signs, the silent one left out. */
  readonly distinct: number;
  /** Share of the most frequent whole number among all that are not silence. */
  readonly mode: number;
  /** Different steps from one value to the next, counted up to 64: two in a sawtooth, which is no recording. */
  readonly moves: number;
  /** Root mean square distance from the grid, in steps. */
  readonly noise: number;
  /** Largest distance from the grid, in steps. */
  readonly worst: number;
  /** How many values the noise around them is expected to have brought to a wrong whole number. */
  readonly wrong: number;
}

/** Looks at values in runs of neighbours. */
export function standingOf({ whole, left }: Decided): Standing {
  const { kind, kinds } = kindsOf(whole);
  const counts = new Float64Array(kinds);
  const cosines = new Float64Array(kinds);
  const moves = new Set<number>();
  let near = 0;
  let squares = 0;
  let worst = 0;
  let wrong = 0;
  let before = 0;
  for (let first = 0; first < whole.length; first += RUN) {
    const end = Math.min(whole.length, first + RUN);
    let own = 0;
    for (let i = first; i < end; i++) {
      const n = whole[i];
      const r = left[i];
      own += r * r;
      if (Math.abs(r) < 0.25) near++;
      if (Math.abs(r) > worst) worst = Math.abs(r);
      counts[kind[i]]++;
      cosines[kind[i]] += Math.cos(2 * Math.PI * r);
      if (i > first && moves.size < MOST_MOVES) moves.add(n - before);
      before = n;
    }
    squares += own;
    wrong += (end - first) * lost(Math.sqrt(own / (end - first)));
  }
  const count = whole.length;
  let distinct = 0;
  let total = 0;
  let most = 0;
  let cosine = 0;
  for (let k = 1; k < kinds; k++) {
    if (counts[k] === 0) continue;
    distinct++;
    total += counts[k];
    most = Math.max(most, counts[k]);
    cosine += cosines[k] / counts[k];
  }
  return {
    count,
    share: count > 0 ? near / count : 0,
    coherence: distinct > 0 ? cosine / distinct : 0,
    distinct,
    mode: total > 0 ? most / total : 1,
    moves: moves.size,
    noise: Math.sqrt(squares / Math.max(1, count)),
    worst,
    wrong,
  };
}

const MOST_MOVES = 64;
/** Whole numbers up to this are their own kinds; larger ones are counted as they come. */
const SMALL = 2 ** 17;

/** Values alike: a value and its negative are one piece of evidence. Kind 0 is silence; some kinds may have no values. */
function kindsOf(whole: Float64Array): { kind: Int32Array; kinds: number } {
  const kind = new Int32Array(whole.length);
  let top = 0;
  for (let i = 0; i < whole.length; i++) top = Math.max(top, Math.abs(whole[i]));
  if (top < SMALL) {
    for (let i = 0; i < whole.length; i++) kind[i] = Math.abs(whole[i]);
    return { kind, kinds: top + 1 };
  }
  const met = new Map<number, number>([[0, 0]]);
  for (let i = 0; i < whole.length; i++) {
    const size = Math.abs(whole[i]);
    let own = met.get(size);
    if (own === undefined) {
      own = met.size;
      met.set(size, own);
    }
    kind[i] = own;
  }
  return { kind, kinds: met.size };
}

/** Noise of a run may be this much larger than its values show: 32 of them say it to 13 %. */
const UNSURE = 1.2;

/** The share of values that normal noise of this deviation (in steps) takes more than half a step away. */
export function lost(deviation: number): number {
  return erfc(0.5 / (Math.SQRT2 * UNSURE * Math.max(deviation, 1e-9)));
}

/** Complementary error function, from above: Chernoff's bound exp(-x^2) times a rational (relative error below 1.2e-7 is not needed here). */
function erfc(x: number): number {
  // Abramowitz and Stegun 7.1.26, for x >= 0
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return series * Math.exp(-x * x);
}

/** Steps tried, times phases told apart: what chance had to choose from. */
const TRIALS: number = 2 ** 18 * 64;

/**
 * log10 of an upper bound on the probability that audio without a lattice stands as well as this by chance.
 *
 * Without a lattice, where a value lies between two grid points is drawn from a density that varies little over one step:
 * by a factor of at most rho = 1.25 + 6 mode (an exponential density has 1 + mode, a Gaussian stays below 1 + 5 mode up
 * to four standard deviations). For m such values Chernoff's bound gives, for every lambda > 0,
 *
 *     P(mean cos >= C) <= (rho I0(lambda) exp(-lambda C))^m
 *
 * with I0 the modified Bessel function, the mean of exp(lambda cos) over a turn. Values at one whole number count as one,
 * their mean (the bound holds for it by convexity), so that repetition proves nothing; and the union is taken over all
 * steps and phases tried.
 */
export function falseAlarm({ coherence, distinct, mode }: Standing): number {
  const density = Math.log(1.25 + 6 * mode);
  let best = 0;
  for (let lambda = 0.25; lambda < 1e5; lambda *= 1.25) {
    best = Math.min(best, density + logBessel(lambda) - lambda * coherence);
  }
  return Math.min(0, (distinct * best + Math.log(TRIALS)) / Math.LN10);
}

/** ln I0(x), from above (Abramowitz and Stegun 9.8.1 and 9.8.2). */
function logBessel(x: number): number {
  if (x < 3.75) {
    const t = (x / 3.75) ** 2;
    return Math.log(
      1 +
        t *
          (3.5156229 + t * (3.0899424 + t * (1.2067492 + t * (0.2659732 + t * (0.0360768 + t * 0.0045813))))),
    );
  }
  const t = 3.75 / x;
  const series =
    0.39894228 +
    t *
      (0.01328592 +
        t *
          (0.00225319 +
            t *
              (-0.00157565 +
                t *
                  (0.00916281 + t * (-0.02057706 + t * (0.02635537 + t * (-0.01647633 + t * 0.00392377)))))));
  return x - 0.5 * Math.log(x) + Math.log(series);
}
