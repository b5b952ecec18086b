import { DataError } from "../contract/errors.ts";

/** A window and where it begins, relative to the analysis window. */
export interface PlacedWindow {
  readonly window: Float64Array;
  readonly lead: number;
}

/** How far the dual is followed to both sides, in window lengths: it decays exponentially. */
const REACH = 3;

/** What of the dual is cut off, relative to its peak. */
const CUT = 1e-18;

/**
 * The canonical dual of a window that is longer than the FFT and folds into it (LTFAT's Gaussian): the solution of
 * S g = w, where (S x)[n] = sum_l x[n + lN] sum_m w[n - mR] w[n - mR + lN] (Walnut's representation of the frame
 * operator; Groechenig, Foundations of Time-Frequency Analysis, 2001, section 6.3), by conjugate gradients. Overlap-add
 * of unfolded frames with g gives the least-squares audio wherever all frames are there, and always on circular audio.
 *
 * @throws DataError `not-invertible` where hop and FFT size leave no inverse
 */
export function canonicalDual(window: Float64Array, hop: number, fftSize: number): PlacedWindow {
  const before = REACH * window.length;
  const size = (2 * REACH + 1) * window.length;
  const folds = Math.ceil(window.length / fftSize) - 1;
  const coupling = couplings(window, hop, fftSize, folds);
  const target = new Float64Array(size);
  target.set(window, before);
  const apply = (x: Float64Array, into: Float64Array): void => {
    into.fill(0);
    for (let l = -folds; l <= folds; l++) {
      const weights = coupling[Math.abs(l)];
      const from = Math.max(0, -l * fftSize);
      const to = Math.min(size, size - l * fftSize);
      for (let n = from; n < to; n++) {
        const at = l < 0 ? n + l * fftSize : n;
        into[n] += weights[(((at - before) % hop) + hop) % hop] * x[n + l * fftSize];
      }
    }
  };
  const dual = conjugateGradients(apply, target);
  return trim(dual, before);
}

/** G_l[r] = sum_m w[r - mR] w[r - mR + lN], for l = 0 .. folds: periodic in R. */
function couplings(
  window: Float64Array,
  hop: number,
  fftSize: number,
  folds: number,
): readonly Float64Array[] {
  return Array.from({ length: folds + 1 }, (_, l) => {
    const sums = new Float64Array(hop);
    for (let j = 0; j + l * fftSize < window.length; j++)
      sums[j % hop] += window[j] * window[j + l * fftSize];
    return sums;
  });
}

/** Solves A x = b for positive definite A (Hestenes & Stiefel 1952), to rounding. */
function conjugateGradients(
  apply: (x: Float64Array, into: Float64Array) => void,
  b: Float64Array,
): Float64Array {
  const x = new Float64Array(b.length);
  const residual = Float64Array.from(b);
  const direction = Float64Array.from(b);
  const image = new Float64Array(b.length);
  const start = dot(b, b);
  let power = start;
  for (let round = 0; round < 1000 && power > 1e-32 * start; round++) {
    apply(direction, image);
    const step = power / dot(direction, image);
    for (let n = 0; n < x.length; n++) {
      x[n] += step * direction[n];
      residual[n] -= step * image[n];
    }
    const next = dot(residual, residual);
    for (let n = 0; n < x.length; n++) direction[n] = residual[n] + (next / power) * direction[n];
    power = next;
  }
  if (power <= 1e-20 * start) return x;
  throw new DataError("not-invertible", "windows longer than the FFT overlap too little to be told apart", {
    where: "geometry.hop",
    expected: "a hop well below the FFT size",
    advice: "check hop, FFT size and window length",
  });
}

/** Cuts off what is nothing but rounding. */
function trim(dual: Float64Array, before: number): PlacedWindow {
  const peak = dual.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  let [from, to] = [0, dual.length];
  while (Math.abs(dual[from]) < CUT * peak) from++;
  while (Math.abs(dual[to - 1]) < CUT * peak) to--;
  return { window: dual.slice(from, to), lead: from - before };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n] * b[n];
  return sum;
}
