/** From here on the asymptotic series is exact to double precision (its smallest term is about e^-2x). */
const ASYMPTOTIC_FROM = 20;

/**
 * e^-x I_0(x) for x >= 0, I_0 the modified Bessel function of the first kind and order 0: scaled, so that no beta
 * of a Kaiser window overflows. Relative error below 1e-15.
 *
 * Power series (Abramowitz & Stegun 9.6.12) for small x, asymptotic expansion (9.7.1) for large.
 */
export function besselI0Scaled(x: number): number {
  let term = 1;
  let sum = 1;
  if (x < ASYMPTOTIC_FROM) {
    const q = (x * x) / 4;
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= q / (k * k);
      sum += term;
    }
    return Math.exp(-x) * sum;
  }
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (2 * k - 1) ** 2 / (8 * k * x);
    sum += term;
  }
  return sum / Math.sqrt(2 * Math.PI * x);
}
