import { type Projection, TINY } from "./projection.ts";

/** |c| = M, the phase kept: the projection of Griffin and Lim 1984. `magnitudes` are frames x bins. */
export function toMagnitudes(magnitudes: ArrayLike<number>, bins: number): Projection {
  return (frame, spectrum, at) => {
    const from = frame * bins;
    for (let k = 0; k < bins; k++) {
      const re = spectrum[at + 2 * k];
      const im = spectrum[at + 2 * k + 1];
      const size = Math.sqrt(re * re + im * im);
      const magnitude = magnitudes[from + k];
      if (size > TINY) {
        const gain = magnitude / size;
        spectrum[at + 2 * k] = re * gain;
        spectrum[at + 2 * k + 1] = im * gain;
      } else {
        spectrum[at + 2 * k] = magnitude;
        spectrum[at + 2 * k + 1] = 0;
      }
    }
  };
}
