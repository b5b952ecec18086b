import type { FrameTransform } from "../operator/transform.ts";
import type { Projection } from "../project/projection.ts";
import type { Objective } from "./lbfgs.ts";

/**
 * The squared distance of a signal's STFT from what the data allow, sum |X - P X|^2 over the two-sided spectrum, and its
 * gradient, 2 STFT' (X - P X). For magnitudes alone this is sum (|X| - M)^2, the spectral convergence itself (Decorsiere et
 * al., IEEE/ACM TASLP 23(1), 2015, with p = 1); with kept frames, cells and rays it is theirs.
 */
export function distanceObjective(transform: FrameTransform, project: Projection): Objective {
  const { grid, bins, block, spectra } = transform;
  const nyquist = grid.fftSize % 2 === 0 ? bins - 1 : -1;
  const width = 2 * bins;
  const there = new Float64Array(width);
  return (x, gradient) => {
    gradient.fill(0);
    let value = 0;
    for (let first = 0; first < grid.frames; first += block) {
      const count = Math.min(block, grid.frames - first);
      transform.forward(x, first, count);
      for (let i = 0; i < count; i++) {
        const at = width * i;
        for (let j = 0; j < width; j++) there[j] = spectra[at + j];
        project(first + i, there, 0);
        for (let j = 0; j < width; j++) {
          const error = spectra[at + j] - there[j];
          const k = j >> 1;
          value += (k === 0 || k === nyquist ? 1 : 2) * error * error;
          spectra[at + j] = error;
        }
      }
      transform.inverse(gradient, first, count);
    }
    for (let n = 0; n < gradient.length; n++) gradient[n] *= 2 * grid.fftSize;
    return value;
  };
}
