import type { Projection } from "../project/projection.ts";

/** What rounded numbers leave open of spectra, cell by cell: a radius between two bounds, an angle beside the stored one. */
export interface Cells {
  /** Least and largest amplitude, frames x bins; 0 and infinity where nothing is known. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** cos and sin of the stored phases, frames x bins pairs. */
  readonly directions: Float64Array;
  /** Sine of the most that a phase may be off; {@link ANY_PHASE} where nothing is known of it. */
  readonly sines: Float32Array;
}

/** Above every sine: the phase is unknown. */
export const ANY_PHASE = 2;

/** Room for cells of which nothing is known. */
export function openCells(count: number): Cells {
  return {
    lowest: new Float64Array(count),
    highest: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    directions: new Float64Array(2 * count),
    sines: new Float32Array(count).fill(ANY_PHASE),
  };
}

/** Moves each number of a spectrum to the nearest one of its cell. */
export function toCells({ lowest, highest, directions, sines }: Cells, bins: number): Projection {
  return (frame, spectrum, at) => {
    const from = bins * frame;
    for (let k = 0; k < bins; k++) {
      const cell = from + k;
      const most = highest[cell];
      const sine = sines[cell];
      const re = spectrum[at + 2 * k];
      const im = spectrum[at + 2 * k + 1];
      if (sine === ANY_PHASE) {
        if (most === Number.POSITIVE_INFINITY) continue;
        const size = Math.sqrt(re * re + im * im);
        const gain = size > 0 ? Math.min(most, Math.max(lowest[cell], size)) / size : 0;
        spectrum[at + 2 * k] = gain * re;
        spectrum[at + 2 * k + 1] = gain * im;
        continue;
      }
      const dr = directions[2 * cell];
      const di = directions[2 * cell + 1];
      // turned so that the stored phase points along the real axis
      let u = re * dr + im * di;
      let v = im * dr - re * di;
      const cosine = Math.sqrt(1 - sine * sine);
      if (u < Math.sqrt(u * u + v * v) * cosine) {
        // outside the wedge: the nearest point of its nearer side
        const side = v < 0 ? -sine : sine;
        const along = Math.max(0, u * cosine + v * side);
        u = along * cosine;
        v = along * side;
      }
      const size = Math.sqrt(u * u + v * v);
      const radius = Math.min(most, Math.max(lowest[cell], size));
      if (size > 0) {
        u *= radius / size;
        v *= radius / size;
      } else u = radius;
      spectrum[at + 2 * k] = u * dr - v * di;
      spectrum[at + 2 * k + 1] = u * di + v * dr;
    }
  };
}
