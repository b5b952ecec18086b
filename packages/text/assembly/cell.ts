// One cell, perhaps complex, perhaps in quotes: the twin of src/cell.ts, which says what is read.

import { at, fail, failed, moveTo, readReal } from "./number";
import {
  CLOSE,
  COMMA,
  comment,
  complex,
  DOT,
  isBlank,
  lineEnd,
  MINUS,
  OPEN,
  PLUS,
  QUOTE,
  separator,
  skipBlanks,
  SPACE,
  TAB,
} from "./style";

/** Reads the cell at `start` into the number at `into`, and the one behind it if cells are complex. */
export function readCell(start: usize, into: usize): void {
  moveTo(start);
  const quoted = load<u8>(start) == QUOTE;
  if (quoted) {
    const inside = skipBlanks(start + 1);
    if (load<u8>(inside) == QUOTE) {
      moveTo(inside + 1);
      store<f64>(into, NaN);
      if (complex) store<f64>(into, NaN, 8);
      return;
    }
    moveTo(inside);
  }
  if (complex) readComplex(into);
  else store<f64>(into, readReal(at));
  if (!quoted || failed) return;
  expect(skipBlanks(at), QUOTE);
}

function readComplex(into: usize): void {
  const enclosed = load<u8>(at) == OPEN;
  const first = readReal(enclosed ? skipBlanks(at + 1) : at);
  if (failed) return;
  store<f64>(into, first);
  store<f64>(into, 0, 8);
  if (isImaginaryUnit(load<u8>(at))) {
    moveTo(at + 1);
    store<f64>(into, 0);
    store<f64>(into, first, 8);
  } else if (joins(enclosed || separator != SPACE)) {
    store<f64>(into, readImaginary(), 8);
  } else if (enclosed) {
    moveTo(skipBlanks(at));
    if (load<u8>(at) == COMMA) store<f64>(into, readReal(skipBlanks(at + 1)), 8);
  }
  if (!enclosed || failed) return;
  expect(skipBlanks(at), CLOSE);
}

/** Whether a sign follows that joins an imaginary part to what was read; moves on to the sign. */
function joins(free: bool): bool {
  const place = skipBlanks(at);
  const sign = <u32>load<u8>(place);
  if (sign != PLUS && sign != MINUS) return false;
  if (!free && place > at && !isBlank(load<u8>(place + 1))) return false;
  moveTo(place);
  return true;
}

function readImaginary(): f64 {
  const negative = load<u8>(at) == MINUS;
  const place = skipBlanks(at + 1);
  let value: f64 = 1;
  const isAlone = isImaginaryUnit(load<u8>(place)) && (load<u8>(place + 1) | 32) != 110; // not `inf`
  if (isAlone) moveTo(place);
  else value = readReal(place);
  if (failed) return NaN;
  if (isImaginaryUnit(load<u8>(at))) moveTo(at + 1);
  else fail(at);
  return negative ? -value : value;
}

function expect(place: usize, byte: u32): void {
  if (load<u8>(place) == byte) moveTo(place + 1);
  else fail(place);
}

@inline
function isImaginaryUnit(byte: u32): bool {
  const letter = byte | 32;
  return letter == 105 || letter == 106;
}

const ignored: usize = memory.data(16, 8);

/** Passes over the cell at `start` without reading it. */
export function skipCell(start: usize): void {
  moveTo(start);
  const opening = <u32>load<u8>(start);
  const closing = opening == QUOTE ? QUOTE : complex && opening == OPEN ? CLOSE : 0;
  let p = start;
  if (closing != 0) {
    let byte: u32;
    do byte = load<u8>(++p);
    while (byte != closing && byte != lineEnd);
    if (byte != closing) {
      fail(p);
      return;
    }
  } else if (complex && separator == SPACE) {
    readCell(start, ignored);
    return;
  }
  for (let byte = <u32>load<u8>(p); byte != lineEnd && byte != separator; byte = load<u8>(++p)) {
    if (byte == comment && load<u8>(p - 1) != DOT) break;
    if (separator == SPACE && byte == TAB) break;
  }
  moveTo(p);
}
