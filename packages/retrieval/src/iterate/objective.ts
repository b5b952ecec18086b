import type { FrameTransform } from "../operator/transform.ts";
import type { Objective } from "./lbfgs.ts";

/** Amplitudes below this weigh nothing in the gradient: there |X|^p has a cusp. */
const SMALLEST = 1e-9;

/**
 * sum (|STFT x|^p - M^p)^2 over the two-sided spectrum, relative to sum M^2p, and its gradient (Decorsiere et al.,
 * "Inversion of auditory spectrograms, traditional spectrograms, and other envelope representations", IEEE/ACM TASLP 23(1),
 * 2015). p = 1 is the spectral convergence itself.
 */
export function magnitudeObjective(
  transform: FrameTransform,
  magnitudes: ArrayLike<number>,
  p: number,
): Objective {
  const { grid, bins, block, spectra } = transform;
  const nyquist = grid.fftSize % 2 === 0 ? bins - 1 : -1;
  let scale = 0;
  for (let i = 0; i < grid.frames * bins; i++) scale += weightOf(i % bins) * magnitudes[i] ** (2 * p);
  scale = scale > 0 ? 1 / scale : 1;
  return (x, gradient) => {
    gradient.fill(0);
    let value = 0;
    for (let first = 0; first < grid.frames; first += block) {
      const count = Math.min(block, grid.frames - first);
      transform.forward(x, first, count);
      for (let i = 0; i < count; i++)
        for (let k = 0; k < bins; k++) {
          const at = 2 * (i * bins + k);
          const size = Math.max(SMALLEST, Math.sqrt(spectra[at] ** 2 + spectra[at + 1] ** 2));
          const bent = p === 1 ? size : size ** p;
          const error = bent - magnitudes[(first + i) * bins + k] ** p;
          value += weightOf(k) * error * error;
          const gain = (error * bent) / (size * size);
          spectra[at] *= gain;
          spectra[at + 1] *= gain;
        }
      transform.inverse(gradient, first, count);
    }
    const factor = 2 * p * grid.fftSize * scale;
    for (let n = 0; n < gradient.length; n++) gradient[n] *= factor;
    return value * scale;
  };

  function weightOf(k: number): number {
    return k === 0 || k === nyquist ? 1 : 2;
  }
}
