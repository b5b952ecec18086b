// Spectral convergence, log-spectral distance and signal-to-noise ratio, none with a gain or a lag fitted.
import { makePasses, referenceTransform } from "../../packages/retrieval/dist/index.js";

/** 20 log10(|| |STFT x| - M || / ||M||) over the two-sided spectrum, and the mean over frames of the distance in dB (floor -80). */
export function magnitudeScores({ grid, bins, magnitudes }, audio) {
  const passes = makePasses(referenceTransform(grid));
  passes.signal.set(audio);
  const floor = 1e-4 * magnitudes.reduce((most, value) => Math.max(most, value), 0);
  let error = 0;
  let energy = 0;
  let distance = 0;
  let counted = 0;
  passes.look((frame, x, at) => {
    let sum = 0;
    let loud = false;
    for (let k = 0; k < bins; k++) {
      const weight = k === 0 || k === bins - 1 ? 1 : 2;
      const size = Math.hypot(x[at + 2 * k], x[at + 2 * k + 1]);
      const magnitude = magnitudes[frame * bins + k];
      error += weight * (size - magnitude) ** 2;
      energy += weight * magnitude ** 2;
      loud ||= magnitude >= floor;
      sum += (20 * Math.log10(Math.max(magnitude, floor) / Math.max(size, floor))) ** 2;
    }
    if (!loud) return;
    distance += Math.sqrt(sum / bins);
    counted++;
  });
  return { convergence: 10 * Math.log10(error / energy), distance: distance / counted };
}

/** Signal-to-noise ratio in decibels. */
export function snr(truth, audio) {
  let energy = 0;
  let error = 0;
  for (let n = 0; n < truth.length; n++) {
    energy += truth[n] ** 2;
    error += (truth[n] - audio[n]) ** 2;
  }
  return 10 * Math.log10(energy / error);
}

export const mean = (numbers) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
