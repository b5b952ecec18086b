import { amplitude } from "./amplitude";
import { useConstants } from "./angle";
import { replaceClipped } from "./clip";
import { toFrames } from "./halves";
import { lanes } from "./lanes";
import { overlapAdd } from "./overlap";
import { pairs } from "./pairs";
import { place } from "./place";
import { polarColumns, polarRows } from "./polar";
import { Decode, Stft } from "./records";

/**
 * `frames` stored frames, the first of them frame `first` of the schedule, decoded, transformed, windowed and added
 * to `sums` (the place of the first frame's first window sample).
 *
 * `columns` 0: frame after frame. Else bin after bin, `columns` frames to a row.
 */
export function inverseFrames<T>(
  stft: Stft,
  decode: Decode,
  magnitude: usize,
  phase: usize,
  columns: i32,
  first: i32,
  frames: i32,
  sums: usize,
): void {
  const width = lanes<T>();
  const number: usize = decode.complex ? 2 * sizeof<T>() : sizeof<T>();
  const frameBytes: usize = columns ? number : <usize>decode.bins * number;
  const binBytes: usize = columns ? <usize>columns * number : number;
  const hop = <usize>stft.hop * sizeof<T>();
  useConstants<T>(decode.angleConstants);
  const count = (columns ? columns : frames) * decode.bins;
  if (decode.clip) replaceClipped<T>(decode.clip, magnitude, count);
  if (decode.amplitude) {
    amplitude<T>(decode.amplitude, decode.amplitudeConstants, magnitude, count);
  }
  for (let f = 0; f < frames; f += width) {
    const present = min<i32>(width, frames - f);
    const at = <usize>f * frameBytes;
    const stored = decode.places ? decode.stored : stft.spectrum;
    if (decode.complex) {
      decode.notFinite += pairs<T>(magnitude + at, frameBytes, binBytes, decode.bins, present, stored);
    } else if (columns) {
      decode.notFinite += polarColumns<T>(
        magnitude + at,
        phase + at,
        binBytes,
        decode.bins,
        present,
        stored,
      );
    } else {
      decode.notFinite += polarRows<T>(
        magnitude + at,
        phase + at,
        frameBytes,
        decode.bins,
        present,
        stored,
      );
    }
    if (decode.places) place<T>(stored, decode.places, decode.factors, stft.bins, stft.spectrum);
    toFrames<T>(stft, stft.spectrum);
    overlapAdd<T>(stft, first + f, present, sums + <usize>f * hop);
  }
}
