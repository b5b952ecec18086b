/**
 * A symmetric positive semidefinite band matrix: row i holds its diagonal and what stands left of it,
 * `values[i * (width + 1) + k]` = A[i][i - k] for k = 0 .. width.
 */
export interface BandMatrix {
  readonly size: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** A = L D L', in the memory of A. */
export interface BandFactors extends BandMatrix {
  /** The unknowns that A leaves open: numerically zero pivots. */
  readonly free: readonly number[];
}

/** Pivots below this share of their diagonal belong to directions that the matrix says nothing about. */
const NULL_PIVOT = 1e-9;

/** Factors `matrix`, whose memory it takes over. Cost: size x width^2. */
export function factorBand({ size, width, values }: BandMatrix): BandFactors {
  const row = width + 1;
  const free: number[] = [];
  for (let i = 0; i < size; i++) {
    const diagonal = values[i * row];
    for (let k = Math.min(i, width); k >= 0; k--) {
      const j = i - k;
      let sum = values[i * row + k];
      for (let t = Math.min(width - k, j); t >= 1; t--) {
        sum -= values[i * row + k + t] * values[j * row + t] * values[(j - t) * row];
      }
      if (k > 0) {
        values[i * row + k] = sum / values[j * row];
      } else if (sum > NULL_PIVOT * diagonal) {
        values[i * row] = sum;
      } else {
        values[i * row] = 1;
        free.push(i);
      }
    }
  }
  return { size, width, values, free };
}

/** Solves A x = b in the memory of b: of all solutions, the one nearest to zero. */
export function solveBand(factors: BandFactors, b: Float64Array): void {
  const { size, width, values, free } = factors;
  const row = width + 1;
  for (let i = 0; i < size; i++) {
    for (let k = Math.min(i, width); k >= 1; k--) b[i] -= values[i * row + k] * b[i - k];
  }
  for (let i = 0; i < size; i++) b[i] /= values[i * row];
  for (const i of free) b[i] = 0;
  substituteBack(factors, b);
  for (const i of free) {
    const open = new Float64Array(size);
    open[i] = 1;
    substituteBack(factors, open);
    subtractProjection(b, open);
  }
}

/** x = L'^-1 x, in place. */
function substituteBack({ size, width, values }: BandFactors, x: Float64Array): void {
  const row = width + 1;
  for (let i = size - 1; i >= 0; i--) {
    for (let k = Math.min(i, width); k >= 1; k--) x[i - k] -= values[i * row + k] * x[i];
  }
}

function subtractProjection(x: Float64Array, direction: Float64Array): void {
  let [dot, norm] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    dot += x[i] * direction[i];
    norm += direction[i] ** 2;
  }
  for (let i = 0; i < x.length; i++) x[i] -= (dot / norm) * direction[i];
}
