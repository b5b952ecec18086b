import type { Projection } from "../project/projection.ts";

/** What rounded numbers leave open of spectra, cell by cell: a radius between two bounds, an angle beside the stored one. */
export interface Cells {
  /** Least and largest amplitude, frames x bins; 0 and infinity where nothing is known. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** cos and sin of the stored phases, frames x bins pairs. */
  readonly directions: Float64Array;
  /** Sine of the most that a phase may be off; {@link ANY_PHASE} where nothing is known of it. */
  readonly sines: Float64Array;
}

/** Above every sine: the phase is unknown. */
export const ANY_PHASE = 2;

/** Room for cells of which nothing is known. */
export function openCells(count: number): Cells {
  return {
    lowest: new Float64Array(count),
    highest: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    directions: new Float64Array(2 * count),
    sines: new Float64Array(count).fill(ANY_PHASE),
  };
}

/** What is known of rounded spectra, all frames x bins; phases in radians. */
export interface RoundedSpectra {
  readonly lowest: ArrayLike<number>;
  readonly highest: ArrayLike<number>;
  readonly phases: ArrayLike<number>;
  /** The most that a phase may be off: below half pi, or pi for phases that are not known. */
  readonly phaseError: number;
}

/** Cells between amplitudes, around phases. */
export function cellsAround({ lowest, highest, phases, phaseError }: RoundedSpectra): Cells {
  const cells = openCells(phases.length);
  cells.lowest.set(lowest);
  cells.highest.set(highest);
  cells.sines.fill(phaseError < Math.PI / 2 ? Math.sin(phaseError) : ANY_PHASE);
  for (let i = 0; i < phases.length; i++) {
    cells.directions[2 * i] = Math.cos(phases[i]);
    cells.directions[2 * i + 1] = Math.sin(phases[i]);
  }
  return cells;
}

/**
 * Moves each number of a spectrum to the nearest one of its cell. Beyond the angles of a cell that is a point of its nearer
 * side, between them one of the same angle.
 */
export function toCells({ lowest, highest, directions, sines }: Cells, bins: number): Projection {
  return (frame, spectrum, at) => {
    const from = bins * frame;
    for (let k = 0; k < bins; k++) {
      const cell = from + k;
      const most = highest[cell];
      const sine = sines[cell];
      const re = spectrum[at + 2 * k];
      const im = spectrum[at + 2 * k + 1];
      const dr = directions[2 * cell];
      const di = directions[2 * cell + 1];
      if (sine !== ANY_PHASE) {
        // turned so that the stored phase points along the real axis
        const u = re * dr + im * di;
        const v = im * dr - re * di;
        const cosine = Math.sqrt(1 - sine * sine);
        if (u * sine < Math.abs(v) * cosine || u < 0) {
          const side = v < 0 ? -sine : sine;
          const along = Math.min(most, Math.max(lowest[cell], u * cosine + v * side));
          const x = along * cosine;
          const y = along * side;
          spectrum[at + 2 * k] = x * dr - y * di;
          spectrum[at + 2 * k + 1] = x * di + y * dr;
          continue;
        }
      } else if (most === Number.POSITIVE_INFINITY && lowest[cell] === 0) continue;
      const size = Math.sqrt(re * re + im * im);
      const radius = Math.min(most, Math.max(lowest[cell], size));
      // at the very centre any angle is as near
      spectrum[at + 2 * k] = size > 0 ? (radius / size) * re : radius * dr;
      spectrum[at + 2 * k + 1] = size > 0 ? (radius / size) * im : radius * di;
    }
  };
}
