import { householder, reflect } from "./householder.ts";

/**
 * The column space of a real matrix and what is orthogonal to it, by Householder QR with column pivoting
 * (Golub & Van Loan, 5.4.2): T P = Q R, the diagonal of R falling.
 */
export interface ColumnSpace {
  /** Length of a column. */
  readonly rows: number;
  readonly columns: number;
  /** Diagonal entries of R above `tolerance` times the first. */
  readonly rank: number;
  /** Q, vector after vector (`rows` numbers each): the first `rank` span the columns, the others their complement. */
  readonly basis: Float64Array;
  /** The smallest diagonal entry of R that counted towards the rank, over the largest: near 0 is ill-conditioned. */
  readonly conditioning: number;
  /**
   * Writes the x of least norm with T' x = `wanted` and returns the largest |T' x - wanted|: 0 up to rounding where
   * a solution exists.
   */
  solve(wanted: Float64Array, x: Float64Array): number;
}

/**
 * Factors a matrix given column after column (`rows` numbers each). The matrix is overwritten.
 *
 * Cost: some 3 rows^2 columns multiplications, about half a second for 480 x 448.
 */
export function columnSpace(
  matrix: Float64Array,
  rows: number,
  columns: number,
  tolerance = 1e-11,
): ColumnSpace {
  const pivots = Int32Array.from({ length: columns }, (_, j) => j);
  const steps = Math.min(rows, columns);
  const diagonal = new Float64Array(steps);
  const reflectors: Float64Array[] = [];
  let rank = 0;
  for (let k = 0; k < steps; k++) {
    swapColumns(matrix, rows, pivots, k, heaviest(matrix, rows, columns, k));
    const reflector = householder(matrix.subarray(k * rows + k, (k + 1) * rows));
    if (reflector === undefined) break;
    for (let j = k; j < columns; j++) reflect(matrix.subarray(j * rows + k, (j + 1) * rows), reflector);
    diagonal[k] = Math.abs(matrix[k * rows + k]);
    if (diagonal[k] <= tolerance * diagonal[0]) break;
    reflectors.push(reflector);
    rank++;
  }
  return {
    rows,
    columns,
    rank,
    basis: accumulate(reflectors, rows),
    conditioning: rank === 0 ? 0 : diagonal[rank - 1] / diagonal[0],
    solve: solver(matrix, rows, columns, rank, pivots, reflectors),
  };
}

/** The column from k on with the most energy from row k down; recomputed, since updating loses digits. */
function heaviest(matrix: Float64Array, rows: number, columns: number, k: number): number {
  let best = k;
  let most = -1;
  for (let j = k; j < columns; j++) {
    let energy = 0;
    for (let i = j * rows + k; i < (j + 1) * rows; i++) energy += matrix[i] * matrix[i];
    if (energy > most) {
      most = energy;
      best = j;
    }
  }
  return best;
}

function swapColumns(matrix: Float64Array, rows: number, pivots: Int32Array, a: number, b: number): void {
  if (a === b) return;
  for (let i = 0; i < rows; i++) {
    const kept = matrix[a * rows + i];
    matrix[a * rows + i] = matrix[b * rows + i];
    matrix[b * rows + i] = kept;
  }
  const kept = pivots[a];
  pivots[a] = pivots[b];
  pivots[b] = kept;
}

/** Q = H_0 H_1 ... as its columns, applied from the last reflector to the first. */
function accumulate(reflectors: readonly Float64Array[], rows: number): Float64Array {
  const q = new Float64Array(rows * rows);
  for (let j = 0; j < rows; j++) {
    q[j * rows + j] = 1;
    const column = q.subarray(j * rows, (j + 1) * rows);
    for (let k = reflectors.length - 1; k >= 0; k--) reflect(column.subarray(k), reflectors[k]);
  }
  return q;
}

/** T' x = b with x = Q_1 y: R_11' y = b at the pivots, forward substitution; the other equations are the residual. */
function solver(
  factored: Float64Array,
  rows: number,
  columns: number,
  rank: number,
  pivots: Int32Array,
  reflectors: readonly Float64Array[],
): ColumnSpace["solve"] {
  return (wanted, x) => {
    x.fill(0);
    let residual = 0;
    for (let j = 0; j < columns; j++) {
      let sum = wanted[pivots[j]];
      for (let i = 0; i < Math.min(j, rank); i++) sum -= factored[j * rows + i] * x[i];
      if (j < rank) x[j] = sum / factored[j * rows + j];
      else residual = Math.max(residual, Math.abs(sum));
    }
    for (let k = reflectors.length - 1; k >= 0; k--) reflect(x.subarray(k), reflectors[k]);
    return residual;
  };
}
