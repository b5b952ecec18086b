/**
 * What retrieval works on: the amplitudes of a plain one-sided STFT, frames x bins, and how it was made.
 *
 * Phases in this package refer to the buffer's first sample: X_m[k] = sum_n b[n] x[m R + n] e^{-2 pi i k n / N},
 * where x begins with the first buffer.
 */
export interface Grid {
  /** N. */
  readonly fftSize: number;
  /** R, in samples. */
  readonly hop: number;
  /** b: the analysis window placed in its FFT buffer, N samples (zeros around a shorter window). */
  readonly window: Float64Array;
  /** Number of frames. */
  readonly frames: number;
}

/** One-sided bins: floor(N/2) + 1. */
export function binsOf(grid: Grid): number {
  return Math.floor(grid.fftSize / 2) + 1;
}

/** Samples that the frames span: (frames - 1) R + N. */
export function samplesOf(grid: Grid): number {
  return grid.frames === 0 ? 0 : (grid.frames - 1) * grid.hop + grid.fftSize;
}
