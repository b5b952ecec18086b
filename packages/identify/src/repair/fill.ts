import type { Grams } from "../consistency/gram.ts";

/**
 * What a frame lacks is found from what its neighbours know.
 *
 * A frame that lacks its DC bin is z_t + c_t 1, one that lacks Nyquist z_t + c_t (-1)^n, one whose mean was removed
 * before windowing z_t + c_t w: unknown numbers times known vectors u. They are chosen so that the frames agree:
 * minimise sum over r, m of |Q_r (v_{r,m} + sum_j c_{m-j} u[r + jH])|^2 with Q_r = 1 - w_r w_r' / w_r' w_r, the part that
 * no signal explains. It is a banded linear system, q unknowns a frame, coupled over J frames. The gains of the
 * residue classes cancel in Q_r, so the window is needed only up to them: the eigenvectors of the Grams will do.
 *
 * @param z frames x size; changed in place
 * @param window up to a positive gain per residue class
 * @param vectors u_1 .. u_q, `size` samples each
 */
export function fill(
  z: Float64Array,
  frames: number,
  { size, hop, columns }: Pick<Grams, "size" | "hop" | "columns">,
  window: Float64Array,
  vectors: readonly Float64Array[],
): Float64Array {
  const q = vectors.length;
  const unknowns = frames * q;
  const band = q * columns;
  const matrix = new Float64Array(unknowns * band);
  const right = new Float64Array(unknowns);
  const unit = unitClasses(window, size, hop);
  const coupling = couplings(unit, vectors, size, hop, columns);
  for (let t = 0; t < frames; t++) {
    if (t >= columns && t + columns <= frames) {
      // away from the ends, frames are all alike
      matrix.copyWithin(t * q * band, (t - 1) * q * band, t * q * band);
      continue;
    }
    // frame t and the one d before it meet in column i of frame t and i + d of the other, in rows t + i that are whole
    const from = Math.max(0, columns - 1 - t);
    for (let d = 0; d < columns && d <= t; d++)
      for (let i = from; i + d < columns && t + i < frames; i++)
        for (let a = 0; a < q; a++)
          for (let b = 0; b < q; b++) {
            const row = t * q + a;
            const col = (t - d) * q + b;
            if (col <= row)
              matrix[row * band + (row - col)] += coupling[((i * columns + i + d) * q + a) * q + b];
          }
  }
  residuals(z, frames, size, hop, columns, unit, vectors, right);
  const solution = solveBanded(matrix, right, unknowns, band);
  for (let t = 0; t < frames; t++)
    for (let a = 0; a < q; a++) {
      const c = solution[t * q + a];
      const u = vectors[a];
      for (let n = 0; n < size; n++) z[t * size + n] += c * u[n];
    }
  return solution;
}

/** The window with each residue class at unit length. */
function unitClasses(window: Float64Array, size: number, hop: number): Float64Array {
  const unit = new Float64Array(size);
  for (let r = 0; r < hop; r++) {
    let power = 0;
    for (let n = r; n < size; n += hop) power += window[n] * window[n];
    const gain = power > 0 ? 1 / Math.sqrt(power) : 0;
    for (let n = r; n < size; n += hop) unit[n] = window[n] * gain;
  }
  return unit;
}

/** sum_r u_a[r+iH] Q_r[i][j] u_b[r+jH]. */
function couplings(
  unit: Float64Array,
  vectors: readonly Float64Array[],
  size: number,
  hop: number,
  columns: number,
): Float64Array {
  const q = vectors.length;
  const out = new Float64Array(columns * columns * q * q);
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < columns; j++)
      for (let a = 0; a < q; a++)
        for (let b = 0; b < q; b++) {
          let sum = 0;
          for (let r = 0; r < hop; r++) {
            const n = r + i * hop;
            const m = r + j * hop;
            if (n >= size || m >= size) break;
            sum += vectors[a][n] * vectors[b][m] * ((i === j ? 1 : 0) - unit[n] * unit[m]);
          }
          out[((i * columns + j) * q + a) * q + b] = sum;
        }
  return out;
}

/** right[t, a] = - sum over r, m, i = m - t of u_a[r+iH] (Q_r v_{r,m})_i. */
function residuals(
  z: Float64Array,
  frames: number,
  size: number,
  hop: number,
  columns: number,
  unit: Float64Array,
  vectors: readonly Float64Array[],
  right: Float64Array,
): void {
  const q = vectors.length;
  for (let m = columns - 1; m < frames; m++)
    for (let r = 0; r < hop; r++) {
      let projection = 0;
      for (let i = 0, n = r; n < size; i++, n += hop) projection += unit[n] * z[(m - i) * size + n];
      for (let i = 0, n = r; n < size; i++, n += hop) {
        const rest = z[(m - i) * size + n] - projection * unit[n];
        for (let a = 0; a < q; a++) right[(m - i) * q + a] -= vectors[a][n] * rest;
      }
    }
}

/**
 * Cholesky factorisation of a banded positive definite matrix, in place; row i holds entries (i, i), (i, i-1)...
 * A ridge keeps what the data leave open (frames at the ends, an offset that cancels) near zero.
 */
export function solveBanded(
  matrix: Float64Array,
  right: Float64Array,
  size: number,
  band: number,
): Float64Array {
  let top = 0;
  for (let i = 0; i < size; i++) top = Math.max(top, matrix[i * band]);
  const ridge = 1e-10 * top || 1;
  for (let i = 0; i < size; i++) {
    matrix[i * band] += ridge;
    for (let d = Math.min(band - 1, i); d >= 0; d--) {
      const j = i - d;
      let sum = matrix[i * band + d];
      for (let e = 1; e < band - d && e <= j; e++) sum -= matrix[i * band + d + e] * matrix[j * band + e];
      if (d === 0) matrix[i * band] = Math.sqrt(Math.max(sum, ridge * 1e-3));
      else matrix[i * band + d] = sum / matrix[j * band];
    }
  }
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let d = 1; d < band && d <= i; d++) x[i] -= matrix[i * band + d] * x[i - d];
    x[i] /= matrix[i * band];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let d = 1; d < band && i + d < size; d++) x[i] -= matrix[(i + d) * band + d] * x[i + d];
    x[i] /= matrix[i * band];
  }
  return x;
}

export function constant(size: number): Float64Array {
  return new Float64Array(size).fill(1);
}

export function alternating(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, n) => (n % 2 === 0 ? 1 : -1));
}
