import type { Numbers } from "@unspectro/core";
import { openKernel } from "../kernel/instance.ts";
import type { Precision, Reals } from "../plan/memory.ts";
import { planStft } from "../plan/stft.ts";

/** A plain one-sided STFT: X_m[k] = sum_n w[n] x[m R + n] e^{-2 pi i k n / N}, x beginning with frame 0's buffer. */
export interface FrameGrid {
  /** N. */
  readonly fftSize: number;
  /** R, in samples. */
  readonly hop: number;
  /** w: the window in its FFT buffer, N samples (zeros around a shorter one). */
  readonly window: Float64Array;
  /** Number of frames. */
  readonly frames: number;
}

/** Blocks of frames between a signal and their spectra. */
export interface FrameTransform<Grid extends FrameGrid = FrameGrid> {
  readonly grid: Grid;
  /** floor(N/2) + 1. */
  readonly bins: number;
  /** Frames in a block, at most. */
  readonly block: number;
  /** `block` x `bins` pairs, frame after frame, in the kernel's memory: `forward` fills it, `inverse` reads it. */
  readonly spectra: Reals;
  /** Spectra of frames first .. first + count - 1 of `signal`, which begins with frame 0's buffer. */
  forward(signal: Numbers, first: number, count: number): void;
  /** Adds window x inverse DFT of these frames to `signal`: the adjoint of `forward`, divided by N. */
  inverse(signal: Numbers, first: number, count: number): void;
}

/** Frames of one call, about: enough to forget the cost of calling, few enough for a processor's second cache. */
const BLOCK = 16;

/**
 * A grid's transform in WebAssembly, both ways. `single` (the default) is float32.
 *
 * @example
 * ```ts
 * import { frameTransform } from "@unspectro/engine";
 *
 * const window = new Float64Array(8).fill(1);
 * const { forward, spectra } = frameTransform({ fftSize: 8, hop: 4, window, frames: 1 });
 * forward(Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0), 0, 1);
 * console.log([...spectra.subarray(0, 4)]); // [1, 0, 1, 0]
 * ```
 */
export function frameTransform<Grid extends FrameGrid>(
  grid: Grid,
  { arithmetic = "single" }: { readonly arithmetic?: Precision } = {},
): FrameTransform<Grid> {
  const { fftSize, hop, window } = grid;
  const bins = Math.floor(fftSize / 2) + 1;
  const { memory, analyse, synthesise } = openKernel(arithmetic);
  const stft = planStft(memory, {
    size: fftSize,
    hop,
    analysis: window,
    synthesis: window.map((w) => w / fftSize),
    rotation: 0,
    rotationStep: 0,
  });
  const samples = (BLOCK - 1) * hop + fftSize;
  const spectraAt = memory.reserve(BLOCK * bins * 2 * memory.elementBytes);
  const piecesAt = memory.reserve(samples * memory.elementBytes);
  const spectra = memory.view(spectraAt, BLOCK * bins * 2);
  const piece = memory.view(piecesAt, samples);
  const reach = (count: number): number => (count - 1) * hop + fftSize;
  return {
    grid,
    bins,
    block: BLOCK,
    spectra,
    forward(signal, first, count) {
      piece.set(signal.subarray(first * hop, first * hop + reach(count)));
      analyse(stft, piecesAt, first, count, spectraAt);
    },
    inverse(signal, first, count) {
      const from = first * hop;
      const end = reach(count);
      piece.set(signal.subarray(from, from + end));
      synthesise(stft, spectraAt, first, count, piecesAt);
      signal.set(piece.subarray(0, end), from);
    },
  };
}
