import type { Numbers } from "@unspectro/core/plugin";
import type { TextStyle } from "./style.ts";

/** Bytes a scanner takes at a time; also the longest cell it can read. */
export const TEXT_BYTES: number = 1 << 18;
/** Numbers a scanner gives at a time. */
export const VALUES: number = 1 << 15;
/** Rows a scanner finds at a time. */
export const STARTS: number = 1 << 14;

/** Which cells of each row are wanted. Cells are counted from 0, index columns included. */
export interface ScanPlan {
  /** Cells every row must have. */
  readonly columns: number;
  /** First cell to read as a number. */
  readonly first: number;
  /** One past the last cell to read as a number; the others are passed over unread. */
  readonly until: number;
  /** Stop before this cell of a row, without looking at the rest of it; `columns`: go to the row's end. */
  readonly stop: number;
  /** Whether numbers are wanted in float32: each is the float64 that is written, rounded once more. */
  readonly single: boolean;
}

/** Why a scan stopped. */
export const HALT = {
  /** The text given ends inside a cell or between rows: move the rest to the front, add to it, go on. */
  more: 0,
  /** As many rows as asked for are done. */
  rows: 1,
  /** The cell named by `plan.stop` is next. */
  stop: 2,
  /** `values` (or `starts`) is full: take what is there, go on. */
  full: 3,
  /** The last text is done. */
  end: 4,
  /** What stands at `at` is not a number. */
  notANumber: 5,
  /** The row that ends at `at` has too few cells. */
  tooFew: 6,
  /** A cell too many stands at `at`. */
  tooMany: 7,
} as const;

export type Halt = (typeof HALT)[keyof typeof HALT];

/**
 * Turns bytes of text into numbers, exactly rounded. One state machine with two makers: JavaScript, and WebAssembly
 * several times as fast. The caller fills `text`, calls `scan`, takes the numbers from `values`, and moves on from `at`;
 * a cell that the end of the block cuts is left for the next call.
 */
export interface Scanner {
  /** Room for {@link TEXT_BYTES} bytes of text, which the caller fills. */
  readonly text: Uint8Array;
  /** The numbers of the last `scan`, in float32 if the plan says so; complex cells give two, re and im. */
  readonly values: Numbers;
  /** The first bytes of the rows that the last `findRows` found, as places in `text`. */
  readonly starts: Int32Array;
  /** For each of them, the line ends that `findRows` passed before it. */
  readonly startLines: Int32Array;
  /** Sets the style, for all that follows. */
  setStyle(style: TextStyle): void;
  /** Starts over at cell `cell` of a row (0: at the beginning of a line). */
  begin(plan: ScanPlan, cell: number): void;
  /**
   * Reads numbers from `text[from .. end)`; `last` says that the file ends there. Stops after `rows` more rows.
   * An empty cell between separators is NaN; empty lines and remarks are passed over.
   */
  scan(from: number, end: number, last: boolean, rows: number): Halt;
  /** Starts `findRows` over, at the beginning of a line. */
  beginRows(): void;
  /** Finds where the next rows begin, `wanted` at most ({@link STARTS} at most), without reading them. Gives `more`, `full` or `end`. */
  findRows(from: number, end: number, last: boolean, wanted: number): Halt;
  /** Where the last call stopped, as a place in `text`. */
  readonly at: number;
  /** Numbers the last `scan` wrote to `values`, or rows the last `findRows` wrote to `starts`. */
  readonly written: number;
  /** Rows the last `scan` completed. */
  readonly rows: number;
  /** Line ends the last call passed. */
  readonly lines: number;
  /** The cell of its row that comes next. */
  readonly cell: number;
}
