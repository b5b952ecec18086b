import { FormatError } from "@unspectro/core/plugin";
import { HALT, type Halt, type Scanner, TEXT_BYTES } from "./scanner.ts";
import type { TextStyle } from "./style.ts";

const SHOWN = 40;

/** What is known about the place where reading failed. */
export interface Trouble {
  readonly file: string;
  readonly line: number;
  /** Cells a row should have. */
  readonly columns: number;
  /** Whether it is the last row, which a file cut short leaves unfinished. */
  readonly isLastRow: boolean;
}

/** The error that a scanner's halt means. `end`: one past the last byte that stands in the scanner's text. */
export function complaint(
  halt: Halt,
  scanner: Scanner,
  end: number,
  style: TextStyle,
  trouble: Trouble,
): FormatError {
  const { file, line, columns, isLastRow } = trouble;
  const expected = `${columns} cell${columns === 1 ? "" : "s"} in every row`;
  if (halt === HALT.tooFew || halt === HALT.end) {
    const found = `${scanner.cell}`;
    const where = `line ${line}`;
    if (!isLastRow)
      return new FormatError("bad-shape", "a row is too short", { file, where, expected, found });
    const advice = "the file was probably cut short while it was copied or written; get it again";
    return new FormatError("truncated", "the last row is too short", {
      file,
      where,
      expected,
      found,
      advice,
    });
  }
  const where = `line ${line}, cell ${scanner.cell + 1}`;
  if (halt === HALT.tooMany)
    return new FormatError("bad-shape", "a row is too long", { file, where, expected, found: "more" });
  if (halt === HALT.more) {
    const found = `more than ${TEXT_BYTES} characters`;
    return new FormatError("bad-number", "a cell without an end", {
      file,
      where,
      expected: "a number",
      found,
    });
  }
  return new FormatError("bad-number", "a cell is not a number", {
    file,
    where,
    expected: style.complex ? "a complex number" : "a number",
    found: quote(scanner, end, style),
  });
}

/** The cell that could not be read, made safe to show. */
function quote(scanner: Scanner, end: number, style: TextStyle): string {
  const { text, at } = scanner;
  let until = at;
  while (until < end && text[until] !== style.separator && text[until] !== style.lineEnd) until++;
  const cut = until - at > SHOWN;
  const bytes = text.subarray(at, cut ? at + SHOWN : until);
  const shown = Array.from(bytes, (byte) =>
    byte >= 32 && byte < 127 ? String.fromCharCode(byte) : "?",
  ).join("");
  return `"${shown.trim()}${cut ? "..." : ""}"`;
}
