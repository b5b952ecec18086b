import { besselI0Scaled } from "./bessel.ts";

/**
 * A symmetric window as a function of where a sample stands: `u` = 2 n / (M - 1) - 1 runs from -1 at the first of M
 * samples over 0 at the centre to 1 at the last.
 */
export type Shape = (u: number) => number;

/**
 * a_0 + a_1 cos(pi u) + a_2 cos(2 pi u) + ..., one cosine a sample: the multiples follow by Clenshaw's recurrence.
 */
export function cosineSum(weights: readonly number[]): Shape {
  return (u) => {
    const c = Math.cos(Math.PI * u);
    let b1 = 0;
    let b2 = 0;
    for (let k = weights.length - 1; k >= 1; k--) {
      const b0 = weights[k] + 2 * c * b1 - b2;
      b2 = b1;
      b1 = b0;
    }
    return weights[0] + c * b1 - b2;
  };
}

/** Weights of the cosine sums known by name, as SciPy and MATLAB have them. */
export const cosineWeights = {
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  "blackman-harris": [0.35875, 0.48829, 0.14128, 0.01168],
  nuttall: [0.3635819, 0.4891775, 0.1365995, 0.0106411],
  "flat-top": [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
} as const;

export const triangle: Shape = (u) => 1 - Math.abs(u);

/** |cos(pi u / 2)|: the square root of Hann. */
export const rootHann: Shape = (u) => Math.abs(Math.sin((Math.PI / 2) * (1 - Math.abs(u))));

/** I_0(beta sqrt(1 - u^2)) / I_0(beta) (Kaiser 1966). */
export function kaiser(beta: number): Shape {
  const atCentre = besselI0Scaled(beta);
  return (u) => {
    const x = beta * Math.sqrt(Math.max(0, (1 - u) * (1 + u)));
    return (besselI0Scaled(x) / atCentre) * Math.exp(x - beta);
  };
}

/** exp(-t^2 / 2 sigma^2), t in samples from the centre; `half` = (M - 1) / 2. */
export function gaussian(sigma: number, half: number): Shape {
  return (u) => Math.exp(-0.5 * ((u * half) / sigma) ** 2);
}

/** Flat in the middle, half a Hann of the length alpha / 2 at each end (Harris 1978, eq. 38). */
export function tukey(alpha: number, half: number): Shape {
  if (alpha <= 0) return () => 1;
  if (alpha >= 1) return cosineSum(cosineWeights.hann);
  // SciPy tapers the samples up to and including floor(alpha (M - 1) / 2), and so do we
  const taper = Math.floor(alpha * half);
  return (u) => {
    const fromEdge = 1 - Math.abs(u);
    return fromEdge * half > taper + 0.25 ? 1 : 0.5 * (1 + Math.cos(Math.PI * (fromEdge / alpha - 1)));
  };
}

/** sin(pi (n + 1/2) / M): no zero ends; `half` = (M - 1) / 2. */
export function sine(half: number): Shape {
  const length = 2 * half + 1;
  return (u) => Math.sin((Math.PI * (half * (1 - Math.abs(u)) + 0.5)) / length);
}
