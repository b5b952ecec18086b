import type { Numbers } from "@unspectro/core/plugin";
import { type Cursor, readReal } from "./number.ts";
import { CLOSE, COMMA, DOT, isBlank, MINUS, OPEN, PLUS, QUOTE, SPACE, TAB, type TextStyle } from "./style.ts";

const LETTER_I = 105;
const LETTER_J = 106;
const LETTER_N = 110;

/**
 * Reads one cell at `cursor.at` into `values[place]` (and `values[place + 1]` if cells are complex): a number, perhaps in
 * double quotes. Complex cells may be written `a+bj`, `(a+bj)`, `a + bi`, `(a,b)`, `bi` or `a`.
 */
export function readCell(
  text: Uint8Array,
  cursor: Cursor,
  style: TextStyle,
  values: Numbers,
  place: number,
): void {
  const quoted = text[cursor.at] === QUOTE;
  if (quoted) {
    cursor.at++;
    skipSpaces(text, cursor, style);
    if (text[cursor.at] === QUOTE) {
      cursor.at++;
      cursor.failed = false;
      values[place] = NaN;
      if (style.complex) values[place + 1] = NaN;
      return;
    }
  }
  if (style.complex) readComplex(text, cursor, style, values, place);
  else values[place] = readReal(text, cursor, style.decimal);
  if (!quoted || cursor.failed) return;
  skipSpaces(text, cursor, style);
  expect(text, cursor, QUOTE);
}

function readComplex(
  text: Uint8Array,
  cursor: Cursor,
  style: TextStyle,
  values: Numbers,
  place: number,
): void {
  const enclosed = text[cursor.at] === OPEN;
  if (enclosed) {
    cursor.at++;
    skipSpaces(text, cursor, style);
  }
  const first = readReal(text, cursor, style.decimal);
  if (cursor.failed) return;
  values[place] = first;
  values[place + 1] = 0;
  if (isImaginaryUnit(text[cursor.at])) {
    cursor.at++;
    values[place] = 0;
    values[place + 1] = first;
  } else if (joins(text, cursor, style, enclosed || style.separator !== SPACE)) {
    readImaginary(text, cursor, style, values, place + 1);
  } else if (enclosed) {
    skipSpaces(text, cursor, style);
    if (text[cursor.at] === COMMA) {
      cursor.at++;
      skipSpaces(text, cursor, style);
      values[place + 1] = readReal(text, cursor, style.decimal);
    }
  }
  if (!enclosed || cursor.failed) return;
  skipSpaces(text, cursor, style);
  expect(text, cursor, CLOSE);
}

/**
 * Whether a sign follows that joins an imaginary part to what was read; moves on to the sign. Where spaces separate
 * cells, `1 -2i` is two cells and `1 - 2i` is one.
 */
function joins(text: Uint8Array, cursor: Cursor, style: TextStyle, free: boolean): boolean {
  const { separator, lineEnd } = style;
  let at = cursor.at;
  while (isBlank(text[at], separator, lineEnd)) at++;
  if (text[at] !== PLUS && text[at] !== MINUS) return false;
  if (!free && at > cursor.at && !isBlank(text[at + 1], separator, lineEnd)) return false;
  cursor.at = at;
  return true;
}

/** `+ 2i`, and the `+-2j` of older NumPy. */
function readImaginary(
  text: Uint8Array,
  cursor: Cursor,
  style: TextStyle,
  values: Numbers,
  place: number,
): void {
  const sign = text[cursor.at] === MINUS ? -1 : 1;
  cursor.at++;
  skipSpaces(text, cursor, style);
  const isAlone = isImaginaryUnit(text[cursor.at]) && (text[cursor.at + 1] | 32) !== LETTER_N; // not `inf`
  if (isAlone) values[place] = sign;
  else values[place] = sign * readReal(text, cursor, style.decimal);
  if (cursor.failed) return;
  if (isImaginaryUnit(text[cursor.at])) cursor.at++;
  else cursor.failed = true;
}

function expect(text: Uint8Array, cursor: Cursor, byte: number): void {
  if (text[cursor.at] === byte) cursor.at++;
  else cursor.failed = true;
}

function isImaginaryUnit(byte: number): boolean {
  const letter = byte | 32;
  return letter === LETTER_I || letter === LETTER_J;
}

function skipSpaces(text: Uint8Array, cursor: Cursor, { separator, lineEnd }: TextStyle): void {
  while (isBlank(text[cursor.at], separator, lineEnd)) cursor.at++;
}

/** Passes over one cell without reading it: index columns may hold any words, in quotes too. */
export function skipCell(text: Uint8Array, cursor: Cursor, style: TextStyle): void {
  const { separator, lineEnd, comment } = style;
  cursor.failed = false;
  const opening = text[cursor.at];
  const closing = opening === QUOTE ? QUOTE : style.complex && opening === OPEN ? CLOSE : 0;
  if (closing !== 0) {
    let at = cursor.at + 1;
    while (text[at] !== closing && text[at] !== lineEnd) at++;
    cursor.at = at;
    cursor.failed = text[at] !== closing;
    if (cursor.failed) return;
  } else if (style.complex && separator === SPACE) {
    readCell(text, cursor, style, IGNORED, 0);
    return;
  }
  let at = cursor.at;
  for (let byte = text[at]; byte !== lineEnd && byte !== separator; byte = text[++at]) {
    if (byte === comment && text[at - 1] !== DOT) break; // no remark begins in `1.#INF`
    if (separator === SPACE && byte === TAB) break;
  }
  cursor.at = at;
}

const IGNORED = new Float64Array(2);
