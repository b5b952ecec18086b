import { outerProducts } from "./outer.ts";

/**
 * How well sample n of one frame predicts sample n + lag of the frame before, over all frames: squared correlations
 * that are 1 at the true hop whatever the window is.
 *
 * Cost: `positions.length * size * frames` multiplications.
 */

/** Frames and their neighbours: what correlations at all lags have in common. */
export interface Neighbours {
  /** frames x size samples. */
  readonly y: Float64Array;
  readonly size: number;
  /** The frames that count, each with the next. */
  readonly pairs: readonly number[];
  /** Of each frame, what it counts beside the next. */
  readonly weights: Float64Array;
  /** For each sample of the buffer, its power in the later and in the earlier frames. */
  readonly later: Float64Array;
  readonly earlier: Float64Array;
}

/** @param weights a pair of neighbours each; 0 where it is too quiet to count */
export function neighboursOf(y: Float64Array, size: number, weights: Float64Array): Neighbours {
  const pairs = Array.from(weights.keys()).filter((t) => weights[t] !== 0);
  const later = new Float64Array(size);
  const earlier = new Float64Array(size);
  for (const t of pairs) {
    addPowers(earlier, y.subarray(t * size, (t + 1) * size), weights[t]);
    addPowers(later, y.subarray((t + 1) * size, (t + 2) * size), weights[t]);
  }
  return { y, size, pairs, weights, later, earlier };
}

function addPowers(powers: Float64Array, frame: Float64Array, weight: number): void {
  for (let n = 0; n < powers.length; n++) powers[n] += weight * frame[n] * frame[n];
}

/**
 * For each position n and each sample m of the buffer, the squared correlation over t of y_{t+1}[n] and y_t[m],
 * `positions.length x size`.
 */
export function lagCorrelations(near: Neighbours, positions: Int32Array): Float64Array {
  const { y, size, pairs, weights, later, earlier } = near;
  const left = new Float64Array(pairs.length * positions.length);
  for (const [i, t] of pairs.entries())
    for (let p = 0; p < positions.length; p++)
      left[i * positions.length + p] = weights[t] * y[(t + 1) * size + positions[p]];
  const frames = pairs.map((t) => y.subarray(t * size, (t + 1) * size));
  const out = outerProducts(left, positions.length, frames, size);
  const floor = 1e-13 * largest(earlier);
  for (let p = 0; p < positions.length; p++) {
    const row = out.subarray(p * size, (p + 1) * size);
    const power = later[positions[p]];
    if (power > floor) squaredRatio(row, power, earlier, floor);
    else row.fill(0);
  }
  return out;
}

/** Products of one sample with all others become squared correlations. */
function squaredRatio(row: Float64Array, power: number, earlier: Float64Array, floor: number): void {
  for (let m = 0; m < row.length; m++)
    row[m] = earlier[m] > floor ? Math.min(1, (row[m] * row[m]) / (power * earlier[m])) : 0;
}

/** Correlation of y_{t+1}[n] with y_t[n + lag] for every n, one lag. */
export function correlationsAtLag(near: Neighbours, lag: number): Float64Array {
  const { y, size, pairs, weights, later } = near;
  const cross = new Float64Array(size);
  for (const t of pairs) {
    const before = t * size + lag;
    addProducts(cross, 0, size - lag, y, (t + 1) * size, before, weights[t]);
    addProducts(cross, size - lag, size, y, (t + 1) * size, before - size, weights[t]);
  }
  const earlier = rotated(near.earlier, lag);
  return squaredRatios(cross, later, earlier);
}

function addProducts(
  sums: Float64Array,
  from: number,
  to: number,
  y: Float64Array,
  one: number,
  other: number,
  weight: number,
): void {
  for (let n = from; n < to; n++) sums[n] += weight * y[one + n] * y[other + n];
}

function rotated(values: Float64Array, by: number): Float64Array {
  const out = new Float64Array(values.length);
  out.set(values.subarray(by));
  out.set(values.subarray(0, by), values.length - by);
  return out;
}

/**
 * The same for frames whose phase refers to absolute time, which therefore stand rotated by t * hop: for each position
 * n of the unrotated buffer, the correlation of y_{t+1}[n + (t+1) hop] and y_t[n + (t+1) hop], indices modulo size.
 *
 * @param first absolute index of frame 0 of y
 */
export function correlationsRotated(
  { y, size, weights }: Neighbours,
  hop: number,
  first: number,
  positions: Int32Array,
): Float64Array {
  const cross = new Float64Array(positions.length);
  const later = new Float64Array(positions.length);
  const earlier = new Float64Array(positions.length);
  for (let p = 0; p < positions.length; p++) {
    let n = (positions[p] + (first + 1) * hop) % size;
    let products = 0;
    let power = 0;
    let before = 0;
    for (let t = 0; t < weights.length; t++) {
      const a = y[(t + 1) * size + n];
      const b = y[t * size + n];
      const weighed = weights[t] * a;
      products += weighed * b;
      power += weighed * a;
      before += weights[t] * b * b;
      n += hop;
      if (n >= size) n -= size;
    }
    cross[p] = products;
    later[p] = power;
    earlier[p] = before;
  }
  return squaredRatios(cross, later, earlier);
}

function squaredRatios(cross: Float64Array, later: Float64Array, earlier: Float64Array): Float64Array {
  const floor = 1e-13 * Math.max(largest(later), largest(earlier));
  for (let n = 0; n < cross.length; n++) {
    const scale = later[n] * earlier[n];
    cross[n] = later[n] > floor && earlier[n] > floor ? Math.min(1, (cross[n] * cross[n]) / scale) : 0;
  }
  return cross;
}

function largest(values: Float64Array): number {
  let max = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > max) max = values[i];
  return max;
}
