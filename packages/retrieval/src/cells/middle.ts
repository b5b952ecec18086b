import { FLOOR_SHARE } from "@unspectro/core";
import { samplesOf } from "../grid/grid.ts";
import { coverageWeights } from "../operator/coverage.ts";
import type { FrameTransform } from "../operator/transform.ts";
import type { Cells } from "./cells.ts";

/** The least-squares inverse of what cells most likely hold: their middle, a part of what was clipped, nothing where they are open. */
export function middle(transform: FrameTransform, { lowest, highest, directions }: Cells): Float64Array {
  const { grid, bins, block, spectra } = transform;
  const signal = new Float64Array(samplesOf(grid));
  for (let first = 0; first < grid.frames; first += block) {
    const count = Math.min(block, grid.frames - first);
    for (let i = 0; i < count * bins; i++) {
      const cell = first * bins + i;
      const most = highest[cell];
      const least = lowest[cell];
      const size =
        most === Number.POSITIVE_INFINITY ? 0 : least === 0 ? FLOOR_SHARE * most : (least + most) / 2;
      spectra[2 * i] = size * directions[2 * cell];
      spectra[2 * i + 1] = size * directions[2 * cell + 1];
    }
    transform.inverse(signal, first, count);
  }
  const weights = coverageWeights(grid);
  for (let n = 0; n < signal.length; n++) signal[n] *= weights[n];
  return signal;
}
