import type { Grid } from "./fit.ts";
import { RUN } from "./pool.ts";

/** Values as whole numbers, and how far each stood from its own. */
export interface Decided {
  readonly whole: Float64Array;
  /** In steps: the distance itself, or what is left of it when the distances before foretell it. */
  readonly left: Float64Array;
}

/** Every value at its nearest whole number. */
export function rounded(values: Float64Array, { step, offset }: Grid): Decided {
  const whole = new Float64Array(values.length);
  const left = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const v = (values[i] - offset) / step;
    whole[i] = Math.round(v);
    left[i] = v - whole[i];
  }
  return { whole, left };
}

/** Coefficients of a predictor, distances it learns from, and after how many it learns anew. */
const ORDER = 32;
const MEMORY = 1024;
const LESSON = 32;
/** Neighbours that stand so near to whole numbers that nothing need be foretold: the place to begin. */
const CALM = 256;
const CALM_NOISE = 0.12;

/**
 * Whole numbers of neighbouring values in noise that is larger than half a step, but coloured.
 *
 * Numbers are stored to so many digits, so their rounding follows the spectrum: the noise of the audio has its colour, and
 * is foretold by its own past to a small part of itself (Kolmogorov: to the geometric mean of its spectrum). From a calm
 * place, where values stand at their whole numbers, each distance e[i] from the whole number decided is known, and
 *
 *     n[i] = round(v[i] - p[i]),   p[i] = sum_k c[k] e[i-k],   e[i] = v[i] - n[i]
 *
 * with c by linear prediction (Levinson) of the distances so far. As long as all before it are right, a decision is wrong
 * only if the noise departs from what was foretold by half a step, so `left` = e - p tells how sure every decision is.
 * The same runs backwards from the calm place. Where the noise grows within a few samples its past foretells it badly, but
 * its future well: samples that one way leaves unsure are decided the other way too, and sure where both agree.
 *
 * @returns undefined where no place is calm, or where what was foretold soon helps no more than chance
 */
export function predicted(values: Float64Array, { step, offset }: Grid): Decided | undefined {
  const v = values.map((value) => (value - offset) / step);
  const places = calmPlaces(v);
  if (places.length === 0) return undefined;
  const quietest = places.reduce((least, place) => (place.level < least.level ? place : least));
  const first = fromPlace(v, quietest.at);
  if (first === undefined) return undefined;
  if (first.left.every((off) => Math.abs(off) < SURE)) return first;
  const onwards = fromPlace(v, places[0].at);
  const backwards = fromPlace(reversedOf(v), v.length - places[places.length - 1].at - CALM);
  // one that lost its way would dispute nearly all that the others decide
  return onwards && backwards && agreed([first, onwards, reversed(backwards)]);
}

/** Innovations smaller than this, in steps, leave no doubt that needs another opinion. */
const SURE = 0.25;

/** All values decided from a calm place that begins at `start`; undefined where that loses its way. */
function fromPlace(v: Float64Array, start: number): Decided | undefined {
  const whole = new Float64Array(v.length);
  const left = new Float64Array(v.length);
  for (let i = start; i < start + CALM; i++) whole[i] = Math.round(v[i]);
  if (!decide(v, start, start + CALM, whole, left)) return undefined;
  // backwards through the calm place as well, with what was learnt behind it
  const end = Math.min(v.length, start + CALM + MEMORY);
  const known = end - start - CALM;
  const before = {
    v: v.slice(0, end).reverse(),
    whole: whole.slice(0, end).reverse(),
    left: new Float64Array(end),
  };
  const back = Math.max(known, Math.min(end, CALM));
  if (!decide(before.v, 0, back, before.whole, before.left)) return undefined;
  const settled = known > CALM ? start + CALM : start;
  whole.set(before.whole.reverse().subarray(0, settled));
  left.set(before.left.reverse().subarray(0, settled));
  for (let i = settled; i < start + CALM; i++) left[i] = v[i] - whole[i];
  return { whole, left };
}

/** What is left of a value that two chains of decisions take to different whole numbers. */
const DISPUTED = 0.5;

