import { type ByteSource, FormatError, throwIfAborted } from "@unspectro/core/plugin";
import type { TextMatrix } from "./describe.ts";
import { type Grain, grainOf } from "./grain.ts";
import { indexRows, type RowIndex, type RowPlace } from "./row-index.ts";
import { createRowScan, type RowSeen, type ScanOneRow } from "./row-scan.ts";
import { HALT, type Scanner } from "./scanner.ts";
import { SPACE } from "./style.ts";
import type { Window } from "./window.ts";

/** What must be known of a whole matrix before its first row is read. */
export interface Survey {
  /** Cells of every row, index columns included. */
  readonly columns: number;
  readonly index: RowIndex;
  /** What a row takes on average. */
  readonly rowBytes: number;
  readonly lastRow: Pick<RowSeen, "first" | "ended">;
  readonly grain: Grain;
}

/** More cells than a row can have: for counting. */
const UNKNOWN_COLUMNS = 0x7fffffff;

/** The last survey of each file: who lists its arrays opens one of them next, and it takes a pass over all of the file. */
const surveys = new WeakMap<ByteSource, { readonly of: string; readonly survey: Survey }>();

/**
 * Surveys a matrix, in one pass over its text.
 *
 * @throws FormatError `truncated`, `bad-shape`, `bad-number`, `empty`, `aborted`
 */
export async function surveyOf(
  scanner: Scanner,
  window: Window,
  bytes: ByteSource,
  matrix: TextMatrix,
  signal?: AbortSignal,
): Promise<Survey> {
  throwIfAborted(signal, bytes.name);
  const known = surveys.get(bytes);
  const described = JSON.stringify(matrix);
  if (known?.of === described) return known.survey;
  const survey = await passOver(scanner, window, bytes, matrix, signal);
  surveys.set(bytes, { of: described, survey });
  return survey;
}

async function passOver(
  scanner: Scanner,
  window: Window,
  bytes: ByteSource,
  matrix: TextMatrix,
  signal?: AbortSignal,
): Promise<Survey> {
  const file = bytes.name;
  const scanRow = createRowScan(scanner, window, matrix.style, file, signal);
  const columns = matrix.columns ?? (await countColumns(scanRow, matrix));
  const first = { row: 0, position: matrix.start, line: matrix.line };
  const index = await indexRows(scanner, window, first, matrix.rows, signal);
  if (index.rows === 0) throw new FormatError("empty", "there are no numbers", { file });
  if (matrix.rows !== undefined && index.rows < matrix.rows) {
    const expected = `${matrix.rows} rows`;
    throw new FormatError("truncated", "rows are missing", { file, expected, found: `${index.rows}` });
  }
  const { first: number, ended } = await readLastRow(scanRow, matrix, columns, index.last, file);
  const rowBytes = (index.last.position - matrix.start) / Math.max(1, index.rows - 1);
  const grain = await grainOf(bytes, matrix, index, rowBytes, signal);
  return { columns, index, rowBytes, lastRow: { first: number, ended }, grain };
}

/** Counts the cells of the first row. A separator behind the last cell is taken to end the row. */
async function countColumns(scan: ScanOneRow, matrix: TextMatrix): Promise<number> {
  const place = { position: matrix.start, line: matrix.line };
  const plan = { columns: UNKNOWN_COLUMNS, first: 0, until: 0, stop: UNKNOWN_COLUMNS, single: false };
  const { halt, cells, complain } = await scan(place, plan);
  if (halt !== HALT.tooFew) throw complain();
  if (matrix.style.separator === SPACE || cells === 1) return cells;
  const shorter = { ...plan, columns: cells - 1, stop: cells - 1 };
  return (await scan(place, shorter)).halt === HALT.rows ? cells - 1 : cells;
}

/** Looks at the last row, which shows whether the file was cut short, and whether its first column counted rows. */
async function readLastRow(
  scan: ScanOneRow,
  matrix: TextMatrix,
  columns: number,
  last: RowPlace,
  file: string,
): Promise<RowSeen> {
  const until = matrix.countsFrom === undefined ? 0 : 1;
  const seen = await scan(last, { columns, first: 0, until, stop: columns, single: false }, true);
  if (seen.halt !== HALT.rows) throw seen.complain();
  if (matrix.linesEnd && !seen.ended) {
    throw new FormatError("truncated", "the last line has no end", {
      file,
      where: `line ${last.line}`,
      advice: "the file was probably cut short while it was copied or written; get it again",
    });
  }
  return seen;
}
