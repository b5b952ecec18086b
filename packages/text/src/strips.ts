import type { Numbers } from "@unspectro/core/plugin";
import { createColumnMarks } from "./column-marks.ts";
import { complaint } from "./complaints.ts";
import type { TextMatrix } from "./describe.ts";
import type { RowIndex } from "./row-index.ts";
import { HALT, type Scanner, TEXT_BYTES } from "./scanner.ts";
import type { Window } from "./window.ts";

/** A text matrix that is ready to be read. */
export interface OpenMatrix {
  readonly file: string;
  readonly matrix: TextMatrix;
  /** Cells of every row, index columns included. */
  readonly columns: number;
  readonly index: RowIndex;
  readonly scanner: Scanner;
  readonly window: Window;
}

/** Reads `count` rows from `start`, of each the cells from `first` to before `until`, into `into`. */
export type ReadCells = (
  start: number,
  count: number,
  first: number,
  until: number,
  into: Numbers,
  signal?: AbortSignal,
) => Promise<void>;

/** Above what a cell takes on average, so that one read of the file is enough for most strips. */
const MARGIN_BYTES = 256;

/**
 * Reads strips of columns from long rows: jumps to each row's nearest known place, and stops where the strip ends. A
 * matrix of bins x frames is so read through in time, once, in strips, though its rows are each as long as the file.
 */
export function createStripReader({ file, matrix, columns, index, scanner, window }: OpenMatrix): ReadCells {
  const marks = createColumnMarks(index.rows, columns);
  const lastRowStart = index.last.position;
  const cellBytes = (lastRowStart - matrix.start) / Math.max(1, index.rows - 1) / columns;

  return async (start, count, first, until, into, signal) => {
    const plan = { columns, first, until, stop: until, single: into instanceof Float32Array };
    let put = 0;
    for (let row = start; row < start + count; row++) {
      const rowPlace = index.before(row);
      const mark = marks.before(row, first);
      window.seek(mark?.position ?? rowPlace.position);
      scanner.begin(plan, mark?.cell ?? 0);
      let line = rowPlace.line;
      for (;;) {
        const halt = scanner.scan(window.at, window.end, window.last, 1);
        into.set(scanner.values.subarray(0, scanner.written), put);
        put += scanner.written;
        const position = window.position(scanner.at);
        if (halt === HALT.rows) break;
        marks.note(row, scanner.cell, position);
        if (halt === HALT.stop) break;
        line += scanner.cell === 0 ? scanner.lines : 0;
        if (halt === HALT.full) window.seek(position);
        else if (halt === HALT.more && window.canGrow(scanner.at)) {
          const most = Math.ceil((until - scanner.cell) * cellBytes) + MARGIN_BYTES;
          await window.refill(scanner.at, Math.min(most, TEXT_BYTES), signal);
        } else {
          const isLastRow = row === index.rows - 1;
          throw complaint(halt, scanner, window.end, matrix.style, { file, line, columns, isLastRow });
        }
      }
    }
  };
}
