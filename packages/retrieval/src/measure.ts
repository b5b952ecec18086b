import type { Passes } from "./operator/pass.ts";
import type { Projection } from "./project/projection.ts";

/** The spectral convergence that counts as silence against silence. */
export const NOTHING_DB = -300;

/**
 * Spectral convergence of the present signal in decibels, 20 log10(|| |STFT x| - M || / ||M||) over the two-sided
 * spectrum (inner bins count twice). One STFT.
 *
 * @param magnitudes frames x bins
 */
export function spectralConvergence(passes: Passes, magnitudes: ArrayLike<number>): number {
  const { bins, grid } = passes.transform;
  const nyquist = grid.fftSize % 2 === 0 ? bins - 1 : -1;
  let error = 0;
  let energy = 0;
  passes.look((frame, x, at) => {
    const from = frame * bins;
    for (let k = 0; k < bins; k++) {
      const weight = k === 0 || k === nyquist ? 1 : 2;
      const size = Math.sqrt(x[at + 2 * k] ** 2 + x[at + 2 * k + 1] ** 2);
      const magnitude = magnitudes[from + k];
      error += weight * (size - magnitude) ** 2;
      energy += weight * magnitude ** 2;
    }
  });
  if (!(energy > 0) || error === 0) return NOTHING_DB;
  return Math.max(NOTHING_DB, 10 * Math.log10(error / energy));
}

/** Ends a method: the present signal's spectrum is projected on the data once more and inverted. One pass. */
export function settle(passes: Passes, project: Projection): void {
  passes.pass((frame, x, at) => project(frame, x, at));
}
