import type { FrequencyScale } from "./frequency.ts";

/** Which bins each row of pixels shows, from the top: half-open ranges, never empty. */
export interface Rows {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/**
 * Deals the bins out to rows. A row shows every bin whose centre lies in it; where bins are wider than rows (the bottom
 * of a log axis) the nearest one.
 */
export function rowsOf(scale: FrequencyScale, bins: number, height: number): Rows {
  const from = new Int32Array(height);
  const to = new Int32Array(height);
  for (let row = 0; row < height; row++) {
    const bottom = scale.index(scale.at((height - 1 - row) / height));
    const top = scale.index(scale.at((height - row) / height));
    const first = Math.ceil(bottom - 1e-9);
    // The top row holds the last bin, whose centre is its upper edge.
    const end = row === 0 ? Math.floor(top + 1e-9) + 1 : Math.ceil(top - 1e-9);
    const nearest = Math.min(bins - 1, Math.max(0, Math.round((bottom + top) / 2)));
    const low = Math.min(bins, Math.max(0, first));
    const high = Math.min(bins, Math.max(0, end));
    from[row] = high > low ? low : nearest;
    to[row] = high > low ? high : nearest + 1;
  }
  return { from, to };
}
