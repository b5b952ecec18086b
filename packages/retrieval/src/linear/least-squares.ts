import type { Numbers } from "@unspectro/core";
import { samplesOf } from "../grid/grid.ts";
import { coverageWeights } from "../operator/coverage.ts";
import type { FrameUpdate } from "../operator/pass.ts";
import type { FrameTransform } from "../operator/transform.ts";

/** Samples that only frames of less than this share of the full weight cover stay unknown (0). */
const THINNEST = 1e-6;

/**
 * The signal that fits the observed spectra best, each frame's error weighted: weighted overlap-add, exactly (the
 * operator of the normal equations is diagonal in time). Weight 0 ignores a frame.
 */
export function weightedInverse(
  transform: FrameTransform,
  observed: FrameUpdate,
  frameWeights: ArrayLike<number>,
): Float64Array {
  const { grid, bins, block, spectra } = transform;
  const signal = new Float64Array(samplesOf(grid));
  for (let first = 0; first < grid.frames; first += block) {
    const count = Math.min(block, grid.frames - first);
    for (let i = 0; i < count; i++) {
      observed(first + i, spectra, 2 * bins * i);
      scale(spectra, 2 * bins * i, 2 * bins, frameWeights[first + i]);
    }
    transform.inverse(signal, first, count);
  }
  const weights = coverageWeights(grid, frameWeights, THINNEST);
  for (let n = 0; n < signal.length; n++) signal[n] *= weights[n];
  return signal;
}

function scale(numbers: Numbers, at: number, count: number, gain: number): void {
  for (let i = at; i < at + count; i++) numbers[i] *= gain;
}

/**
 * Each frame's relative misfit ||STFT x - O|| / ||O||, over the two-sided spectrum. Frames without energy have misfit 0
 * when the signal is silent there, too.
 */
export function frameMisfits(
  transform: FrameTransform,
  signal: Numbers,
  observed: FrameUpdate,
): Float64Array {
  const { grid, bins, block, spectra } = transform;
  const nyquist = grid.fftSize % 2 === 0 ? bins - 1 : -1;
  const misfits = new Float64Array(grid.frames);
  const energies = new Float64Array(grid.frames);
  const wanted = new Float64Array(2 * bins);
  for (let first = 0; first < grid.frames; first += block) {
    const count = Math.min(block, grid.frames - first);
    transform.forward(signal, first, count);
    for (let i = 0; i < count; i++) {
      const at = 2 * bins * i;
      observed(first + i, wanted, 0);
      let error = 0;
      let energy = 0;
      for (let k = 0; k < bins; k++) {
        const weight = k === 0 || k === nyquist ? 1 : 2;
        error +=
          weight *
          ((spectra[at + 2 * k] - wanted[2 * k]) ** 2 + (spectra[at + 2 * k + 1] - wanted[2 * k + 1]) ** 2);
        energy += weight * (wanted[2 * k] ** 2 + wanted[2 * k + 1] ** 2);
      }
      misfits[first + i] = error;
      energies[first + i] = energy;
    }
  }
  // Frames a billion times weaker than the strongest carry rounding, not evidence.
  const least = 1e-18 * energies.reduce((most, energy) => Math.max(most, energy), 0);
  for (let m = 0; m < grid.frames; m++) misfits[m] = Math.sqrt(misfits[m] / (energies[m] + least || 1));
  return misfits;
}
