import { samplesOf } from "../grid/grid.ts";
import type { FrameTransform } from "../operator/transform.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";

/** Data whose phases are good and whose magnitudes are coarse. */
export interface CoarseMagnitudes {
  /** frames x bins */
  readonly magnitudes: ArrayLike<number>;
  /** cos and sin of the phases, frames x bins pairs. */
  readonly directions: ArrayLike<number>;
  /** Weight of the error along the ray against that across it: (sigma_across / sigma_along)^2; 1e-8 for exact phases. */
  readonly radialWeight: number;
}

/**
 * min sum wr (Re e^{-i phi} X - M)^2 + (Im e^{-i phi} X)^2 over the two-sided spectrum, X = STFT x: a magnitude that was
 * rounded errs along its ray only, so what lies across it is exact, and at fourfold overlap that alone determines the
 * signal. Linear, so it is solved as such, by conjugate gradients from `start` (changed in place). Answers the rounds.
 */
export function solveCoarse(
  transform: FrameTransform,
  data: CoarseMagnitudes,
  start: Float64Array,
  rounds: number,
  after?: (round: number) => boolean,
): number {
  const { grid, bins, block, spectra } = transform;
  const { magnitudes, directions, radialWeight } = data;

  /** `turn` changes each cell in place; the adjoint of the STFT is then summed into `into`. */
  const throughSpectra = (
    x: Float64Array | undefined,
    into: Float64Array,
    turn: (cell: number, at: number) => void,
  ): void => {
    into.fill(0);
    for (let first = 0; first < grid.frames; first += block) {
      const count = Math.min(block, grid.frames - first);
      if (x !== undefined) transform.forward(x, first, count);
      for (let i = 0; i < count * bins; i++) turn(first * bins + i, 2 * i);
      transform.inverse(into, first, count);
    }
  };

  const b = new Float64Array(samplesOf(grid));
  throughSpectra(undefined, b, (cell, at) => {
    const along = radialWeight * magnitudes[cell];
    spectra[at] = along * directions[2 * cell];
    spectra[at + 1] = along * directions[2 * cell + 1];
  });
  const apply = (p: Float64Array, into: Float64Array): void =>
    throughSpectra(p, into, (cell, at) => {
      const dr = directions[2 * cell];
      const di = directions[2 * cell + 1];
      const along = radialWeight * (spectra[at] * dr + spectra[at + 1] * di);
      const across = spectra[at + 1] * dr - spectra[at] * di;
      spectra[at] = along * dr - across * di;
      spectra[at + 1] = along * di + across * dr;
    });
  return conjugateGradients(apply, b, start, rounds, 1e-28, after);
}
