import type { StepCandidate } from "./spectrum.ts";

/** Values are whole multiples of `step`, plus `offset`. */
export interface Grid {
  readonly step: number;
  /** Between -step / 2 and step / 2. */
  readonly offset: number;
}

/** The whole number nearest to a value. */
export function wholeOf(value: number, { step, offset }: Grid): number {
  return Math.round((value - offset) / step);
}

/** The same grid, with an offset of at most half a step. */
export function gridOf(step: number, offset: number): Grid {
  return { step, offset: offset - step * Math.round(offset / step) };
}

/** Values that a fit rests on, at most. */
const ENOUGH = 4096;
/** Values that tell whether a fit is worth while. */
const FEW = 1024;
/** Values farther from the grid than this, in steps, are left out of a fit. */
const NEAR = 0.3;
/** Each fit reaches this much farther than the one before: its error, carried so far, stays a small part of a step. */
const FARTHER = 4;
/** Candidates whose phasors add up to less than this part of their number are noise. */
const FAINT = 0.08;

/**
 * Makes a candidate exact: frequency and phase on the values near the centre first, then least squares of the values on
 * their nearest whole numbers, over a range that grows as the step becomes known better, up to the largest value.
 */
export function fitGrid(values: Float64Array, candidate: StepCandidate): Grid | undefined {
  const { centre } = candidate;
  const first = tuned(within(values, centre, candidate.range, FEW), candidate);
  if (first === undefined) return undefined;
  let top = 0;
  for (let i = 0; i < values.length; i++) top = Math.max(top, Math.abs(values[i] - centre));
  let grid = first;
  for (let range = candidate.range; ; range = Math.min(top, range * FARTHER)) {
    const near = within(values, centre, range, ENOUGH);
    for (let round = 0; round < 3; round++) {
      const better = leastSquares(near, grid, centre);
      if (better === undefined) return undefined;
      grid = better;
    }
    if (range >= top) return gridOf(grid.step, grid.offset);
  }
}

/** Values in a range, spread over all there are. */
function within(values: Float64Array, centre: number, range: number, most: number): Float64Array {
  const near = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++)
    if (Math.abs(values[i] - centre) <= range) near[count++] = values[i];
  const stride = Math.max(1, Math.ceil(count / most));
  const kept = new Float64Array(Math.ceil(count / stride));
  for (let i = 0; i < kept.length; i++) kept[i] = near[i * stride];
  return kept;
}

/** Parts of an FFT bin that a frequency is searched in, to both sides. */
const PARTS = 8;

/** The frequency around the candidate's with the largest sum of phasors, and its phase. */
function tuned(values: Float64Array, { step, range, centre, round }: StepCandidate): Grid | undefined {
  const most = round ? 0 : PARTS;
  let best = { frequency: 1 / step, power: -1, angle: 0 };
  for (let i = -most; i <= most; i++) {
    const frequency = 1 / step + i / (2 * range * PARTS);
    let re = 0;
    let im = 0;
    for (let n = 0; n < values.length; n++) {
      const turns = (values[n] - centre) * frequency;
      const angle = 2 * Math.PI * (turns - Math.floor(turns));
      re += Math.cos(angle);
      im += Math.sin(angle);
    }
    const power = re * re + im * im;
    if (power > best.power) best = { frequency, power, angle: Math.atan2(im, re) };
  }
  if (Math.sqrt(best.power) < FAINT * values.length) return undefined;
  const found = 1 / best.frequency;
  return { step: found, offset: centre + (best.angle / (2 * Math.PI)) * found };
}

/** The line v = step n + offset through values and their nearest whole numbers n. */
export function leastSquares(values: Float64Array, grid: Grid, centre = 0): Grid | undefined {
  // counted from the grid point nearest to the centre, so that sums stay exact
  const origin = grid.offset + grid.step * wholeOf(centre, grid);
  let count = 0;
  let sumN = 0;
  let sumR = 0;
  let squares = 0;
  let product = 0;
  const { step } = grid;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    const n = Math.round((v - origin) / step);
    const r = v - origin - n * step;
    if (Math.abs(r) > NEAR * step) continue;
    count++;
    sumN += n;
    sumR += r;
    squares += n * n;
    product += n * r;
  }
  const spread = squares - (sumN * sumN) / count;
  if (count < 3 || !(spread > 0)) return undefined;
  const slope = (product - (sumN * sumR) / count) / spread;
  return { step: step + slope, offset: origin + (sumR - slope * sumN) / count };
}

/** The same through values whose whole numbers are known. */
export function lineThrough(values: Float64Array, whole: Float64Array): Grid | undefined {
  let sumN = 0;
  let sumV = 0;
  let squares = 0;
  let product = 0;
  for (let i = 0; i < values.length; i++) {
    sumN += whole[i];
    sumV += values[i];
    squares += whole[i] * whole[i];
    product += whole[i] * values[i];
  }
  const count = values.length;
  const spread = squares - (sumN * sumN) / count;
  if (!(spread > 0)) return undefined;
  const step = (product - (sumN * sumV) / count) / spread;
  return { step, offset: (sumV - step * sumN) / count };
}
