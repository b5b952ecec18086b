import type { CurveForm } from "./form.ts";

/** Inverse iterations: eigenvalues far apart, and a Rayleigh quotient of second order. */
const ITERATIONS = 60;
/** Keeps factors of cells that hardly matter near 1. */
const RIDGE = 1e-12;

/**
 * The factors that leave least: the eigenvector of U c = lambda E c with the smallest eigenvalue, by inverse iteration from
 * the named curve. What is not determined stays with the named curve.
 */
export function freeFactors({ count: width, unexplained, energy }: CurveForm, count: number): Float64Array {
  const scale = Float64Array.from({ length: count }, (_, i) => Math.sqrt(energy[i * width + i]) || 1);
  const at = (m: Float64Array, i: number, j: number): number => m[i * width + j] / (scale[i] * scale[j]);
  let trace = 0;
  for (let i = 0; i < count; i++) trace += at(unexplained, i, i);
  const factor = new Float64Array(count * count);
  for (let i = 0; i < count; i++)
    for (let j = 0; j <= i; j++) {
      let sum = at(unexplained, i, j) + (i === j ? RIDGE * trace : 0);
      for (let q = 0; q < j; q++) sum -= factor[i * count + q] * factor[j * count + q];
      factor[i * count + j] =
        i === j ? Math.sqrt(Math.max(sum, 1e-3 * RIDGE * trace)) : sum / factor[j * count + j];
    }
  let x = Float64Array.from(scale);
  for (let step = 0; step < ITERATIONS; step++) {
    const y = new Float64Array(count);
    for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) y[i] += at(energy, i, j) * x[j];
    substitute(factor, y, count);
    const length = Math.sqrt(y.reduce((sum, v) => sum + v * v, 0)) || 1;
    x = y.map((v) => v / length);
  }
  const factors = x.map((v, i) => v / scale[i]);
  const gain =
    scale.reduce((sum, s) => sum + s * s, 0) / factors.reduce((sum, c, i) => sum + c * scale[i] ** 2, 0);
  return factors.map((c) => c * gain);
}

/** Solves L L' x = y in place. */
function substitute(factor: Float64Array, y: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    for (let q = 0; q < i; q++) y[i] -= factor[i * count + q] * y[q];
    y[i] /= factor[i * count + i];
  }
  for (let i = count - 1; i >= 0; i--) {
    for (let q = i + 1; q < count; q++) y[i] -= factor[q * count + i] * y[q];
    y[i] /= factor[i * count + i];
  }
}
