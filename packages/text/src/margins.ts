import type { TextLayout } from "@unspectro/core/plugin";
import type { Sniffed, TokenLine } from "./sniff.ts";
import type { Token } from "./tokens.ts";

/** Where the numbers begin: what stands above and left of them. */
export interface Margins {
  /** The first row of the matrix. */
  readonly first: TokenLine;
  /** Lines above it that are neither empty nor remarks. */
  readonly headerLines: number;
  /** Leading columns that are no data. */
  readonly indexColumns: number;
  /** The index column is taken for one only because it counts: then the last row must hold this count minus one. */
  readonly countsFrom: number | undefined;
  /** Cells of a row, index columns included; undefined if the first row is too long to tell from its beginning. */
  readonly columns: number | undefined;
}

/** Rows that must count on before a first column is taken for an index. */
const ROWS_THAT_COUNT = 2;
const INDEX_NAMES =
  /^"?(unnamed.*|index|row|bin|frame|frequenc.*|freqs?|f|hz|k|times?|t|sec|seconds?|s|n)\b/i;

/**
 * Tells header and index column from data. pandas writes `,0,1,2...` above and 0, 1, 2... before the rows; R writes
 * `"V1","V2"` and `"1"`; others write words, a line of two sizes, or column numbers alone. Undefined if there is no row.
 */
export function findMargins(sniffed: Sniffed, told: TextLayout = {}): Margins | undefined {
  const { lines } = sniffed;
  const skipped = told.headerLines === undefined ? countHeaderLines(lines) : 0;
  const first = lines.slice(skipped).find((line) => line.isRow);
  if (first === undefined) return undefined;
  const headerLines = lines.indexOf(first);
  const rows = lines.slice(headerLines).filter((line) => line.isRow);
  const header = headerLines === 0 ? undefined : lines[headerLines - 1];
  const [indexColumns, countsFrom] =
    told.indexColumns === undefined ? findIndexColumn(header, rows) : [told.indexColumns, undefined];
  const endsInSeparator = rows.every(({ line, tokens }) => line.whole && tokens.at(-1)?.text === "");
  return {
    first,
    headerLines,
    indexColumns,
    countsFrom,
    columns: first.line.whole ? first.tokens.length - (endsInSeparator ? 1 : 0) : undefined,
  };
}

/** Lines at the top that are no rows of the matrix, though they may consist of numbers. */
function countHeaderLines(lines: readonly TokenLine[]): number {
  const at = lines.findIndex((line) => line.isRow);
  const line = lines[at];
  const next = lines[at + 1];
  if (line === undefined || next === undefined || !next.isRow) return Math.max(at, 0);
  const isHeader = isRamp(line, next) || hasCorner(line, next) || isSizes(line, next, lines[at + 2]);
  return isHeader ? at + 1 : at;
}

/** `0,1,2,3`: column numbers, over numbers that are written otherwise. */
function isRamp(line: TokenLine, next: TokenLine): boolean {
  const counts = line.tokens.every((token, at) => token.text === String(at));
  return counts && line.tokens.length > 1 && next.tokens.some((token) => !isInteger(token));
}

/** `,0,1,2`: nothing in the corner, something below it. */
function hasCorner(line: TokenLine, next: TokenLine): boolean {
  return isBlankToken(line.tokens[0]) && line.tokens.length > 1 && !isBlankToken(next.tokens[0]);
}

/** `1025 431` above rows of another length. */
function isSizes(line: TokenLine, next: TokenLine, afterNext: TokenLine | undefined): boolean {
  const { length } = line.tokens;
  if (!line.line.whole || length > 3 || !line.tokens.every(isInteger)) return false;
  if (length === next.tokens.length) return false;
  return afterNext === undefined || afterNext.tokens.length === next.tokens.length;
}

function findIndexColumn(
  header: TokenLine | undefined,
  rows: readonly TokenLine[],
): [columns: number, countsFrom: number | undefined] {
  const first = rows[0];
  if (first.tokens.length < 2) return [0, undefined];
  if (!first.tokens[0].isNumber) return [1, undefined]; // labels
  if (header !== undefined && header.tokens.length > 0) {
    const [corner, ...names] = header.tokens;
    const { length } = first.tokens;
    if (isBlankToken(corner)) return [1, undefined];
    const cut = !header.line.whole || !first.line.whole;
    const isNamed = first.tokens[0].text.startsWith('"') || countsFrom(rows) !== undefined;
    if (!cut && header.tokens.length === length - 1 && isNamed) return [1, undefined]; // R's write.table
    if (!corner.isNumber && names.length > 0 && names.every((name) => name.isNumber)) return [1, undefined];
    if (INDEX_NAMES.test(corner.text) && isArithmetic(rows)) return [1, undefined];
  }
  const start = countsFrom(rows);
  const othersDiffer = rows.some(({ tokens }) => tokens.slice(1).some((token) => !isInteger(token)));
  return start !== undefined && othersDiffer ? [1, start] : [0, undefined];
}

/** 0 or 1 if the first cells count on from there, row by row. */
function countsFrom(rows: readonly TokenLine[]): number | undefined {
  const start = Number(rows[0].tokens[0].text);
  const counts = rows.every(({ tokens }, at) => tokens[0].text === String(start + at));
  return counts && rows.length >= ROWS_THAT_COUNT && (start === 0 || start === 1) ? start : undefined;
}

/** Whether the first column rises in equal steps, as frequencies and times do, within what its digits can say. */
function isArithmetic(rows: readonly TokenLine[]): boolean {
  const values = rows.map(({ tokens }) => Number(tokens[0].text));
  if (values.length === 1) return true;
  const step = (values[values.length - 1] - values[0]) / (values.length - 1);
  return step > 0 && values.every((value, at) => Math.abs(value - values[0] - at * step) <= 0.01 * step);
}

function isInteger(token: Token): boolean {
  return /^[+-]?\d+$/.test(token.text);
}

/** Nothing, or nothing in quotes. */
function isBlankToken(token: Token | undefined): boolean {
  return token?.text === "" || token?.text === '""';
}
