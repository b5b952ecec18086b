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
  const { frames, hop, window } = grid;
  const sum = new Float64Array(samplesOf(grid));
  for (let m = 0; m < frames; m++) {
    const weight = frameWeights === undefined ? 1 : frameWeights[m];
    if (weight === 0) continue;
    for (let n = 0; n < window.length; n++) sum[m * hop + n] += weight * window[n] ** 2;
  }
  let largest = 0;
  for (const value of sum) if (value > largest) largest = value;
  for (let n = 0; n < sum.length; n++) sum[n] = sum[n] > thinnest * largest ? 1 / sum[n] : 0;
  return sum;
}
