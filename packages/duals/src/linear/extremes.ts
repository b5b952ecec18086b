import { householder } from "./householder.ts";

/**
 * The least and greatest eigenvalue of a real symmetric n x n matrix, which is overwritten: Householder
 * tridiagonalisation and bisection on Sturm counts (Golub & Van Loan, 8.3 and 8.4), a thirtieth of the work of all
 * eigenvectors. Exact to rounding of the greatest.
 */
export function extremeEigenvalues(a: Float64Array, n: number): [least: number, greatest: number] {
  const { diagonal, squares } = tridiagonal(a, n);
  let radius = 0;
  for (let i = 0; i < n; i++) {
    const sides = Math.sqrt(squares[i]) + Math.sqrt(squares[i + 1] ?? 0);
    radius = Math.max(radius, Math.abs(diagonal[i]) + sides);
  }
  return [split(diagonal, squares, radius, 1), split(diagonal, squares, radius, n)];
}

/** The diagonal, and the squares of what stands before each of its entries. */
function tridiagonal(a: Float64Array, n: number): { diagonal: Float64Array; squares: Float64Array } {
  const diagonal = new Float64Array(n);
  const squares = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    diagonal[k] = a[k * n + k];
    const row = a.subarray(k * n + k + 1, (k + 1) * n);
    squares[k + 1] = row.reduce((sum, value) => sum + value * value, 0);
    const v = k < n - 2 ? householder(row) : undefined;
    if (v !== undefined) bothSides(a, n, k + 1, v, w);
  }
  diagonal[n - 1] = a[n * n - 1];
  return { diagonal, squares };
}

/** A <- (I - v v') A (I - v v') on rows and columns from `first` on: A - v w' - w v', w = A v - (v' A v / 2) v. */
function bothSides(a: Float64Array, n: number, first: number, v: Float64Array, w: Float64Array): void {
  const size = v.length;
  let along = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0, at = (first + i) * n + first; j < size; j++, at++) sum += a[at] * v[j];
    w[i] = sum;
    along += sum * v[i];
  }
  for (let i = 0; i < size; i++) w[i] -= 0.5 * along * v[i];
  for (let i = 0; i < size; i++)
    for (let j = 0, at = (first + i) * n + first; j < size; j++, at++) a[at] -= v[i] * w[j] + w[i] * v[j];
}

/** The least x with at least `wanted` eigenvalues below it. */
function split(diagonal: Float64Array, squares: Float64Array, radius: number, wanted: number): number {
  let low = -radius;
  let high = radius;
  for (let round = 0; round < 64 && high - low > 1e-16 * radius; round++) {
    const middle = (low + high) / 2;
    if (below(diagonal, squares, middle) >= wanted) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** How many eigenvalues are less than x: the negative pivots of T - x I. */
function below(diagonal: Float64Array, squares: Float64Array, x: number): number {
  let count = 0;
  let pivot = 1;
  for (let i = 0; i < diagonal.length; i++) {
    pivot = diagonal[i] - x - squares[i] / pivot;
    if (pivot === 0) pivot = Number.MIN_VALUE;
    if (pivot < 0) count++;
  }
  return count;
}
