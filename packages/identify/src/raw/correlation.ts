import { complexFft } from "@unspectro/core";

/** Autocorrelation at all lags up to half the length, 1 at lag 0, by FFT. */
export function autocorrelation(values: Float64Array): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(2 * values.length));
  const fft = complexFft(size);
  const time = new Float64Array(2 * size);
  const spectrum = new Float64Array(2 * size);
  for (let i = 0; i < values.length; i++) time[2 * i] = values[i];
  fft.forward(time, spectrum);
  for (let k = 0; k < size; k++) {
    spectrum[2 * k] = spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2;
    spectrum[2 * k + 1] = 0;
  }
  fft.inverse(spectrum, time);
  const half = values.length >> 1;
  const scale = time[0] > 0 ? 1 / time[0] : 0;
  return Float64Array.from(
    { length: half },
    (_, lag) => (time[2 * lag] * scale * values.length) / (values.length - lag),
  );
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
  const sizes: number[] = [];
  for (let lag = shortest; lag <= longest; lag++) sizes.push(Math.abs(standsOut(c, lag)));
  sizes.sort((a, b) => a - b);
  return Math.max(1.5 * (sizes[sizes.length >> 1] ?? 1), 1e-4);
}

/** How far a lag rises above its neighbours. */
function standsOut(c: Float64Array, lag: number): number {
  return c[lag] - 0.5 * Math.max(c[lag - 1] + c[lag + 1], c[lag - 2] + c[lag + 2]);
}
