import { checkSamples, positiveInteger } from "../check.ts";

/**
 * The analysis whose inverses are sought: frame m holds `X_m[k] = sum_n h[n] x[n + m a] e^{-2 pi i k n / M}`, with
 * the window h of `window.length` samples (longer than M folds), hop a, FFT size M. No factor 1/M in the analysis,
 * 1/M in the synthesis.
 */
export interface StftFrame {
  readonly window: Float64Array;
  /** a, in samples. */
  readonly hop: number;
  /** M, a whole number >= 1. */
  readonly fftSize: number;
}

/**
 * Refuses what is not a transform.
 *
 * @throws ConventionError `bad-convention` for a hop or FFT size that is no positive integer, an empty window, or one
 * that is not finite or is zero everywhere
 */
export function checkFrame(frame: StftFrame): void {
  positiveInteger("geometry.hop", frame.hop);
  positiveInteger("geometry.fftSize", frame.fftSize);
  checkSamples("geometry.window", frame.window);
}

/**
 * Whether frames are no longer than the FFT: then the frame operator is a multiplication ("painless", Daubechies,
 * Grossmann & Meyer 1986) and the least-squares inverse is weighted overlap-add.
 */
export function isPainless(frame: StftFrame): boolean {
  return frame.window.length <= frame.fftSize;
}

/**
 * sum over m of h[n + m a]^2 for n = 0 .. a - 1: what covers a sample, by its place in the hop. Where the hop is longer
 * than the window, for the window's samples only; the others are bare.
 */
export function coverage(frame: StftFrame): Float64Array {
  const cover = new Float64Array(Math.min(frame.hop, frame.window.length));
  for (let n = 0; n < frame.window.length; n++) cover[n % frame.hop] += frame.window[n] ** 2;
  return cover;
}

/** Greatest common divisor. */
export function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
