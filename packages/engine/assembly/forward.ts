import { cutFrames } from "./frames";
import { toSpectra } from "./halves";
import { COMPLEX, lanes } from "./lanes";
import { Stft } from "./records";

/** Half spectra, in lane order, of `frames` frames; `signal` is under the first one's first window sample. */
export function forwardFrames<T>(stft: Stft, signal: usize, first: i32, frames: i32, spectra: usize): void {
  const width = lanes<T>();
  const group = <usize>stft.bins * COMPLEX;
  const hop = <usize>stft.hop * sizeof<T>();
  for (let f = 0, to = spectra; f < frames; f += width, to += group) {
    cutFrames<T>(stft, first + f, min<i32>(width, frames - f), signal + <usize>f * hop);
    toSpectra<T>(stft, to);
  }
}
