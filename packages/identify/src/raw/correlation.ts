import { type RealFft, realFft } from "@unspectro/core";
import { ranked } from "../survey/ranked.ts";

/** The last plan, kept: the files of a pair are as long as each other, and looked at in several ways. */
let plan: RealFft | undefined;

/** Autocorrelation at all lags up to half the length, 1 at lag 0, by FFT. */
export function autocorrelation(values: Float64Array): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(2 * values.length));
  if (plan?.size !== size) plan = realFft(size);
  const time = new Float64Array(size);
  const spectrum = new Float64Array(2 * plan.bins);
  time.set(values);
  plan.forward(time, spectrum);
  for (let k = 0; k < spectrum.length; k += 2) {
    spectrum[k] = spectrum[k] * spectrum[k] + spectrum[k + 1] * spectrum[k + 1];
    spectrum[k + 1] = 0;
  }
  plan.inverse(spectrum, time);
  const correlation = time.slice(0, values.length >> 1);
  const scale = time[0] > 0 ? 1 / time[0] : 0;
  for (let lag = 0; lag < correlation.length; lag++)
    correlation[lag] *= (scale * values.length) / (values.length - lag);
  return correlation;
}

/**
 * How far a lag and its first multiples rise above their neighbours. A part of the true period meets some of its
 * multiples: what doesn't stand out itself counts no more than its own share of the sum.
 */
export function recurs(c: Float64Array, lag: number): number {
  const own = standsOut(c, lag);
  let sum = 0;
  let counted = 0;
  for (let k = 1; k <= 3 && k * lag + 2 < c.length; k++, counted++)
    sum += Math.min(standsOut(c, k * lag), Math.max(0, 1.5 * own));
  return counted > 0 ? sum / Math.sqrt(counted) : 0;
}

/** Typical size of what stands out at lags that mean nothing. */
export function chanceOf(c: Float64Array, shortest: number, longest: number): number {
  const sizes = new Float64Array(Math.max(0, longest - shortest + 1));
  for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs(standsOut(c, shortest + i));
  return Math.max(1.5 * (ranked(sizes, sizes.length >> 1) ?? 1), 1e-4);
}

/** How far a lag rises above its neighbours. */
function standsOut(c: Float64Array, lag: number): number {
  return c[lag] - 0.5 * Math.max(c[lag - 1] + c[lag + 1], c[lag - 2] + c[lag + 2]);
}
