import type { Numbers } from "@unspectro/core/plugin";
import { readCell, skipCell } from "./cell.ts";
import { type Cursor, readReal } from "./number.ts";
import { HALT, type Halt, type Scanner, type ScanPlan, STARTS, TEXT_BYTES, VALUES } from "./scanner.ts";
import { isBlank, PLAIN, QUOTE, SPACE } from "./style.ts";

/** The scanner in JavaScript: what runs where WebAssembly may not, and the reference the other is held to. */
export function createScriptScanner(): Scanner {
  const text = new Uint8Array(TEXT_BYTES + 1); // one more for the line end that stops every loop
  const doubles = new Float64Array(VALUES);
  const singles = new Float32Array(VALUES);
  let values: Numbers = doubles;
  const starts = new Int32Array(STARTS);
  const startLines = new Int32Array(STARTS);
  const cursor: Cursor = { at: 0, failed: false };
  const done = { at: 0, written: 0, rows: 0, lines: 0, cell: 0 };
  let style = PLAIN;
  let plan: ScanPlan = { columns: 1, first: 0, until: 1, stop: 1, single: false };
  let inRemark = false;
  let inRow = false;

  function scan(from: number, end: number, last: boolean, wanted: number): Halt {
    const { separator, comment, lineEnd, complex, decimal } = style;
    const { columns, first, until, stop } = plan;
    const delimited = separator !== SPACE;
    const numbers = complex ? 2 : 1; // of a cell
    let halt: Halt;
    let at = from;
    let cell = done.cell;
    let written = 0;
    let rows = 0;
    let lines = 0;
    text[end] = lineEnd;

    for (;;) {
      if (inRemark) {
        at = text.indexOf(lineEnd, at);
        if (at >= end) {
          halt = last ? HALT.end : HALT.more;
          break;
        }
        inRemark = false;
      }
      while (isBlank(text[at], separator, lineEnd)) at++;
      const head = text[at];
      const rowEnds = head === lineEnd || head === comment;
      if (at >= end && (!last || cell === 0)) {
        halt = last ? HALT.end : HALT.more;
        break;
      }
      if (rowEnds && cell === 0) {
        if (head === comment) inRemark = true;
        else {
          at++;
          lines++;
        }
        continue;
      }
      if (cell === stop && cell < columns) {
        halt = HALT.stop;
        break;
      }
      if (written + numbers > VALUES) {
        halt = HALT.full;
        break;
      }
      const isWanted = cell >= first && cell < until;
      if (!rowEnds) {
        if (cell >= columns) {
          halt = HALT.tooMany;
          break;
        }
        cursor.at = at;
        cursor.failed = false;
        if (delimited && head === separator) giveNothing(written, numbers);
        else if (!isWanted) skipCell(text, cursor, style);
        else if (complex || head === QUOTE) readCell(text, cursor, style, values, written);
        else values[written] = readReal(text, cursor, decimal);

        let behind = cursor.at;
        if (!cursor.failed) while (isBlank(text[behind], separator, lineEnd)) behind++;
        if (behind + 1 >= end && !last) {
          halt = HALT.more; // the cell may go on in the next block
          break;
        }
        const next = text[behind];
        const followed = next === lineEnd || next === comment;
        const separated = delimited ? next === separator : behind > cursor.at;
        if (cursor.failed || !(followed || separated)) {
          halt = HALT.notANumber;
          break;
        }
        if (isWanted) written += numbers;
        cell++;
        at = behind;
        if (!followed) {
          if (delimited) at++;
          continue;
        }
      } else if (delimited && cell < columns) {
        giveNothing(written, numbers); // nothing between the last separator and the line's end
        if (isWanted) written += numbers;
        cell++;
      }

      if (cell !== columns) {
        halt = HALT.tooFew;
        break;
      }
      if (text[at] !== lineEnd) inRemark = true;
      else if (at < end) {
        at++;
        lines++;
      }
      cell = 0;
      if (++rows === wanted) {
        halt = HALT.rows;
        break;
      }
    }
    done.at = at;
    done.cell = cell;
    done.written = written;
    done.rows = rows;
    done.lines = lines;
    return halt;
  }

  function giveNothing(place: number, numbers: number): void {
    for (let n = 0; n < numbers; n++) values[place + n] = NaN;
  }

  function findRows(from: number, end: number, last: boolean, wanted: number): Halt {
    const { separator, comment, lineEnd } = style;
    let at = from;
    let found = 0;
    let lines = 0;
    let halt: Halt = last ? HALT.end : HALT.more;
    text[end] = lineEnd;
    for (;;) {
      if (inRow) {
        at = text.indexOf(lineEnd, at);
        if (at >= end) break;
        at++;
        lines++;
        inRow = false;
      }
      while (isBlank(text[at], separator, lineEnd)) at++;
      if (at >= end) break;
      if (text[at] !== lineEnd && text[at] !== comment) {
        if (found === wanted) {
          halt = HALT.full;
          break;
        }
        startLines[found] = lines;
        starts[found++] = at;
      }
      inRow = true;
    }
    done.at = at;
    done.written = found;
    done.lines = lines;
    return halt;
  }

  return {
    text: text.subarray(0, TEXT_BYTES),
    get values() {
      return values;
    },
    starts,
    startLines,
    setStyle(given) {
      style = given;
    },
    begin(given, cell) {
      plan = given;
      values = plan.single ? singles : doubles;
      done.cell = cell;
      inRemark = false;
    },
    scan,
    beginRows() {
      inRow = false;
    },
    findRows,
    get at() {
      return done.at;
    },
    get written() {
      return done.written;
    },
    get rows() {
      return done.rows;
    },
    get lines() {
      return done.lines;
    },
    get cell() {
      return done.cell;
    },
  };
}
