/** Eigenvalues of a real symmetric matrix and, row after row, the eigenvectors that belong to them. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Jacobi converges quadratically; even 500 x 500 needs no more than a dozen sweeps. */
const MOST_SWEEPS = 60;

/**
 * Diagonalises a symmetric n x n matrix by cyclic Jacobi rotations (Golub & Van Loan, 8.5): small eigenvalues come
 * out as precisely as large ones. The matrix is overwritten. Cost: some 40 n^3; meant for n up to a few hundred.
 */
export function symmetricEigen(a: Float64Array, n: number): Eigen {
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++)
      for (let q = p + 1; q < n; q++) rotated = rotate(a, vectors, n, p, q) || rotated;
    if (!rotated) break;
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]), vectors };
}

/** Makes a[p][q] zero; false where it is already as good as that. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): boolean {
  const app = a[p * n + p];
  const aqq = a[q * n + q];
  const apq = a[p * n + q];
  if (Math.abs(apq) <= 1e-17 * (Math.abs(app) + Math.abs(aqq)) || apq === 0) return false;
  const theta = (aqq - app) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let i = 0; i < n; i++) {
    const ip = a[i * n + p];
    const iq = a[i * n + q];
    a[i * n + p] = c * ip - s * iq;
    a[i * n + q] = s * ip + c * iq;
  }
  turnRows(a, n, p, q, c, s);
  turnRows(vectors, n, p, q, c, s);
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  return true;
}

function turnRows(m: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let i = 0; i < n; i++) {
    const mp = m[p * n + i];
    const mq = m[q * n + i];
    m[p * n + i] = c * mp - s * mq;
    m[q * n + i] = s * mp + c * mq;
  }
}
