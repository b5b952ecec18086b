import { readCell, skipCell } from "./cell.ts";
import type { Cursor } from "./number.ts";
import type { SampleLine } from "./sample.ts";
import { isBlank, SPACE, type TextStyle } from "./style.ts";

/** One cell of a sampled line. */
export interface Token {
  /** Its first characters, quotes and all. */
  readonly text: string;
  /** Whether it reads as a number; an empty cell does (as NaN). */
  readonly isNumber: boolean;
}

/** Cells of a line that are looked at: a line of more is known by its beginning only. */
export const MOST_TOKENS = 64;
const TOKEN_BYTES = 80;

/** The cells of a line in a style; of a line that is cut short, those that are surely whole. */
export function tokensOf(line: SampleLine, style: TextStyle): Token[] {
  const { separator, lineEnd, comment } = style;
  const delimited = separator !== SPACE;
  const end = line.bytes.length;
  const text = new Uint8Array(end + 1);
  text.set(line.bytes);
  text[end] = lineEnd;
  const cursor: Cursor = { at: 0, failed: false };
  const ignored = new Float64Array(2);
  const atEnd = (): boolean => cursor.at >= end || text[cursor.at] === comment;
  const skipBlanks = (): void => {
    while (isBlank(text[cursor.at], separator, lineEnd)) cursor.at++;
  };

  const tokens: Token[] = [];
  skipBlanks();
  let more = !atEnd();
  while (more && tokens.length < MOST_TOKENS) {
    const from = cursor.at;
    cursor.failed = false;
    if (!atEnd() && !(delimited && text[from] === separator)) readCell(text, cursor, style, ignored, 0);
    let until = cursor.at;
    skipBlanks();
    const separated = delimited ? text[cursor.at] === separator : cursor.at > until;
    const isNumber = !cursor.failed && (atEnd() || separated);
    if (!isNumber) {
      cursor.at = from;
      skipCell(text, cursor, { ...style, complex: false });
      until = Math.max(cursor.at, from + 1);
      cursor.at = until;
      skipBlanks();
    }
    const shown = text.subarray(from, Math.min(until, from + TOKEN_BYTES));
    tokens.push({ text: String.fromCharCode(...shown).trim(), isNumber });
    more = !atEnd();
    if (more && delimited) {
      cursor.at++;
      skipBlanks(); // what follows a separator is a cell, be it empty
    }
  }
  if (!line.whole) tokens.pop();
  return tokens;
}
