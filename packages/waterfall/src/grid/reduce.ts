import type { Numbers } from "@unspectro/core/plugin";
import type { Rows } from "./rows.ts";

/**
 * Puts one frame into a column of the grid (column after column, `height` cells each), keeping the largest value of
 * each cell. Nothing allocated; what is not finite is passed over.
 */
export function keepPeaks(block: Numbers, start: number, rows: Rows, grid: Float32Array, at: number): void {
  const { from, to } = rows;
  for (let row = 0; row < from.length; row++) {
    let peak = grid[at + row]!;
    const end = start + to[row]!;
    for (let i = start + from[row]!; i < end; i++) {
      const value = block[i]!;
      if (value > peak && value < Number.POSITIVE_INFINITY) peak = value;
    }
    grid[at + row] = peak;
  }
}

/** The same, adding values up; `counts` says of how many. */
export function addUp(
  block: Numbers,
  start: number,
  rows: Rows,
  grid: Float32Array,
  counts: Uint32Array,
  at: number,
): void {
  const { from, to } = rows;
  for (let row = 0; row < from.length; row++) {
    let sum = 0;
    let count = 0;
    const end = start + to[row]!;
    for (let i = start + from[row]!; i < end; i++) {
      const value = block[i]!;
      if (value - value === 0) {
        sum += value;
        count += 1;
      }
    }
    grid[at + row]! += sum;
    counts[at + row]! += count;
  }
}
