import { binsOf, type Grid } from "../grid/grid.ts";

/**
 * Single-pass spectrogram inversion (Beauregard, Harish and Wyse, "Single pass spectrogram inversion", IEEE DSP 2015): each
 * spectral peak is taken for a sinusoid, whose phase goes on from the frame before at the peak's interpolated frequency,
 *
 *   theta_m = theta_{m-1}[k] + 2 pi R p / N,   p = k + (a - c) / (2 (a - 2 b + c)),
 *
 * a, b, c the log-magnitudes of bins k - 1, k, k + 1. All bins between the troughs around a peak take its phase, referred to
 * the window's centre: there the bins of a symmetric window's main lobe are in phase. The quickest start, made for music.
 *
 * @param magnitudes frames x bins, >= 0
 * @returns phases in radians, frames x bins, referring to the buffer's first sample
 *
 * @example
 * ```ts
 * import { spsi } from "@unspectro/retrieval";
 *
 * const grid = { fftSize: 8, hop: 2, window: Float64Array.of(0, 1, 4, 8, 9, 8, 4, 1), frames: 3 };
 * console.log(spsi(new Float32Array(3 * 5).fill(1), grid).length); // 15
 * ```
 */
export function spsi(magnitudes: ArrayLike<number>, grid: Grid): Float32Array {
  const { frames, fftSize, hop, window } = grid;
  const bins = binsOf(grid);
  const centre = centreOf(window);
  const theta = new Float64Array(bins);
  const before = new Float64Array(bins);
  const out = new Float32Array(frames * bins);
  for (let m = 0; m < frames; m++) {
    before.set(theta);
    for (let k = 0; k < bins; k++) theta[k] += (2 * Math.PI * hop * k) / fftSize; // where there is no peak at all
    const at = m * bins;
    for (let k = 0, low = 0; k < bins; k++) {
      if (!isPeak(magnitudes, at, k, bins)) continue;
      let high = k;
      while (high < bins - 1 && magnitudes[at + high + 1] < magnitudes[at + high]) high++;
      const frequency = (2 * Math.PI * peakPosition(magnitudes, at, k, bins)) / fftSize;
      theta.fill((before[k] + hop * frequency) % (2 * Math.PI), low, high + 1);
      low = high + 1;
      k = high;
    }
    for (let k = 0; k < bins; k++)
      out[at + k] = (theta[k] - (2 * Math.PI * k * centre) / fftSize) % (2 * Math.PI);
  }
  return out;
}

/** The window's centre of energy, in samples. */
function centreOf(window: Float64Array): number {
  let energy = 0;
  let moment = 0;
  for (let n = 0; n < window.length; n++) {
    energy += window[n] ** 2;
    moment += n * window[n] ** 2;
  }
  return energy > 0 ? moment / energy : 0;
}

function isPeak(magnitudes: ArrayLike<number>, at: number, k: number, bins: number): boolean {
  const here = magnitudes[at + k];
  return (
    here > 0 &&
    (k === 0 || here > magnitudes[at + k - 1]) &&
    (k === bins - 1 || here >= magnitudes[at + k + 1])
  );
}

/** Where a parabola through the logarithms has its top, in bins; at DC and Nyquist the bin itself. */
function peakPosition(magnitudes: ArrayLike<number>, at: number, k: number, bins: number): number {
  if (k === 0 || k === bins - 1) return k;
  const least = 1e-6 * magnitudes[at + k];
  const a = Math.log(Math.max(least, magnitudes[at + k - 1]));
  const b = Math.log(magnitudes[at + k]);
  const c = Math.log(Math.max(least, magnitudes[at + k + 1]));
  const curvature = a - 2 * b + c;
  return curvature < 0 ? k + (a - c) / (2 * curvature) : k;
}
