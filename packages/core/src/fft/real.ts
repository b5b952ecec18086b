import { checkSize, complexFft } from "./complex.ts";

/**
 * A planned DFT between N real samples and their half spectrum: bins 0 .. floor(N/2), interleaved pairs.
 * A plan owns scratch memory, so one plan serves one caller at a time; no call allocates.
 */
export interface RealFft {
  /** N, any integer >= 1. */
  readonly size: number;
  /** floor(N/2) + 1. */
  readonly bins: number;
  /** N samples in, `2 * bins` numbers out. */
  forward(signal: Float64Array, spectrum: Float64Array): void;
  /**
   * `2 * bins` numbers in, N samples out, scaled by 1/N. The imaginary parts of DC and (N even) Nyquist have no
   * counterpart in a real signal and are ignored, as in numpy.fft.irfft.
   */
  inverse(spectrum: Float64Array, signal: Float64Array): void;
}

/**
 * Plans a real DFT of any length. Even sizes run on a complex transform of half the size.
 *
 * @throws RangeError unless `size` is a positive integer
 *
 * @example
 * ```ts
 * import { realFft } from "@unspectro/core";
 *
 * const fft = realFft(4);
 * const spectrum = new Float64Array(2 * fft.bins);
 * fft.forward(Float64Array.of(1, 2, 3, 4), spectrum);
 * console.log([...spectrum]); // [10, 0, -2, 2, -2, 0]
 * ```
 */
export function realFft(size: number): RealFft {
  checkSize(size);
  return size % 2 === 0 ? evenRealFft(size) : oddRealFft(size);
}

/**
 * Even and odd samples as the real and imaginary part of one complex signal of N/2 samples, Z its transform, M = N/2:
 *
 *   X[k] = (Z[k] + conj Z[M-k]) / 2 - i/2 e^{-2 pi i k / N} (Z[k] - conj Z[M-k])
 */
function evenRealFft(size: number): RealFft {
  const half = size / 2;
  const fft = complexFft(half);
  const z = new Float64Array(2 * half);
  const cos = new Float64Array(half + 1);
  const sin = new Float64Array(half + 1);
  for (let k = 0; k <= half; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / size);
    sin[k] = Math.sin((2 * Math.PI * k) / size);
  }
  return {
    size,
    bins: half + 1,
    forward(signal, spectrum) {
      fft.forward(signal, z);
      const re0 = z[0];
      const im0 = z[1];
      for (let k = 1; k < half; k++) {
        const ar = z[2 * k];
        const ai = z[2 * k + 1];
        const br = z[2 * (half - k)];
        const bi = z[2 * (half - k) + 1];
        const evenRe = ar + br;
        const evenIm = ai - bi;
        const oddRe = ai + bi;
        const oddIm = br - ar;
        spectrum[2 * k] = 0.5 * (evenRe + cos[k] * oddRe + sin[k] * oddIm);
        spectrum[2 * k + 1] = 0.5 * (evenIm + cos[k] * oddIm - sin[k] * oddRe);
      }
      spectrum[0] = re0 + im0;
      spectrum[1] = 0;
      spectrum[2 * half] = re0 - im0;
      spectrum[2 * half + 1] = 0;
    },
    inverse(spectrum, signal) {
      z[0] = 0.5 * (spectrum[0] + spectrum[2 * half]);
      z[1] = 0.5 * (spectrum[0] - spectrum[2 * half]);
      for (let k = 1; k < half; k++) {
        const ar = spectrum[2 * k];
        const ai = spectrum[2 * k + 1];
        const br = spectrum[2 * (half - k)];
        const bi = -spectrum[2 * (half - k) + 1];
        const dr = ar - br;
        const di = ai - bi;
        // odd part e^{2 pi i k / N} (X[k] - conj X[M-k]), times i
        z[2 * k] = 0.5 * (ar + br - (cos[k] * di + sin[k] * dr));
        z[2 * k + 1] = 0.5 * (ai + bi + (cos[k] * dr - sin[k] * di));
      }
      fft.inverse(z, signal);
    },
  };
}

/** Odd sizes: the complex transform of the full size. */
function oddRealFft(size: number): RealFft {
  const fft = complexFft(size);
  const bins = (size + 1) / 2;
  const time = new Float64Array(2 * size);
  const full = new Float64Array(2 * size);
  return {
    size,
    bins,
    forward(signal, spectrum) {
      for (let n = 0; n < size; n++) {
        time[2 * n] = signal[n];
        time[2 * n + 1] = 0;
      }
      fft.forward(time, full);
      for (let i = 0; i < 2 * bins; i++) spectrum[i] = full[i];
      spectrum[1] = 0;
    },
    inverse(spectrum, signal) {
      full[0] = spectrum[0];
      full[1] = 0;
      for (let k = 1; k < bins; k++) {
        full[2 * k] = spectrum[2 * k];
        full[2 * k + 1] = spectrum[2 * k + 1];
        full[2 * (size - k)] = spectrum[2 * k];
        full[2 * (size - k) + 1] = -spectrum[2 * k + 1];
      }
      fft.inverse(full, time);
      for (let n = 0; n < size; n++) signal[n] = time[2 * n];
    },
  };
}
