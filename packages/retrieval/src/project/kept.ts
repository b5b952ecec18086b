import type { Projection } from "./projection.ts";

/**
 * Frames that are known keep their spectrum as it was given; the others go where `otherwise` sends them.
 *
 * @param kept 1 for frames to keep
 * @param observed the given spectra, frames x bins pairs
 */
export function keepFrames(
  kept: ArrayLike<number>,
  observed: ArrayLike<number>,
  bins: number,
  otherwise: Projection,
): Projection {
  return (frame, spectrum, at) => {
    if (!kept[frame]) {
      otherwise(frame, spectrum, at);
      return;
    }
    const from = 2 * bins * frame;
    for (let i = 0; i < 2 * bins; i++) spectrum[at + i] = observed[from + i];
  };
}

/** As {@link keepFrames}, cell by cell. */
export function keepCells(
  kept: ArrayLike<number>,
  observed: ArrayLike<number>,
  bins: number,
  otherwise: Projection,
): Projection {
  return (frame, spectrum, at) => {
    otherwise(frame, spectrum, at);
    const from = bins * frame;
    for (let k = 0; k < bins; k++)
      if (kept[from + k]) {
        spectrum[at + 2 * k] = observed[2 * (from + k)];
        spectrum[at + 2 * k + 1] = observed[2 * (from + k) + 1];
      }
  };
}
