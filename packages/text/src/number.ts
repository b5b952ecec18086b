import { readExact } from "./exact.ts";
import { CLOSE, HASH, MINUS, NINE, OPEN, PLUS, SLASH, ZERO } from "./style.ts";

/** A place in a text that a function moves on, and whether it found what it sought. */
export interface Cursor {
  /** After success, the byte behind the number; after failure, the byte that cannot be part of one. */
  at: number;
  failed: boolean;
}

/** Every power of ten that a double holds exactly. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** A mantissa below this takes another digit and stays an exact integer. */
const ROOM_FOR_A_DIGIT = 900719925474099;
/** Past this an exponent only says zero or infinity; counting on would overflow. */
const EXPONENT_LIMIT = 1_000_000;
const LONGEST_WORD = 9;

const WORDS: ReadonlyMap<string, number> = new Map([
  ["nan", NaN],
  ["na", NaN],
  ["n/a", NaN],
  ["null", NaN],
  ["none", NaN],
  ["inf", Infinity],
  ["infinity", Infinity],
]);

/**
 * Reads one real number at `cursor.at`: sign, digits, decimal mark, exponent (`e`, or Fortran's `d` and `q`), or one of
 * the spellings of not-a-number and infinity (`NaN`, `NA`, `-inf`, `Infinity`, `1.#INF`, `nan(ind)`...).
 *
 * Fifteen digits and a power of ten up to 22 are one exact multiplication or division (Clinger, "How to read floating
 * point numbers accurately", 1990); all else goes to {@link readExact}.
 */
export function readReal(text: Uint8Array, cursor: Cursor, decimal: number): number {
  let at = cursor.at;
  let byte = text[at];
  let sign = 1;
  if (byte === MINUS || byte === PLUS) {
    if (byte === MINUS) sign = -1;
    byte = text[++at];
  }
  const begin = at;
  let mantissa = 0;
  let power = 0;
  let exact = true;
  while (byte >= ZERO && byte <= NINE) {
    if (mantissa < ROOM_FOR_A_DIGIT) mantissa = mantissa * 10 + (byte - ZERO);
    else {
      power++;
      if (byte !== ZERO) exact = false;
    }
    byte = text[++at];
  }
  let digits = at - begin;
  if (byte === decimal) {
    const mark = at;
    byte = text[++at];
    while (byte >= ZERO && byte <= NINE) {
      if (mantissa < ROOM_FOR_A_DIGIT) {
        mantissa = mantissa * 10 + (byte - ZERO);
        power--;
      } else if (byte !== ZERO) exact = false;
      byte = text[++at];
    }
    digits += at - mark - 1;
    if (byte === HASH && digits === 1) return sign * readDotWord(text, cursor, at);
  }
  if (digits === 0) return at === begin ? sign * readWord(text, cursor, at) : fail(cursor, at);

  const letter = byte | 32;
  if (letter === 101 || letter === 100 || letter === 113) {
    byte = text[++at];
    let exponentSign = 1;
    if (byte === MINUS || byte === PLUS) {
      if (byte === MINUS) exponentSign = -1;
      byte = text[++at];
    }
    if (!(byte >= ZERO && byte <= NINE)) return fail(cursor, at);
    let exponent = 0;
    while (byte >= ZERO && byte <= NINE) {
      if (exponent < EXPONENT_LIMIT) exponent = exponent * 10 + (byte - ZERO);
      byte = text[++at];
    }
    power += exponentSign * exponent;
  }
  cursor.at = at;
  cursor.failed = false;
  if (exact) {
    if (power === 0) return sign * mantissa;
    if (power > 0 && power <= 22) return sign * mantissa * POWERS_OF_TEN[power];
    if (power < 0 && power >= -22) return (sign * mantissa) / POWERS_OF_TEN[-power];
    if (mantissa === 0) return sign * 0;
  }
  return sign * readExact(text, begin, at);
}

/** A word that stands for a number. In a complex cell its last letter may be the imaginary unit: that is left. */
function readWord(text: Uint8Array, cursor: Cursor, from: number): number {
  let at = from;
  let word = "";
  for (let byte = text[at]; isWordByte(byte) && word.length < LONGEST_WORD; byte = text[++at]) {
    word += String.fromCharCode(byte).toLowerCase();
  }
  let value = WORDS.get(word);
  if (value === undefined && (word.endsWith("i") || word.endsWith("j"))) {
    value = WORDS.get(word.slice(0, -1));
    at--;
  }
  if (value === undefined) return fail(cursor, at);
  if (word === "nan" && text[at] === OPEN) {
    do at++;
    while (isWordByte(text[at]));
    if (text[at] !== CLOSE) return fail(cursor, at);
    at++;
  }
  cursor.at = at;
  cursor.failed = false;
  return value;
}

/** What old Microsoft libraries print: `1.#INF`, `1.#QNAN`, `1.#IND00`. `hash` is the place of the `#`. */
function readDotWord(text: Uint8Array, cursor: Cursor, hash: number): number {
  let at = hash + 1;
  const letter = text[at] | 32;
  const infinite = letter === 105 && (text[at + 2] | 32) === 102; // I.F, not I.D
  while (isWordByte(text[at]) || (text[at] >= ZERO && text[at] <= NINE)) at++;
  if (at === hash + 1) return fail(cursor, at);
  cursor.at = at;
  cursor.failed = false;
  return infinite ? Infinity : NaN;
}

function isWordByte(byte: number): boolean {
  const letter = byte | 32;
  return (letter >= 97 && letter <= 122) || byte === SLASH;
}

function fail(cursor: Cursor, at: number): number {
  cursor.at = at;
  cursor.failed = true;
  return NaN;
}
