/**
 * How deep squared correlations rho^2 reach, -log10(1 - rho^2): what tells the true lag, where nothing but rounding is
 * left, from music, of which neighbours say 0.99.
 */

/** 1 - rho^2 counts no further down than this: music at a wrong lag stays above, the true lag goes below. */
const DEPTH = 1e-9;

export function depth(rho: number): number {
  return -Math.log10(1 - rho + DEPTH);
}

/** So many factors of 1e-9 and more have a product that is still a number: one logarithm does for all of them. */
const FACTORS = 32;

/** The mean of `depth` over all values. */
export function meanDepth(rho: Float64Array): number {
  let sum = 0;
  for (let from = 0; from < rho.length; from += FACTORS) {
    const end = Math.min(rho.length, from + FACTORS);
    let product = 1;
    for (let i = from; i < end; i++) product *= 1 - rho[i] + DEPTH;
    sum -= Math.log10(product);
  }
  return sum / rho.length;
}

/** The share of the positions that make a peak, and the fewest. */
const TOP = 0.06;
const FEWEST = 2;

/**
 * For each lag, the mean depth over all positions, and over those that reach deepest.
 *
 * @param rho positions x size: squared correlations of each position with every sample of the buffer
 */
export function depthsByLag(
  rho: Float64Array,
  positions: Int32Array,
  size: number,
): { mean: Float64Array; peak: Float64Array } {
  const count = positions.length;
  const top = Math.max(FEWEST, Math.round(count * TOP));
  const mean = new Float64Array(size);
  const peak = new Float64Array(size);
  const product = new Float64Array(size).fill(1);
  const least = Array.from({ length: top }, () => new Float64Array(size).fill(Number.POSITIVE_INFINITY));
  for (let p = 0; p < count; p++) {
    const row = p * size;
    const at = positions[p];
    for (let lag = 0; lag < size; lag++) {
      const left = 1 - rho[row + (at + lag < size ? at + lag : at + lag - size)] + DEPTH;
      product[lag] *= left;
      if (left < least[top - 1][lag]) insert(least, left, lag);
    }
    if ((p + 1) % FACTORS !== 0 && p + 1 < count) continue;
    for (let lag = 0; lag < size; lag++) mean[lag] -= Math.log10(product[lag]) / count;
    product.fill(1);
  }
  for (const values of least) for (let lag = 0; lag < size; lag++) peak[lag] -= Math.log10(values[lag]) / top;
  return { mean, peak };
}

/** Puts a value among the least of a lag, in their order. */
function insert(least: readonly Float64Array[], value: number, lag: number): void {
  let rank = least.length - 1;
  for (; rank > 0 && value < least[rank - 1][lag]; rank--) least[rank][lag] = least[rank - 1][lag];
  least[rank][lag] = value;
}

/** The places of the largest values, the largest first. */
export function largest(values: Float64Array, count: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (out.length === count && !(values[i] > values[out[count - 1]])) continue;
    if (out.length === count) out.pop();
    let rank = out.length;
    while (rank > 0 && values[i] > values[out[rank - 1]]) rank--;
    out.splice(rank, 0, i);
  }
  return out;
}
