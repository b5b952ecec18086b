import { type ByteSource, throwIfAborted } from "@unspectro/core/plugin";
import type { TextMatrix } from "./describe.ts";
import type { RowIndex } from "./row-index.ts";
import { tokensOf } from "./tokens.ts";

/** How finely the numbers of a text are written. */
export interface Grain {
  /** The most significant digits that a number was seen to have; 0: none but zeros were seen. */
  readonly digits: number;
  /** Whether they are numbers of float32, printed in at least as many digits as tell any two of these apart. */
  readonly single: boolean;
}

/** Places in the file that are looked at, and how far at each. */
const PLACES = 8;
const PLACE_BYTES = 512;
/** Digits that tell any two numbers of float32 apart. */
const SINGLE_DIGITS = 9;
/**
 * So many numbers of nine digits or more that all lie next to one of float32 are no coincidence: one in six does, at
 * most, of other numbers.
 */
const TELLING = 16;
/** Of a step of the last digit: what float64 may be off in working this out. */
const TOLERANCE = 1e-3;

/**
 * Looks at numbers all over a file, because its beginning may be silence: how many digits they have, and whether they are
 * float32's.
 *
 * @throws FormatError `aborted`, and what reading throws
 */
export async function grainOf(
  bytes: ByteSource,
  matrix: TextMatrix,
  index: RowIndex,
  rowBytes: number,
  signal?: AbortSignal,
): Promise<Grain> {
  const chunk = new Uint8Array(PLACE_BYTES);
  let lookedUntil = 0;
  let digits = 0;
  let fine = 0;
  let single = true;
  for (let n = 0; n < PLACES; n++) {
    throwIfAborted(signal, bytes.name);
    const part = (n + 0.5) / PLACES;
    const row = index.before(Math.floor(part * index.rows)).position;
    // A row longer than what is looked at is looked into at another place each time.
    const inside = rowBytes > PLACE_BYTES ? Math.floor(part * (rowBytes - PLACE_BYTES)) : 0;
    const position = row + inside;
    if (position < lookedUntil) continue;
    const got = await bytes.read(position, chunk, signal);
    lookedUntil = position + got;
    for (const cell of cellsIn(chunk.subarray(0, got), matrix, inside > 0)) {
      const number = numberIn(cell);
      if (number === undefined) continue;
      digits = Math.max(digits, number.digits);
      if (number.digits < SINGLE_DIGITS) continue;
      fine++;
      const off = Math.abs(number.value - Math.fround(number.value));
      if (off > (0.5 + TOLERANCE) * number.step) single = false;
    }
  }
  return { digits, single: single && fine >= TELLING };
}

/** The whole cells of a piece of the text that begins with a row, or inside one. */
function cellsIn(text: Uint8Array, { style, indexColumns }: TextMatrix, inside: boolean): string[] {
  const cells: string[] = [];
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf(style.lineEnd, at);
    const whole = found >= 0;
    const end = whole ? found : text.length;
    const tokens = tokensOf({ offset: 0, number: 0, bytes: text.subarray(at, end), whole }, style);
    cells.push(...tokens.slice(inside && at === 0 ? 1 : indexColumns).map((token) => token.text));
    at = end + 1;
  }
  return cells;
}

interface WrittenNumber {
  readonly value: number;
  /** Significant digits: zeros before the first other digit do not count. */
  readonly digits: number;
  /** What its last digit counts. */
  readonly step: number;
}

/** The first number in a cell. */
function numberIn(cell: string): WrittenNumber | undefined {
  const found = /^["(+-]*(\d*)[.,]?(\d*)(?:[edq]([+-]?\d+))?/i.exec(cell);
  const [, whole = "", fraction = "", exponent = "0"] = found ?? [];
  const digits = (whole + fraction).replace(/^0+/, "").length;
  if (digits === 0) return undefined;
  const step = Number(`1e${Number(exponent) - fraction.length}`);
  return { value: Number(`${whole}.${fraction}e${exponent}`), digits, step };
}
