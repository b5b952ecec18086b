import { dot } from "./vectors.ts";

/**
 * Conjugate gradients for A x = b, A symmetric and positive (Hestenes and Stiefel 1952). `apply` writes A p into its
 * second argument. Changes `x` in place; stops when the squared residual has fallen by `tolerance`, or after `rounds`,
 * or when `after` answers false. Answers the rounds taken.
 */
export function conjugateGradients(
  apply: (p: Float64Array, into: Float64Array) => void,
  b: Float64Array,
  x: Float64Array,
  rounds: number,
  tolerance = 1e-28,
  after?: (round: number) => boolean,
): number {
  const size = b.length;
  const r = new Float64Array(size);
  const ap = new Float64Array(size);
  apply(x, ap);
  for (let i = 0; i < size; i++) r[i] = b[i] - ap[i];
  const p = r.slice();
  let rr = dot(r, r);
  const enough = tolerance * dot(b, b);
  for (let round = 1; round <= rounds; round++) {
    if (rr <= enough) return round - 1;
    apply(p, ap);
    const curvature = dot(p, ap);
    if (!(curvature > 0)) return round - 1;
    const step = rr / curvature;
    for (let i = 0; i < size; i++) {
      x[i] += step * p[i];
      r[i] -= step * ap[i];
    }
    const next = dot(r, r);
    const beta = next / rr;
    rr = next;
    for (let i = 0; i < size; i++) p[i] = r[i] + beta * p[i];
    if (after !== undefined && !after(round)) return round;
  }
  return rounds;
}
