import { frequencySpread, timeSpread } from "../optimise/spread.ts";
import type { StftFrame } from "./frame.ts";

/** A synthesis window in numbers. */
export interface DualMeasures {
  /** Standard deviation of |g[n]|^2 over time, in samples, about its mean. */
  readonly timeSpread: number;
  /** Standard deviation of |G(f)|^2 over frequency, in bins of the M-point DFT, about 0. */
  readonly frequencySpread: number;
  /** Mean output variance for white noise of unit variance on every coefficient: |g|^2 / (M a). */
  readonly noiseGain: number;
}

/** Spreads and noise gain of a synthesis window. */
export function measureDual(frame: StftFrame, dual: Float64Array): DualMeasures {
  const scratch = new Float64Array(dual.length);
  return {
    timeSpread: Math.sqrt(timeSpread()(dual, scratch)),
    frequencySpread: Math.sqrt(frequencySpread(dual.length, frame.fftSize)(dual, scratch)),
    noiseGain: noiseGain(frame, dual),
  };
}

/**
 * |g|^2 / (M a): the mean variance of the output samples for coefficients (all M of a frame, two-sided) with white
 * noise of unit variance. The canonical dual has the least; it lies in [1/B, 1/A].
 */
export function noiseGain(frame: StftFrame, dual: Float64Array): number {
  let energy = 0;
  for (const value of dual) energy += value * value;
  return energy / (frame.fftSize * frame.hop);
}

/**
 * The duality conditions' largest violation: max |sum_m h[n + m a] g[n + m a + p M] - [p = 0]| over n and p.
 *
 * @param start where the dual's first sample lies relative to the window's
 */
export function dualityError(frame: StftFrame, dual: Float64Array, start = 0): number {
  const { window: h, hop, fftSize } = frame;
  const lowest = Math.floor((start - h.length) / fftSize);
  const highest = Math.ceil((start + dual.length) / fftSize);
  let worst = 0;
  const sums = new Float64Array(hop);
  for (let p = lowest; p <= highest; p++) {
    sums.fill(p === 0 ? -1 : 0);
    for (let n = 0; n < h.length; n++) sums[n % hop] += h[n] * (dual[n + p * fftSize - start] ?? 0);
    for (const sum of sums) worst = Math.max(worst, Math.abs(sum));
  }
  return worst;
}
