import type { Numbers } from "./source.ts";

/**
 * `into[c][r] = from[r][c]` for a matrix of cells of `unit` numbers, in tiles that stay in the cache. Steps are the
 * distances between rows, in numbers.
 */
export function transposeTile(
  from: Numbers,
  fromStart: number,
  fromStep: number,
  into: Numbers,
  intoStart: number,
  intoStep: number,
  rows: number,
  columns: number,
  unit: 1 | 2,
): void {
  for (let row0 = 0; row0 < rows; row0 += TILE) {
    const row1 = Math.min(rows, row0 + TILE);
    for (let column0 = 0; column0 < columns; column0 += TILE) {
      const column1 = Math.min(columns, column0 + TILE);
      for (let column = column0; column < column1; column++) {
        let source = fromStart + row0 * fromStep + column * unit;
        let target = intoStart + column * intoStep + row0 * unit;
        for (let row = row0; row < row1; row++) {
          into[target] = from[source];
          if (unit === 2) into[target + 1] = from[source + 1];
          source += fromStep;
          target += unit;
        }
      }
    }
  }
}

/** Cells along a side: what is read and what is written stay in the first cache together. */
const TILE = 16;
