import type { TextLayout } from "@unspectro/core/plugin";
import type { Margins } from "./margins.ts";
import { findMargins } from "./margins.ts";
import type { Sample } from "./sample.ts";
import { type Sniffed, sniffStyle } from "./sniff.ts";
import { COMMA, SEMICOLON, SPACE, TAB, type TextStyle } from "./style.ts";

/** A matrix of numbers in a text file, described: all that reading it takes. */
export interface TextMatrix {
  readonly style: TextStyle;
  /** The first byte of its first row. */
  readonly start: number;
  /** The line of that row, from 1. */
  readonly line: number;
  /** Cells of a row, index columns included; undefined: count the first row's. */
  readonly columns: number | undefined;
  /** Cells at the beginning of each row that are no data. */
  readonly indexColumns: number;
  /** Number of rows; undefined: to the end of the file. */
  readonly rows: number | undefined;
  /** The program that wrote it ends every line, so that a last row without an end was cut short. */
  readonly linesEnd: boolean;
  /** The index column is one only if it goes on counting from here to the last row; else it is data. */
  readonly countsFrom: number | undefined;
  /** For people: what was recognised. */
  readonly notes: readonly string[];
}

/** Describes the matrix whose first lines these are; undefined if they are no rows of numbers. */
export function describeMatrix(sample: Sample, told: TextLayout = {}): TextMatrix | undefined {
  const sniffed = sniffStyle(sample, told);
  const margins = sniffed && findMargins(sniffed, told);
  if (sniffed === undefined || margins === undefined) return undefined;
  return {
    style: sniffed.style,
    start: margins.first.line.offset,
    line: margins.first.line.number,
    columns: margins.columns,
    indexColumns: margins.indexColumns,
    rows: undefined,
    linesEnd: false,
    countsFrom: margins.countsFrom,
    notes: notesOn(sniffed, margins),
  };
}

const SEPARATOR_NAMES: ReadonlyMap<number, string> = new Map([
  [COMMA, "separated by commas"],
  [TAB, "separated by tabs"],
  [SEMICOLON, "separated by semicolons"],
  [SPACE, "separated by spaces"],
]);

function notesOn(sniffed: Sniffed, margins: Margins): string[] {
  const { style } = sniffed;
  const { first, headerLines, indexColumns } = margins;
  const rows = sniffed.lines.slice(headerLines).filter((line) => line.isRow);
  const cells = rows.flatMap(({ tokens }) => tokens.slice(indexColumns));
  const notes: string[] = [];
  if (first.tokens.length > 1) {
    const name = SEPARATOR_NAMES.get(style.separator);
    notes.push(name ?? `separated by "${String.fromCharCode(style.separator)}"`);
  }
  if (style.decimal === COMMA) notes.push("decimal comma");
  if (style.complex) notes.push("complex numbers");
  if (headerLines > 0) notes.push(`${headerLines} header line${headerLines > 1 ? "s" : ""} left out`);
  if (indexColumns > 0)
    notes.push(`${indexColumns === 1 ? "an index column" : `${indexColumns} index columns`} left out`);
  if (cells.slice(0, -1).some((cell) => cell.text === "")) notes.push("empty cells are read as NaN");
  return notes;
}
