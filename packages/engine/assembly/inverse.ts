import { amplitude } from "./amplitude";
import { useConstants } from "./angle";
import { replaceClipped } from "./clip";
import { toFrames } from "./halves";
import { add, COMPLEX, lanes, mul } from "./lanes";
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
  const hop = <usize>stft.hop * sizeof<T>();
  useConstants<T>(decode.angleConstants);
  const count = (columns ? columns : frames) * decode.bins;
  if (decode.clip) replaceClipped<T>(decode.clip, magnitude, count);
  if (decode.amplitude) {
    amplitude<T>(decode.amplitude, decode.amplitudeConstants, magnitude, count);
  }
  for (let f = 0; f < frames; f += width) {
    const present = min<i32>(width, frames - f);
    toSpectrum<T>(stft, decode, magnitude, phase, columns, f, present);
    toFrames<T>(stft, stft.spectrum);
    overlapAdd<T>(stft, first + f, present, sums + <usize>f * hop);
  }
}

/** A group of stored frames, `present` of them from frame `f` of the block on, to half spectra in `stft.spectrum`. */
@inline
function toSpectrum<T>(
  stft: Stft,
  decode: Decode,
  magnitude: usize,
  phase: usize,
  columns: i32,
  f: i32,
  present: i32,
): void {
  const number: usize = decode.complex ? 2 * sizeof<T>() : sizeof<T>();
  const frameBytes: usize = columns ? number : <usize>decode.bins * number;
  const binBytes: usize = columns ? <usize>columns * number : number;
  const m = magnitude + <usize>f * frameBytes;
  const p = phase + <usize>f * frameBytes;
  const stored = decode.places ? decode.stored : stft.spectrum;
  if (decode.complex) {
    decode.notFinite += pairs<T>(m, frameBytes, binBytes, decode.bins, present, stored);
  } else if (columns) {
    decode.notFinite += polarColumns<T>(m, p, binBytes, decode.bins, present, stored);
  } else {
    decode.notFinite += polarRows<T>(m, p, frameBytes, decode.bins, present, stored);
  }
  if (decode.places) place<T>(stored, decode.places, decode.factors, stft.bins, stft.spectrum);
}

const lanesOfSum: usize = memory.data(16, 16);

/**
 * The sum of |X|^2 over the two-sided spectra of frames that `inverseFrames` has had, whose stored magnitudes are
 * amplitudes by then. Frame groups are summed in order, in float64.
 */
export function energyOfFrames<T>(
  stft: Stft,
  decode: Decode,
  magnitude: usize,
  phase: usize,
  columns: i32,
  frames: i32,
): f64 {
  const width = lanes<T>();
  useConstants<T>(decode.angleConstants);
  let total: f64 = 0;
  for (let f = 0; f < frames; f += width) {
    const present = min<i32>(width, frames - f);
    toSpectrum<T>(stft, decode, magnitude, phase, columns, f, present);
    let sum = v128.splat<T>(<T>0);
    for (let k = 0; k < stft.bins; k++) {
      const x = stft.spectrum + <usize>k * COMPLEX;
      const re = v128.load(x);
      const im = v128.load(x, 16);
      const square = add<T>(mul<T>(re, re), mul<T>(im, im));
      const alone = k == 0 || 2 * k == stft.size;
      sum = add<T>(sum, alone ? square : add<T>(square, square));
    }
    v128.store(lanesOfSum, sum);
    for (let lane = 0; lane < present; lane++) total += <f64>load<T>(lanesOfSum + <usize>lane * sizeof<T>());
  }
  return total;
}
