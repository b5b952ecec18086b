import { realFft } from "@unspectro/core";
import type { Conclusion } from "../conclusion/conclude.ts";
import { lagCorrelations, neighboursOf } from "../consistency/lag.ts";
import { buffersOf } from "../hypothesis/reading.ts";
import { placed } from "../structure/frames.ts";
import type { Exhibits } from "../types.ts";
import { seenWindow } from "../window/seen.ts";

/** Frames and positions that curves are made of. */
const FRAMES = 64;
const POSITIONS = 64;

/** What the evidence looks like: curves for a picture. */
export function exhibitsOf({ hypothesis, samples }: Conclusion): Exhibits {
  const { view, arrangement, placement, evidence } = hypothesis;
  const size = arrangement.fftSize;
  const frames = Math.min(FRAMES + Math.ceil(size / placement.hop), view.block.frames);
  const z = placed(buffersOf(hypothesis), view.block.frames, size, view.block.first, placement).subarray(
    0,
    frames * size,
  );
  return {
    fftSize: size,
    hop: placement.hop,
    hopEvidence: hopEvidence(z, Math.min(FRAMES, frames), size),
    window: { named: samples, seen: seenWindow(evidence.fit.window, samples, placement.hop) },
    spectrum: spectra(z, frames, size, placement.hop, samples),
  };
}

/** Mean of -log10(1 - rho^2) over positions of the frame, for every lag: high only at the hop. */
function hopEvidence(z: Float64Array, frames: number, size: number): Float64Array {
  const positions = Int32Array.from({ length: POSITIONS }, (_, i) =>
    Math.floor(((i + 0.5) * size) / POSITIONS),
  );
  const squares = lagCorrelations(neighboursOf(z, size, new Float64Array(frames - 1).fill(1)), positions);
  const sums = new Float64Array(size);
  const counts = new Float64Array(size);
  for (const [p, n] of positions.entries()) {
    for (let m = n + 1; m < size; m++) {
      sums[m - n] -= Math.log10(Math.max(1e-12, 1 - squares[p * size + m]));
      counts[m - n]++;
    }
  }
  return sums.map((sum, lag) => (counts[lag] >= 3 ? sum / counts[lag] : 0));
}

/** Mean power of the frames, and of what they differ by from those of the audio they give, in dB below the loudest bin. */
function spectra(
  z: Float64Array,
  frames: number,
  size: number,
  hop: number,
  window: Float64Array,
): Exhibits["spectrum"] {
  const length = (frames - 1) * hop + size;
  const audio = new Float64Array(length);
  const cover = new Float64Array(length);
  for (let t = 0; t < frames; t++) {
    for (let n = 0; n < size; n++) {
      audio[t * hop + n] += window[n] * z[t * size + n];
      cover[t * hop + n] += window[n] * window[n];
    }
  }
  const fft = realFft(size);
  const pairs = new Float64Array(2 * fft.bins);
  const files = new Float64Array(fft.bins);
  const rest = new Float64Array(fft.bins);
  const add = (frame: Float64Array, into: Float64Array): void => {
    fft.forward(frame, pairs);
    for (let k = 0; k < fft.bins; k++) into[k] += pairs[2 * k] ** 2 + pairs[2 * k + 1] ** 2;
  };
  const edge = Math.min(Math.ceil(size / hop), Math.floor((frames - 1) / 2));
  const frame = new Float64Array(size);
  for (let t = edge; t < frames - edge; t++) {
    const own = z.subarray(t * size, (t + 1) * size);
    add(own, files);
    for (let n = 0; n < size; n++) {
      const at = t * hop + n;
      frame[n] = own[n] - (cover[at] > 0 ? (window[n] * audio[at]) / cover[at] : 0);
    }
    add(frame, rest);
  }
  const top = files.reduce((a, b) => Math.max(a, b), 1e-300);
  const decibels = (power: Float64Array): Float64Array =>
    power.map((p) => 10 * Math.log10(Math.max(p / top, 1e-20)));
  return { files: decibels(files), rest: decibels(rest) };
}