/** Run by run the surest of these opinions; nothing is sure where they differ. */
function agreed(opinions: readonly Decided[]): Decided {
  const { whole } = opinions[0];
  const left = new Float64Array(whole.length);
  for (let from = 0; from < whole.length; from += RUN) {
    const to = Math.min(whole.length, from + RUN);
    const runs = opinions.map((opinion) => opinion.left.subarray(from, to));
    left.set(
      runs.reduce((least, run) => (powerOf(run) < powerOf(least) ? run : least)),
      from,
    );
    for (let i = from; i < to; i++)
      if (opinions.some((opinion) => opinion.whole[i] !== whole[i])) left[i] = DISPUTED;
  }
  return { whole, left };
}

function powerOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}

function reversedOf(values: Float64Array): Float64Array {
  return values.slice().reverse();
}

function reversed({ whole, left }: Decided): Decided {
  return { whole: whole.reverse(), left: left.reverse() };
}

/** Where neighbours begin that stand at whole numbers, and how loud they are. */
function calmPlaces(v: Float64Array): { at: number; level: number }[] {
  const places: { at: number; level: number }[] = [];
  for (let at = 0; at + CALM <= v.length; at += CALM / 4) {
    let noise = 0;
    let level = 0;
    for (let i = at; i < at + CALM; i++) {
      noise += (v[i] - Math.round(v[i])) ** 2;
      level += v[i] * v[i];
    }
    if (noise <= CALM * CALM_NOISE ** 2) places.push({ at, level });
  }
  return places;
}

/** Decisions that are looked back on together, and what is left of them, at least, where they are wrong: chance leaves 0.29 of a step. */
const LOOKED_BACK = 512;
const LOST = 0.25;

/**
 * Decides v[from] .. to the end, in order, from the whole numbers of v[first] .. that are known; false as soon as the
 * decisions are lost, for what follows wrong ones is wrong.
 */
function decide(
  v: Float64Array,
  first: number,
  from: number,
  whole: Float64Array,
  left: Float64Array,
): boolean {
  let squares = 0;
  const distance = new Float64Array(v.length);
  for (let i = first; i < from; i++) distance[i] = v[i] - whole[i];
  let weights: Float64Array = new Float64Array(ORDER);
  for (let i = from; i < v.length; i++) {
    if ((i - from) % LESSON === 0) weights = lesson(distance, Math.max(first, i - MEMORY), i);
    let foretold = 0;
    for (let k = Math.min(ORDER, i - first); k > 0; k--) foretold += weights[k - 1] * distance[i - k];
    whole[i] = Math.round(v[i] - foretold);
    distance[i] = v[i] - whole[i];
    left[i] = distance[i] - foretold;
    squares += left[i] * left[i];
    if ((i - from) % LOOKED_BACK !== LOOKED_BACK - 1) continue;
    if (squares > LOOKED_BACK * LOST ** 2) return false;
    squares = 0;
  }
  return true;
}

/** A predictor that does not halve the distances is not worth its errors. */
const WORTH = 0.5;
/** White noise added to the autocorrelation, as a part of its power, so that no recursion fails. */
const FLOOR = 1e-9;

/** The predictor of the distances from .. to, the latest weighing most. */
function lesson(distance: Float64Array, from: number, to: number): Float64Array {
  const weighed = new Float64Array(to - from);
  for (let i = 0; i < weighed.length; i++)
    weighed[i] = distance[from + i] * Math.sin((Math.PI / 2) * ((i + 0.5) / weighed.length)) ** 2;
  const correlation = new Float64Array(ORDER + 1);
  for (let lag = 0; lag <= ORDER; lag++) {
    let sum = 0;
    for (let i = lag; i < weighed.length; i++) sum += weighed[i] * weighed[i - lag];
    correlation[lag] = sum;
  }
  correlation[0] *= 1 + FLOOR;
  return levinson(correlation);
}

/** Levinson-Durbin: the weights of the ORDER values before, the nearest first. */
function levinson(correlation: Float64Array): Float64Array {
  const weights = new Float64Array(ORDER);
  const old = new Float64Array(ORDER);
  let error = correlation[0];
  if (!(error > 0)) return weights;
  for (let m = 0; m < ORDER; m++) {
    let reflection = correlation[m + 1];
    for (let k = 0; k < m; k++) reflection -= weights[k] * correlation[m - k];
    reflection /= error;
    old.set(weights);
    weights[m] = reflection;
    for (let k = 0; k < m; k++) weights[k] = old[k] - reflection * old[m - 1 - k];
    error *= 1 - reflection * reflection;
    if (!(error > 0)) break;
  }
  return error < WORTH * correlation[0] ? weights : new Float64Array(ORDER);
}
