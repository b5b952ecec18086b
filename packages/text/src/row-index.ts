import { HALT, type Scanner, STARTS } from "./scanner.ts";
import type { Window } from "./window.ts";

/** Where a row begins. */
export interface RowPlace {
  readonly row: number;
  /** In bytes from the start of the file. */
  readonly position: number;
  /** Its line, from 1. */
  readonly line: number;
}

/** Where rows begin: of every row in files of few rows, of every 2nd, 4th, 8th... in longer ones. */
export interface RowIndex {
  /** Rows in all. */
  readonly rows: number;
  readonly last: RowPlace;
  /** The nearest indexed row at or before `row`. */
  before(row: number): RowPlace;
}

/** Rows indexed at most: a megabyte of places, however long the file. */
const PLACES = 65536;
const FIRST_PLACES = 1024;

/**
 * Passes once over a matrix from `first`, and notes where its rows begin: `most` rows at most. The memory it takes does
 * not grow with the file: when the places run out, every other one is given up.
 */
export async function indexRows(
  scanner: Scanner,
  window: Window,
  first: RowPlace,
  most: number = Number.POSITIVE_INFINITY,
  signal?: AbortSignal,
): Promise<RowIndex> {
  let positions = new Float64Array(FIRST_PLACES);
  let lineNumbers = new Float64Array(FIRST_PLACES);
  let step = 1;
  let rows = 0;
  let line = first.line;
  let last = first;

  window.seek(first.position);
  scanner.beginRows();
  while (rows < most) {
    const halt = scanner.findRows(window.at, window.end, window.last, Math.min(STARTS, most - rows));
    const { starts, startLines, written } = scanner;
    for (let n = 0; n < written; n++, rows++) {
      if (rows % step !== 0) continue;
      if (rows / step === positions.length && positions.length < PLACES) {
        positions = doubled(positions);
        lineNumbers = doubled(lineNumbers);
      } else if (rows / step === PLACES) {
        thin(positions);
        thin(lineNumbers);
        step *= 2;
        if (rows % step !== 0) continue;
      }
      positions[rows / step] = window.position(starts[n]);
      lineNumbers[rows / step] = line + startLines[n];
    }
    if (written > 0) {
      const n = written - 1;
      last = { row: rows - 1, position: window.position(starts[n]), line: line + startLines[n] };
    }
    line += scanner.lines;
    if (halt === HALT.end) break;
    if (halt === HALT.full) window.seek(window.position(scanner.at));
    else await window.refill(scanner.at, undefined, signal);
  }
  return {
    rows,
    last,
    before(row) {
      const place = Math.floor(Math.min(row, rows - 1) / step);
      return { row: place * step, position: positions[place], line: lineNumbers[place] };
    },
  };
}

/** Keeps every other entry, at the front. */
function thin(entries: Float64Array): void {
  for (let n = 0; 2 * n < entries.length; n++) entries[n] = entries[2 * n];
}

function doubled(entries: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * entries.length);
  larger.set(entries);
  return larger;
}
