import type { FrameSource, PartialConvention } from "@unspectro/core";
import { recordsAreRows } from "./array.ts";

/** A first row or column that counts bins, frames, hertz or seconds instead of holding data. */
export interface IndexLine {
  /** What it says of the first line of data. */
  readonly first: number;
  readonly step: number;
}

/** What stands before the data: `rows` and `columns` to leave out, and what they say. */
export interface Index {
  readonly rows: number;
  readonly columns: number;
  /** The first row, which says what every column is. */
  readonly alongColumns?: IndexLine;
  /** The first column. */
  readonly alongRows?: IndexLine;
}

/** Cells of a line that are looked at, and the fewest that can be an index. */
const LOOK = 64;
const FEWEST = 6;
/** How far a step may be off, in steps: times are written with few digits. */
const ROUNDED = 0.1;

/**
 * Finds rows and columns of bin numbers, hertz or seconds that were stored with the data. Both arrays hold the same ones, and
 * they rise evenly: magnitudes and phases never are the same numbers, and never do both.
 *
 * @param given what the user said of leading lines holds
 */
export async function indexOf(
  magnitude: FrameSource,
  phase: FrameSource | undefined,
  given: PartialConvention["layout"] = {},
): Promise<Index> {
  const [row, column] = phase === undefined ? [] : await evenLines(magnitude, phase);
  return {
    rows: given.skipRows ?? (row === undefined ? 0 : 1),
    columns: given.skipColumns ?? (column === undefined ? 0 : 1),
    ...(row === undefined ? {} : { alongColumns: row }),
    ...(column === undefined ? {} : { alongRows: column }),
  };
}

/** The first row and the first column of both arrays, where they are the same and rise evenly. */
async function evenLines(
  magnitude: FrameSource,
  phase: FrameSource,
): Promise<readonly [IndexLine | undefined, IndexLine | undefined]> {
  const [a, b] = [await firstLines(magnitude), await firstLines(phase)];
  return [evenlyRising(a.row, b.row), evenlyRising(a.column, b.column)];
}

async function firstLines(source: FrameSource): Promise<{ row: Float64Array; column: Float64Array }> {
  const record = new Float64Array(Math.min(LOOK, source.bins));
  await source.read(0, 1, record, { firstBin: 0, binCount: record.length });
  const across = new Float64Array(Math.min(LOOK, source.frames));
  const step = Math.max(1, source.blockFrames);
  for (let done = 0; done < across.length; ) {
    const part = across.subarray(done, done + step);
    const got = await source.read(done, part.length, part, { firstBin: 0, binCount: 1 });
    if (got === 0) break;
    done += got;
  }
  return recordsAreRows(source) ? { row: record, column: across } : { row: across, column: record };
}

/** The corner, where a row and a column of names meet, may hold anything. */
function evenlyRising(a: Float64Array, b: Float64Array): IndexLine | undefined {
  const count = Math.min(a.length, b.length);
  if (count < FEWEST + 1) return undefined;
  const step = (a[count - 1] - a[1]) / (count - 2);
  if (!(step > 0) || !(a[1] >= 0)) return undefined;
  for (let i = 1; i < count; i++)
    if (a[i] !== b[i] || Math.abs(a[i] - a[1] - (i - 1) * step) > ROUNDED * step) return undefined;
  return { first: a[1], step };
}
