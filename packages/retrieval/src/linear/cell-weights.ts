import { samplesOf } from "../grid/grid.ts";
import type { FrameTransform } from "../operator/transform.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";

/**
 * min sum w |X - O|^2 over the two-sided spectrum, X = STFT x, w a weight for each cell: masked least squares where weights are
 * 0 and 1. By conjugate gradients from `start` (changed in place), so that what no cell tells stays as it was there. Answers
 * the rounds.
 *
 * @param observed frames x bins pairs
 * @param weights frames x bins, >= 0
 */
export function solveWeighted(
  transform: FrameTransform,
  observed: ArrayLike<number>,
  weights: ArrayLike<number>,
  start: Float64Array,
  rounds: number,
): number {
  const { grid, bins, block, spectra } = transform;
  const each = (prepare: (first: number, count: number) => void, into: Float64Array): void => {
    into.fill(0);
    for (let first = 0; first < grid.frames; first += block) {
      const count = Math.min(block, grid.frames - first);
      prepare(first, count);
      for (let i = 0; i < 2 * count * bins; i++) spectra[i] *= weights[first * bins + (i >> 1)];
      transform.inverse(into, first, count);
    }
  };
  const b = new Float64Array(samplesOf(grid));
  each((first, count) => {
    for (let i = 0; i < 2 * count * bins; i++) spectra[i] = observed[2 * first * bins + i];
  }, b);
  const apply = (p: Float64Array, into: Float64Array): void =>
    each((first, count) => transform.forward(p, first, count), into);
  return conjugateGradients(apply, b, start, rounds);
}
