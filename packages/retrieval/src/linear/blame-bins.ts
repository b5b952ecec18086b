import type { Numbers } from "@unspectro/core";
import { samplesOf } from "../grid/grid.ts";
import type { FrameTransform } from "../operator/transform.ts";
import { solveWeighted } from "./cell-weights.ts";

/** Rounds of reweighting, and of conjugate gradients in each: the last signal is where the next begins. */
const ROUNDS = 12;
const SOLVING = 8;
/** Misfits below this weigh alike. */
const SMALLEST_MISFIT = 1e-3;

/**
 * How far each bin disagrees with the signal that the agreeing ones make: what `blameFrames` does for frames, by iteratively
 * reweighted least squares with a weight for each bin. The normal equations are not diagonal in time then, and are solved
 * by conjugate gradients.
 *
 * @param observed frames x bins pairs
 * @param signal ends it with what it has
 * @returns the relative misfit of each bin, 0 .. about 1.4
 */
export async function blameBins(
  transform: FrameTransform,
  observed: ArrayLike<number>,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const { grid, bins } = transform;
  const weights = new Float64Array(grid.frames * bins).fill(1);
  const fit = new Float64Array(samplesOf(grid));
  let misfits: Float64Array = new Float64Array(bins);
  for (let round = 0; round < ROUNDS && !signal?.aborted; round++) {
    solveWeighted(transform, observed, weights, fit, SOLVING);
    misfits = binMisfits(transform, fit, observed);
    const least = Math.max(
      SMALLEST_MISFIT,
      misfits.reduce((a, b) => Math.min(a, b)),
    );
    for (let i = 0; i < weights.length; i++) weights[i] = (least / Math.max(misfits[i % bins], least)) ** 2;
    await new Promise((resume) => setTimeout(resume, 0));
  }
  return misfits;
}

/** Each bin's relative misfit ||STFT x - O|| / ||O|| over all frames; 0 for silent bins. */
export function binMisfits(
  { grid, bins, block, spectra, forward }: FrameTransform,
  signal: Numbers,
  observed: ArrayLike<number>,
): Float64Array {
  const errors = new Float64Array(bins);
  const energies = new Float64Array(bins);
  for (let first = 0; first < grid.frames; first += block) {
    const count = Math.min(block, grid.frames - first);
    forward(signal, first, count);
    const from = 2 * first * bins;
    for (let i = 0; i < 2 * count * bins; i++) {
      const k = (i >> 1) % bins;
      errors[k] += (spectra[i] - observed[from + i]) ** 2;
      energies[k] += observed[from + i] ** 2;
    }
  }
  return errors.map((error, k) => (energies[k] > 0 ? Math.sqrt(error / energies[k]) : 0));
}
