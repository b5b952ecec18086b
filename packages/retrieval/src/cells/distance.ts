import type { Objective } from "../iterate/lbfgs.ts";
import type { FrameTransform } from "../operator/transform.ts";
import { ANY_PHASE, type Cells } from "./cells.ts";

/**
 * The squared distance of a signal's STFT from its cells over the two-sided spectrum, and its gradient: what
 * `distanceObjective` makes of `toCells`, in one pass over each block. Next to the transforms it is what mending costs.
 */
export function cellDistance(transform: FrameTransform, cells: Cells): Objective {
  const { grid, bins, block, spectra } = transform;
  const nyquist = grid.fftSize % 2 === 0 ? bins - 1 : -1;
  return (x, gradient) => {
    gradient.fill(0);
    let value = 0;
    for (let first = 0; first < grid.frames; first += block) {
      const count = Math.min(block, grid.frames - first);
      transform.forward(x, first, count);
      for (let i = 0; i < count; i++) {
        const [at, from] = [2 * bins * i, bins * (first + i)];
        // the ends of the spectrum stand for themselves, all others for their mirror image too
        value += 2 * takeErrors(cells, spectra, at, from, bins) - endOf(spectra, at);
        if (nyquist >= 0) value -= endOf(spectra, at + 2 * nyquist);
      }
      transform.inverse(gradient, first, count);
    }
    for (let n = 0; n < gradient.length; n++) gradient[n] *= 2 * grid.fftSize;
    return value;
  };
}

function endOf(errors: FrameTransform["spectra"], at: number): number {
  return errors[at] * errors[at] + errors[at + 1] * errors[at + 1];
}

/** Replaces a frame's spectrum by how far it lies outside of its cells, and answers the sum of its squares. */
function takeErrors(
  { lowest, highest, directions, sines }: Cells,
  spectra: FrameTransform["spectra"],
  at: number,
  from: number,
  bins: number,
): number {
  let sum = 0;
  for (let k = 0; k < bins; k++) {
    const cell = from + k;
    const most = highest[cell];
    const sine = sines[cell];
    const re = spectra[at + 2 * k];
    const im = spectra[at + 2 * k + 1];
    let ex = 0;
    let ey = 0;
    let beyond = false;
    if (sine !== ANY_PHASE) {
      const dr = directions[2 * cell];
      const di = directions[2 * cell + 1];
      const u = re * dr + im * di;
      const v = im * dr - re * di;
      const cosine = Math.sqrt(1 - sine * sine);
      beyond = u * sine < Math.abs(v) * cosine || u < 0;
      if (beyond) {
        const side = v < 0 ? -sine : sine;
        const inward = u * cosine + v * side;
        const least = lowest[cell];
        const along = inward < least ? least : Math.min(inward, most);
        const x = along * cosine;
        const y = along * side;
        ex = re - (x * dr - y * di);
        ey = im - (x * di + y * dr);
      }
    }
    if (!beyond) {
      const square = re * re + im * im;
      const least = lowest[cell];
      if (square > most * most || square < least * least) {
        const size = Math.sqrt(square);
        const radius = size > most ? most : least;
        ex = size > 0 ? re - (radius / size) * re : -radius * directions[2 * cell];
        ey = size > 0 ? im - (radius / size) * im : -radius * directions[2 * cell + 1];
      }
    }
    spectra[at + 2 * k] = ex;
    spectra[at + 2 * k + 1] = ey;
    sum += ex * ex + ey * ey;
  }
  return sum;
}
