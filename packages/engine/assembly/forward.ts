import { cutFrames } from "./frames";
import { toFrames, toSpectra } from "./halves";
import { lanes } from "./lanes";
import { overlapAdd } from "./overlap";
import { pairs } from "./pairs";
import { Stft } from "./records";
import { toRows } from "./rows";

/**
 * Half spectra of `frames` frames as interleaved pairs, frame after frame; `signal` is under the first one's first
 * window sample.
 */
export function forwardRows<T>(stft: Stft, signal: usize, first: i32, frames: i32, rows: usize): void {
  const width = lanes<T>();
  const frameBytes = <usize>stft.bins * 2 * sizeof<T>();
  const hop = <usize>stft.hop * sizeof<T>();
  for (let f = 0; f < frames; f += width) {
    const present = min<i32>(width, frames - f);
    cutFrames<T>(stft, first + f, present, signal + <usize>f * hop);
    toSpectra<T>(stft, stft.spectrum);
    toRows<T>(stft.spectrum, stft.bins, present, rows + <usize>f * frameBytes, frameBytes);
  }
}

/** Interleaved pairs, frame after frame, to `sums`: the adjoint of {@link forwardRows}. */
export function inverseRows<T>(stft: Stft, rows: usize, first: i32, frames: i32, sums: usize): void {
  const width = lanes<T>();
  const pair: usize = 2 * sizeof<T>();
  const frameBytes = <usize>stft.bins * pair;
  const hop = <usize>stft.hop * sizeof<T>();
  for (let f = 0; f < frames; f += width) {
    const present = min<i32>(width, frames - f);
    pairs<T>(rows + <usize>f * frameBytes, frameBytes, pair, stft.bins, present, stft.spectrum);
    toFrames<T>(stft, stft.spectrum);
    overlapAdd<T>(stft, first + f, present, sums + <usize>f * hop);
  }
}
