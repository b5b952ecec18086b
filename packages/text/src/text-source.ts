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
import type { Grain } from "./grain.ts";
import { createRowReader } from "./rows.ts";
import type { Scanner } from "./scanner.ts";
import { createStripReader, type OpenMatrix } from "./strips.ts";
import { surveyOf } from "./survey.ts";
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
  const survey = await surveyOf(scanner, window, bytes, matrix, signal);
  const { columns, index, lastRow, grain, rowBytes } = survey;
  const counts = matrix.countsFrom === undefined || lastRow.first === matrix.countsFrom + index.rows - 1;
  const skip = counts ? matrix.indexColumns : 0;
  const bins = columns - skip;
  if (bins < 1)
    throw new FormatError("bad-shape", "rows hold no numbers", { file, where: `line ${matrix.line}` });

  const isLong = rowBytes > LONG_ROW_BYTES && index.rows <= MOST_LONG_ROWS;
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
      ...(lastRow.ended ? [] : ["the last line has no end: the file may have been cut short"]),
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
  return [`${single ? "float32 " : ""}numbers of up to ${digits} digit${digits === 1 ? "" : "s"}`];
}
