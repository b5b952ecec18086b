import {
  binsOf,
  type FrameUpdate,
  type Grid,
  randomNumbers,
  referenceTransform,
  samplesOf,
} from "../src/index.ts";

/** A periodic Hann grid. */
export function hannGrid(fftSize: number, hop: number, frames: number): Grid {
  const window = Float64Array.from(
    { length: fftSize },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / fftSize),
  );
  return { fftSize, hop, window, frames };
}

/** Gliding harmonics with gaps, clicks and a little noise, silent for a window at both ends. */
export function sound(grid: Grid, seed = 1): Float64Array {
  const random = randomNumbers(seed);
  const samples = samplesOf(grid);
  const audio = new Float64Array(samples);
  let angle = 0;
  for (let n = grid.fftSize; n < samples - grid.fftSize; n++) {
    angle += 0.05 + 0.03 * Math.sin(n / 3000);
    const on = Math.sin(n / 1700) > -0.5 ? 1 : 0.02;
    for (let h = 1; h < 9; h++) audio[n] += (on * Math.sin(h * angle)) / h;
    if (n % 2600 === 0) audio[n] += 3;
    audio[n] += 0.02 * (random() - 0.5);
  }
  return audio;
}

/** The sound's spectra, frames x bins pairs. */
export function spectraOf(grid: Grid, audio: Float64Array): Float64Array {
  const transform = referenceTransform(grid);
  const bins = binsOf(grid);
  const out = new Float64Array(2 * bins * grid.frames);
  for (let m = 0; m < grid.frames; m++) {
    transform.forward(audio, m, 1);
    out.set(transform.spectra.subarray(0, 2 * bins), 2 * bins * m);
  }
  return out;
}

/** |X|, frames x bins. */
export function amplitudes(spectra: Float64Array): Float64Array {
  return Float64Array.from({ length: spectra.length / 2 }, (_, i) =>
    Math.hypot(spectra[2 * i], spectra[2 * i + 1]),
  );
}

/** Reads frames out of stored spectra. */
export function framesOf(spectra: ArrayLike<number>, bins: number): FrameUpdate {
  return (frame, into, at) => {
    for (let i = 0; i < 2 * bins; i++) into[at + i] = spectra[2 * bins * frame + i];
  };
}

/** Signal-to-noise ratio in decibels over the samples that every overlap covers. */
export function snr(truth: ArrayLike<number>, found: ArrayLike<number>, margin: number): number {
  let signal = 0;
  let noise = 0;
  for (let n = margin; n < truth.length - margin; n++) {
    signal += truth[n] ** 2;
    noise += (truth[n] - found[n]) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}
