import { type Grid, samplesOf } from "../grid/grid.ts";

/** Where the squared windows add up to less than this share of their largest sum, no inverse is worth its noise. */
const THINNEST = 1e-4;

/**
 * 1 / sum_m u_m b^2[n - m R], the weights of the least-squares inverse (Griffin and Lim 1984, eq. 6), with optional
 * weights u per frame. Where nothing (or next to nothing) covers a sample its weight is 0.
 */
export function coverageWeights(
  grid: Grid,
  frameWeights?: ArrayLike<number>,
  thinnest: number = THINNEST,
): Float64Array {
  const sum = frameWeights === undefined ? steadyCover(grid) : cover(grid, frameWeights);
  let largest = 0;
  for (const value of sum) if (value > largest) largest = value;
  for (let n = 0; n < sum.length; n++) sum[n] = sum[n] > thinnest * largest ? 1 / sum[n] : 0;
  return sum;
}

/** sum_m u_m b^2[n - m R] */
function cover(grid: Grid, frameWeights?: ArrayLike<number>): Float64Array {
  const { frames, hop, window } = grid;
  const squares = window.map((value) => value * value);
  const sum = new Float64Array(samplesOf(grid));
  for (let m = 0; m < frames; m++) {
    const weight = frameWeights === undefined ? 1 : frameWeights[m];
    if (weight === 0) continue;
    for (let n = 0; n < squares.length; n++) sum[m * hop + n] += weight * squares[n];
  }
  return sum;
}

/** The same with u = 1: both ends as they are in a short grid, and the same hop again and again between them. */
function steadyCover(grid: Grid): Float64Array {
  const { frames, hop, fftSize } = grid;
  const overlap = Math.ceil(fftSize / hop);
  if (frames <= 2 * overlap || hop > fftSize) return cover(grid);
  const ends = cover({ ...grid, frames: 2 * overlap });
  const sum = new Float64Array(samplesOf(grid));
  const head = ends.subarray(0, overlap * hop);
  sum.set(head);
  for (let m = overlap; m < frames; m++) sum.set(head.subarray(head.length - hop), m * hop);
  const tail = ends.subarray(2 * overlap * hop);
  sum.set(tail, frames * hop);
  return sum;
}
