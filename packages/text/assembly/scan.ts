// The scanner: the twin of src/script-scanner.ts, which says what each step means.

import { readCell, skipCell } from "./cell";
import { startLines, starts, STARTS, text, values, VALUES } from "./memory";
import { at as cellEnd, failed, moveTo, readReal } from "./number";
import { cellsRead, readRun } from "./run";
import { findLineEnd, passed, skipCells } from "./skip";
import { comment, complex, isBlank, lineEnd, QUOTE, separator, skipBlanks, SPACE } from "./style";

// Why a scan stopped: HALT in src/scanner.ts.
const MORE: i32 = 0;
const ROWS: i32 = 1;
const STOP: i32 = 2;
const FULL: i32 = 3;
const END: i32 = 4;
const NOT_A_NUMBER: i32 = 5;
const TOO_FEW: i32 = 6;
const TOO_MANY: i32 = 7;

// What was done, for the host.
export let at: i32 = 0;
export let written: i32 = 0;
export let rows: i32 = 0;
export let lines: i32 = 0;
export let cell: i32 = 0;

let columns: i32 = 1;
let first: i32 = 0;
let until: i32 = 1;
let stop: i32 = 1;
let single: bool = false;
let inRemark: bool = false;
let inRow: bool = false;

export function begin(
  allColumns: i32,
  firstCell: i32,
  untilCell: i32,
  stopCell: i32,
  inSingle: bool,
  nextCell: i32,
): void {
  columns = allColumns;
  first = firstCell;
  until = untilCell;
  stop = stopCell;
  single = inSingle;
  cell = nextCell;
  inRemark = false;
}

export function beginRows(): void {
  inRow = false;
}

/** One cell, read in full before it is known to be one. */
const parts: usize = memory.data(16, 8);

@inline
function giveNothing(): void {
  store<f64>(parts, NaN);
  store<f64>(parts, NaN, 8);
}

/** Puts the cell that was read among the values. */
@inline
function keep(place: usize): void {
  if (single) {
    store<f32>(place, f32(load<f64>(parts)));
    if (complex) store<f32>(place, f32(load<f64>(parts, 8)), 4);
  } else {
    store<f64>(place, load<f64>(parts));
    if (complex) store<f64>(place, load<f64>(parts, 8), 8);
  }
}

export function scan(from: i32, length: i32, last: bool, wanted: i32): i32 {
  const delimited = separator != SPACE;
  const end = text + length;
  const element: usize = single ? 4 : 8;
  const size = complex ? 2 * element : element;
  const room = values + usize(VALUES) * element - size;
  let p = text + from;
  let into = values;
  let halt = MORE;
  let next = cell;
  rows = 0;
  lines = 0;
  store<u8>(end, <u8>lineEnd);

  for (;;) {
    if (inRemark) {
      p = findLineEnd(p, end);
      if (p >= end) {
        halt = last ? END : MORE;
        break;
      }
      inRemark = false;
    }
    p = skipBlanks(p);
    const head = <u32>load<u8>(p);
    const rowEnds = head == lineEnd || head == comment;
    if (p >= end && (!last || next == 0)) {
      halt = last ? END : MORE;
      break;
    }
    if (rowEnds && next == 0) {
      if (head == comment) inRemark = true;
      else {
        p++;
        lines++;
      }
      continue;
    }
    if (next == stop && next < columns) {
      halt = STOP;
      break;
    }
    if (into > room) {
      halt = FULL;
      break;
    }
    const isWanted = next >= first && next < until;
    if (isWanted && !rowEnds && !complex) {
      const most = min(min(until, columns - 1) - next, i32((room - into) / size) + 1);
      p = readRun(p, end, into, most, single);
      next += cellsRead;
      into += usize(cellsRead) * size;
      if (cellsRead > 0) continue;
    }
    if (!rowEnds) {
      if (next >= columns) {
        halt = TOO_MANY;
        break;
      }
      if (!isWanted) {
        // The last cell of a row, and the one to stop before, are looked at closely.
        p = skipCells(p, end, (next < first ? first : min(stop, columns - 1)) - next);
        next += passed;
        if (passed > 0) continue;
      }
      moveTo(p);
      if (delimited && head == separator) giveNothing();
      else if (!isWanted) skipCell(p);
      else if (complex || head == QUOTE) readCell(p, parts);
      else store<f64>(parts, readReal(p));

      let behind = cellEnd;
      if (!failed) behind = skipBlanks(behind);
      if (behind + 1 >= end && !last) {
        halt = MORE;
        break;
      }
      const after = <u32>load<u8>(behind);
      const followed = after == lineEnd || after == comment;
      const separated = delimited ? after == separator : behind > cellEnd;
      if (failed || !(followed || separated)) {
        halt = NOT_A_NUMBER;
        break;
      }
      if (isWanted) {
        keep(into);
        into += size;
      }
      next++;
      p = behind;
      if (!followed) {
        if (delimited) p++;
        continue;
      }
    } else if (delimited && next < columns) {
      if (isWanted) {
        giveNothing();
        keep(into);
        into += size;
      }
      next++;
    }

    if (next != columns) {
      halt = TOO_FEW;
      break;
    }
    if (load<u8>(p) != lineEnd) inRemark = true;
    else if (p < end) {
      p++;
      lines++;
    }
    next = 0;
    if (++rows == wanted) {
      halt = ROWS;
      break;
    }
  }
  at = i32(p - text);
  cell = next;
  written = i32((into - values) / element);
  return halt;
}

export function findRows(from: i32, length: i32, last: bool, wanted: i32): i32 {
  const end = text + length;
  let p = text + from;
  let found = 0;
  let halt = last ? END : MORE;
  lines = 0;
  store<u8>(end, <u8>lineEnd);
  for (;;) {
    if (inRow) {
      p = findLineEnd(p, end);
      if (p >= end) break;
      p++;
      lines++;
      inRow = false;
    }
    p = skipBlanks(p);
    if (p >= end) break;
    const head = <u32>load<u8>(p);
    if (head != lineEnd && head != comment) {
      if (found == min(wanted, STARTS)) {
        halt = FULL;
        break;
      }
      store<i32>(startLines + (found << 2), lines);
      store<i32>(starts + (found << 2), i32(p - text));
      found++;
    }
    inRow = true;
  }
  at = i32(p - text);
  written = found;
  return halt;
}
