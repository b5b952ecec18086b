import { type Numbers, realFft } from "@unspectro/core";
import { binsOf, type Grid } from "../grid/grid.ts";

/**
 * Blocks of frames between a signal and their spectra: what all methods here are made of. `spectra` is the maker's own
 * memory (it may lie in a WebAssembly heap): `forward` fills it, methods change it in place, `inverse` reads it.
 */
export interface FrameTransform {
  readonly grid: Grid;
  readonly bins: number;
  /** Frames in a block, at most. */
  readonly block: number;
  /** `block` x `bins` pairs, frame after frame. */
  readonly spectra: Numbers;
  /** Spectra of frames first .. first + count - 1 of `signal`, which begins with frame 0's buffer. */
  forward(signal: Numbers, first: number, count: number): void;
  /** Adds window x inverse DFT of these frames to `signal`: the adjoint of `forward`, divided by N. */
  inverse(signal: Numbers, first: number, count: number): void;
}

/** Makes the transform of a grid. */
export type TransformMaker = (grid: Grid) => FrameTransform;

const BLOCK = 16;

/** The reference transform: float64, on core's FFT of any length. */
export function referenceTransform(grid: Grid): FrameTransform {
  const { fftSize, hop, window } = grid;
  const bins = binsOf(grid);
  const fft = realFft(fftSize);
  const spectra = new Float64Array(BLOCK * bins * 2);
  const frame = new Float64Array(fftSize);
  const views = Array.from({ length: BLOCK }, (_, i) => spectra.subarray(i * bins * 2, (i + 1) * bins * 2));
  return {
    grid,
    bins,
    block: BLOCK,
    spectra,
    forward(signal, first, count) {
      for (let i = 0; i < count; i++) {
        const start = (first + i) * hop;
        for (let n = 0; n < fftSize; n++) frame[n] = signal[start + n] * window[n];
        fft.forward(frame, views[i]);
      }
    },
    inverse(signal, first, count) {
      for (let i = 0; i < count; i++) {
        const start = (first + i) * hop;
        fft.inverse(views[i], frame);
        for (let n = 0; n < fftSize; n++) signal[start + n] += frame[n] * window[n];
      }
    },
  };
}
