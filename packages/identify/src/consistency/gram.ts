/**
 * Consistency of frames as H small rank-one problems (one per residue of the sample index modulo the hop).
 *
 * Frame t holds z_t[n] = w[n] x[n + tH]. For residue r, column j of the matrix with rows m is z_{m-j}[r + jH] =
 * w[r + jH] x[r + mH]: rank one. The Gram matrices G_r (J x J, J = ceil(N/H)) therefore hold all that a window can be
 * tested against, at J N multiplications a window, once they are built at J N T / 2.
 */
export interface Grams {
  readonly size: number;
  readonly hop: number;
  /** J: how many frames cover a sample. */
  readonly columns: number;
  /** Upper triangles: entry (i, j >= i) of residue r stands at `index(i, j) * hop + r`. */
  readonly entries: Float64Array;
  /** Sum of all traces: the energy looked at. */
  readonly energy: number;
}

/** Place of (i, j), i <= j, in an upper triangle stored row after row. */
export function triangle(i: number, j: number, columns: number): number {
  return i * columns - (i * (i - 1)) / 2 + (j - i);
}

/**
 * Builds the Grams of frames `z` (frames x size, unrotated). Only samples that all J frames cover take part.
 */
export function gramsOf(z: Float64Array, frames: number, size: number, hop: number): Grams {
  const columns = Math.ceil(size / hop);
  const entries = new Float64Array(((columns * (columns + 1)) / 2) * hop);
  for (let i = 0; i < columns; i++) {
    for (let j = i; j < columns; j++) {
      const base = triangle(i, j, columns) * hop;
      const reach = Math.min(hop, size - j * hop);
      const sums = entries.subarray(base, base + reach);
      for (let m = columns - 1; m < frames; m += AT_ONCE)
        addProducts(
          sums,
          z,
          (m - i) * size + i * hop,
          (m - j) * size + j * hop,
          size,
          Math.min(AT_ONCE, frames - m),
        );
    }
  }
  let energy = 0;
  for (let i = 0; i < columns; i++) {
    const base = triangle(i, i, columns) * hop;
    for (let r = 0; r < hop; r++) energy += entries[base + r];
  }
  return { size, hop, columns, entries, energy };
}

/** Frames that go through a sum at once, so that it is loaded and stored once for all of them. */
const AT_ONCE = 4;

/** Adds the products of the runs that begin at a and b, and of those in the next frames, as many as are asked for up to four. */
function addProducts(
  sums: Float64Array,
  z: Float64Array,
  a: number,
  b: number,
  size: number,
  frames: number,
): void {
  if (frames === AT_ONCE) {
    for (let r = 0; r < sums.length; r++)
      sums[r] +=
        z[a + r] * z[b + r] +
        z[a + size + r] * z[b + size + r] +
        z[a + 2 * size + r] * z[b + 2 * size + r] +
        z[a + 3 * size + r] * z[b + 3 * size + r];
  } else {
    for (let t = 0; t < frames; t++)
      for (let r = 0; r < sums.length; r++) sums[r] += z[a + t * size + r] * z[b + t * size + r];
  }
}

/** The energy a window explains: sum over r of w_r' G_r w_r / w_r' w_r. */
export function explainedBy(window: Float64Array, grams: Grams): number {
  const { size, hop, columns, entries } = grams;
  let explained = 0;
  for (let r = 0; r < hop; r++) {
    let quadratic = 0;
    let norm = 0;
    for (let i = 0, n = r; n < size; i++, n += hop) {
      const wi = window[n];
      if (wi === 0) continue;
      norm += wi * wi;
      let at = triangle(i, i, columns) * hop + r;
      quadratic += wi * wi * entries[at];
      for (let m = n + hop; m < size; m += hop) {
        at += hop;
        quadratic += 2 * wi * window[m] * entries[at];
      }
    }
    if (norm > 0) explained += quadratic / norm;
  }
  return explained;
}

/** What any window can explain at most, and what unrelated frames would explain. */
export interface FreeFit {
  /** Sum of the largest eigenvalues. */
  readonly best: number;
  /** Sum of the largest diagonal entries: only the strongest column is explained. */
  readonly unrelated: number;
  /** The eigenvectors, as a window of `size` samples; each residue class has its own unknown gain. */
  readonly window: Float64Array;
}

/** Power iterations: the second eigenvalue of a near rank-one matrix is tiny, and a Rayleigh quotient is second order. */
const ITERATIONS = 16;

/** The best window there is, class by class. */
export function freeFit(grams: Grams): FreeFit {
  const { size, hop, columns, entries } = grams;
  const window = new Float64Array(size);
  const matrix = new Float64Array(columns * columns);
  const vector = new Float64Array(columns);
  const image = new Float64Array(columns);
  let best = 0;
  let unrelated = 0;
  for (let r = 0; r < hop; r++) {
    const count = Math.ceil((size - r) / hop);
    let at = r;
    for (let i = 0; i < count; i++, at += (columns - count) * hop)
      for (let j = i; j < count; j++, at += hop) {
        matrix[i * count + j] = entries[at];
        matrix[j * count + i] = entries[at];
      }
    let top = 0;
    for (let i = 1; i < count; i++) if (matrix[i * count + i] > matrix[top * count + top]) top = i;
    unrelated += matrix[top * count + top];
    for (let i = 0; i < count; i++) vector[i] = matrix[top * count + i];
    best += largestEigenvalue(matrix, count, vector, image);
    const length = Math.sqrt(dot(vector, vector, count)) || 1;
    for (let i = 0; i < count; i++) window[r + i * hop] = vector[i] / length;
  }
  return { best, unrelated, window };
}

/** By power iterations from a vector, which ends up near the eigenvector. */
function largestEigenvalue(
  matrix: Float64Array,
  count: number,
  vector: Float64Array,
  image: Float64Array,
): number {
  let value = 0;
  for (let step = 0; step < ITERATIONS; step++) {
    const length = Math.sqrt(dot(vector, vector, count));
    if (!(length > 0)) break;
    const unit = 1 / length;
    for (let i = 0; i < count; i++) vector[i] *= unit;
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let j = 0; j < count; j++) sum += matrix[i * count + j] * vector[j];
      image[i] = sum;
    }
    const before = value;
    value = dot(vector, image, count);
    if (step > 1 && Math.abs(value - before) <= 1e-16 * value) break;
    for (let i = 0; i < count; i++) vector[i] = image[i];
  }
  return value;
}

function dot(a: Float64Array, b: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += a[i] * b[i];
  return sum;
}
