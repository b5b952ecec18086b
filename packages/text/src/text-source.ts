import {
  type ByteSource,
  checkRead,
  closedError,
  FormatError,
  type FrameSource,
  type Numbers,
  type ReadOptions,
} from "@unspectro/core/plugin";
import { borrowScanner, giveBackScanner } from "./create-scanner.ts";
import type { TextMatrix } from "./describe.ts";
import { type Grain, grainOf } from "./grain.ts";
import { indexRows, type RowPlace } from "./row-index.ts";
import { createRowScan, type RowSeen, type ScanOneRow } from "./row-scan.ts";
import { createRowReader } from "./rows.ts";
import { HALT, type Scanner } from "./scanner.ts";
import { createStripReader, type OpenMatrix } from "./strips.ts";
import { SPACE } from "./style.ts";
import { createTurn } from "./turn.ts";
import { openWindow } from "./window.ts";

/** What to call an open text matrix. */
export interface TextNames {
  /** The reader's id. */
  readonly format: string;
  /** The file, and the array's name inside it. */
  readonly name: string;
}

/** Rows longer than this are worth jumping into... */
const LONG_ROW_BYTES = 1 << 15;
/** ...unless there are so many that their places cannot all be kept. */
const MOST_LONG_ROWS = 1 << 15;
/** Text that a block of frames should be made from. */
const BLOCK_BYTES = 1 << 20;
const MOST_BLOCK_FRAMES = 1024;
/** More cells than a row can have: for counting. */
const UNKNOWN_COLUMNS = 0x7fffffff;

/**
 * Opens a matrix of numbers in a text file as frames: a record is a row. Passes over the text once to find the rows,
 * and reads it in blocks afterwards, so that files of any length take the same few megabytes.
 *
 * Long rows are read in strips of columns without going through the rest of them (`partialRecords`).
 *
 * @throws FormatError `truncated`, `bad-shape`, `bad-number`, `empty`, `aborted`
 */
export async function openTextMatrix(
  bytes: ByteSource,
  matrix: TextMatrix,
  names: TextNames,
  signal?: AbortSignal,
): Promise<FrameSource> {
  const scanner = await borrowScanner();
  try {
    return await openWith(scanner, bytes, matrix, names, signal);
  } catch (error) {
    giveBackScanner(scanner);
    throw error;
  }
}

async function openWith(
  scanner: Scanner,
  bytes: ByteSource,
  matrix: TextMatrix,
  names: TextNames,
  signal?: AbortSignal,
): Promise<FrameSource> {
  const window = openWindow(bytes, scanner);
  const file = bytes.name;
  scanner.setStyle(matrix.style);
  const scanRow = createRowScan(scanner, window, matrix.style, file, signal);
  const columns = matrix.columns ?? (await countColumns(scanRow, matrix));
  const first = { row: 0, position: matrix.start, line: matrix.line };
  const index = await indexRows(scanner, window, first, matrix.rows, signal);
  if (index.rows === 0) throw new FormatError("empty", "there are no numbers", { file });
  if (matrix.rows !== undefined && index.rows < matrix.rows) {
    const expected = `${matrix.rows} rows`;
    throw new FormatError("truncated", "rows are missing", { file, expected, found: `${index.rows}` });
  }
  const last = await readLastRow(scanRow, matrix, columns, index.last, file);
  const counts = matrix.countsFrom === undefined || last.first === matrix.countsFrom + index.rows - 1;
  const skip = counts ? matrix.indexColumns : 0;
  const bins = columns - skip;
  if (bins < 1)
    throw new FormatError("bad-shape", "rows hold no numbers", { file, where: `line ${matrix.line}` });

  const rowBytes = (index.last.position - matrix.start) / Math.max(1, index.rows - 1);
  const isLong = rowBytes > LONG_ROW_BYTES && index.rows <= MOST_LONG_ROWS;
  const grain = await grainOf(bytes, matrix, index, rowBytes, signal);
  const open: OpenMatrix = { file, matrix, columns, index, scanner, window };
  const readCells = isLong ? createStripReader(open) : createRowReader(open);
  const inTurn = createTurn();
  let closed = false;

  const source: FrameSource = {
    format: names.format,
    name: names.name,
    frames: index.rows,
    bins,
    channels: 1,
    element: "text",
    precision: precisionOf(grain),
    ...(grain.single ? { printedFrom: "float32" } : {}),
    complex: matrix.style.complex,
    shape: [index.rows, bins],
    frameAxis: 0,
    blockFrames: Math.max(1, Math.min(MOST_BLOCK_FRAMES, Math.floor(BLOCK_BYTES / Math.max(1, rowBytes)))),
    partialRecords: isLong,
    notes: [
      ...matrix.notes.filter((note) => counts || !note.includes("index")),
      ...noteOn(grain),
      ...(last.ended ? [] : ["the last line has no end: the file may have been cut short"]),
    ],
    async read(start: number, count: number, into: Numbers, options: ReadOptions = {}): Promise<number> {
      if (closed) throw closedError(names.name);
      const { given, firstBin, binCount } = checkRead(source, start, count, into, options);
      if (given === 0 || binCount === 0) return given;
      await inTurn(async () => {
        if (closed) throw closedError(names.name);
        const from = skip + firstBin;
        await readCells(start, given, from, from + binCount, into, options.signal);
      });
      return given;
    },
    async close() {
      if (closed) return;
      closed = true;
      await inTurn(async () => giveBackScanner(scanner)); // after the reads under way
    },
  };
  return source;
}

/** Half a step of the last digit, relative; or what rounding to the type did that the numbers were of. */
function precisionOf({ digits, single }: Grain): number {
  return Math.max(single ? 2 ** -24 : 2 ** -53, digits === 0 ? 0 : 10 ** -digits / 2);
}

function noteOn({ digits, single }: Grain): string[] {
  if (digits === 0) return [];
  return [`${single ? "float32 " : ""}numbers of up to ${digits} digits`];
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
