// The scanner: the twin of src/script-scanner.ts, which says what each step means.

import { readCell, skipCell } from "./cell";
import { startLines, starts, STARTS, text, values, VALUES } from "./memory";
import { at as cellEnd, failed, moveTo, readReal } from "./number";
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
let inRemark: bool = false;
let inRow: bool = false;

export function begin(allColumns: i32, firstCell: i32, untilCell: i32, stopCell: i32, nextCell: i32): void {
  columns = allColumns;
  first = firstCell;
  until = untilCell;
  stop = stopCell;
  cell = nextCell;
  inRemark = false;
}

export function beginRows(): void {
  inRow = false;
}

@inline
function giveNothing(place: usize): void {
  store<f64>(place, NaN);
  if (complex) store<f64>(place, NaN, 8);
}

/** How many cells the last call of readPlain read. */
let plain: i32 = 0;

/**
 * Reads up to `count` real cells, each followed by another, as long as they are written without anything unusual: what
 * nearly all time is spent in. Answers where the first cell begins that it did not read.
 */
function readPlain(start: usize, end: usize, into: usize, count: i32): usize {
  const delimited = separator != SPACE;
  let p = start;
  plain = 0;
  while (plain < count) {
    const value = readReal(p);
    const behind = cellEnd;
    if (failed) break; // perhaps only cut: the careful loop will see
    if (delimited) {
      if (load<u8>(behind) != separator) break;
      p = behind + 1;
    } else {
      const next = skipBlanks(behind);
      if (next == behind || next >= end) break;
      p = next;
    }
    store<f64>(into + (usize(plain) << 3), value);
    plain++;
  }
  return p;
}

export function scan(from: i32, length: i32, last: bool, wanted: i32): i32 {
  const delimited = separator != SPACE;
  const end = text + length;
  const size: usize = complex ? 16 : 8;
  const room = values + (VALUES << 3) - size;
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
      p = readPlain(p, end, into, min(min(until, columns - 1) - next, i32((room - into) >> 3) + 1));
      next += plain;
      into += usize(plain) << 3;
      if (plain > 0) continue;
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
      if (delimited && head == separator) giveNothing(into);
      else if (!isWanted) skipCell(p);
      else if (complex || head == QUOTE) readCell(p, into);
      else store<f64>(into, readReal(p));

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
      if (isWanted) into += size;
      next++;
      p = behind;
      if (!followed) {
        if (delimited) p++;
        continue;
      }
    } else if (delimited && next < columns) {
      giveNothing(into);
      if (isWanted) into += size;
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
  written = i32((into - values) >> 3);
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
