/** The largest sample under the upper half of a window. */
export function peakOf(z: Float64Array, window: Float64Array): number {
  const half = 0.5 * window.reduce((top, w) => Math.max(top, w), 0);
  let peak = 0;
  for (let n = 0; n < window.length; n++) {
    if (window[n] < half) continue;
    for (let at = n; at < z.length; at += window.length) peak = Math.max(peak, Math.abs(z[at]) / window[n]);
  }
  return peak;
}
