// One real number: the twin of src/number.ts, which says what is read.

import { decimalToDouble, nearest } from "./decimal";
import { CLOSE, decimal, HASH, MINUS, OPEN, PLUS, SLASH, ZERO } from "./style";

/** What a host does with the few numbers that 19 digits do not decide. */
@external("host", "readExact")
declare function readExact(from: usize, until: usize): f64;

const LETTER_A: u32 = 97;
const LETTER_Z: u32 = 122;
const EXPONENT_LIMIT: i32 = 1_000_000;
/** Digits of a mantissa that fit into 64 bits. */
const MOST_DIGITS: i32 = 19;
const LONGEST_WORD: i32 = 8;

/** After success the byte behind what was read, after failure the byte that cannot be part of it. */
export let at: usize = 0;
export let failed: bool = false;

@inline
export function moveTo(place: usize): void {
  at = place;
  failed = false;
}

export function fail(place: usize): void {
  at = place;
  failed = true;
}

@inline
function isDigit(byte: u32): bool {
  return byte - ZERO < 10;
}

/** Whether eight bytes are digits: each has 3 as its high half, and still has when 6 is added. */
@inline
function areDigits(eight: u64): bool {
  return (eight & (eight + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0) == 0x3030303030303030;
}

/** The number that eight digits are: in pairs, then in fours, then all (Lemire's and Mula's multiplications). */
@inline
function eightDigits(eight: u64): u64 {
  let pairs = eight - 0x3030303030303030;
  pairs = pairs * 10 + (pairs >> 8);
  const odd = (pairs & 0x000000ff000000ff) * 0x000f424000000064;
  const even = ((pairs >> 16) & 0x000000ff000000ff) * 0x0000271000000001;
  return (odd + even) >> 32;
}

/** Reads the number at `start`. */
export function readReal(start: usize): f64 {
  let p = start;
  let byte = <u32>load<u8>(p);
  const negative = byte == MINUS;
  if (negative || byte == PLUS) byte = load<u8>(++p);
  const begin = p;
  let mantissa: u64 = 0;
  while (isDigit(byte)) {
    mantissa = mantissa * 10 + u64(byte - ZERO);
    byte = load<u8>(++p);
  }
  let digits = i32(p - begin);
  let power: i32 = 0;
  let mark: usize = 0;
  if (byte == decimal) {
    mark = p++;
    for (let eight = load<u64>(p); areDigits(eight); eight = load<u64>(p)) {
      mantissa = mantissa * 100000000 + eightDigits(eight);
      p += 8;
    }
    byte = load<u8>(p);
    while (isDigit(byte)) {
      mantissa = mantissa * 10 + u64(byte - ZERO);
      byte = load<u8>(++p);
    }
    power = i32(mark + 1) - i32(p);
    digits -= power;
    if (byte == HASH && digits == 1) return readDotWord(p, negative);
  }
  if (digits == 0) {
    if (p == begin) return readWord(p, negative);
    fail(p);
    return NaN;
  }
  const digitsEnd = p;

  const letter = byte | 32;
  if (letter == 101 || letter == 100 || letter == 113) {
    byte = load<u8>(++p);
    const down = byte == MINUS;
    if (down || byte == PLUS) byte = load<u8>(++p);
    if (!isDigit(byte)) {
      fail(p);
      return NaN;
    }
    let exponent: i32 = 0;
    while (isDigit(byte)) {
      if (exponent < EXPONENT_LIMIT) exponent = exponent * 10 + i32(byte - ZERO);
      byte = load<u8>(++p);
    }
    power += down ? -exponent : exponent;
  }
  moveTo(p);
  const value =
    digits <= MOST_DIGITS ? decimalToDouble(mantissa, power) : readLong(begin, digitsEnd, mark, p, power);
  return negative ? -value : value;
}

/**
 * A number of more digits than 64 bits hold. The first 19 decide it, unless the next larger mantissa gives another
 * double: then all of them must be looked at.
 */
function readLong(begin: usize, digitsEnd: usize, mark: usize, end: usize, power: i32): f64 {
  let mantissa: u64 = 0;
  let kept = 0;
  let dropped = 0;
  let truncated = false;
  for (let p = begin; p < digitsEnd; p++) {
    if (p == mark) continue;
    const digit = u64(load<u8>(p)) - ZERO;
    if (kept < MOST_DIGITS) {
      mantissa = mantissa * 10 + digit;
      if (mantissa != 0) kept++; // zeros before the first digit do not count
    } else {
      dropped++;
      if (digit != 0) truncated = true;
    }
  }
  power += dropped;
  if (!truncated) return decimalToDouble(mantissa, power);
  const bits = nearest(mantissa, power);
  return bits == nearest(mantissa + 1, power) ? reinterpret<f64>(bits) : readExact(begin, end);
}

@inline
function isWordByte(byte: u32): bool {
  const letter = byte | 32;
  return (letter >= LETTER_A && letter <= LETTER_Z) || byte == SLASH;
}

// Words as numbers, their first letter lowest.
const WORD_NAN: u64 = 0x6e616e;
const WORD_NA: u64 = 0x616e;
const WORD_N_A: u64 = 0x612f6e;
const WORD_NULL: u64 = 0x6c6c756e;
const WORD_NONE: u64 = 0x656e6f6e;
const WORD_INF: u64 = 0x666e69;
const WORD_INFINITY: u64 = 0x7974696e69666e69;

function isNothing(word: u64): bool {
  return word == WORD_NAN || word == WORD_NA || word == WORD_N_A || word == WORD_NULL || word == WORD_NONE;
}

function isInfinite(word: u64): bool {
  return word == WORD_INF || word == WORD_INFINITY;
}

/** A word that stands for a number. In a complex cell its last letter may be the imaginary unit: that is left. */
function readWord(from: usize, negative: bool): f64 {
  let p = from;
  let word: u64 = 0;
  let length = 0;
  for (let byte = <u32>load<u8>(p); isWordByte(byte) && length < LONGEST_WORD; byte = load<u8>(++p)) {
    word |= u64(byte == SLASH ? byte : byte | 32) << (8 * length);
    length++;
  }
  if (!isNothing(word) && !isInfinite(word) && length > 1) {
    const unit = word >> (8 * (length - 1));
    const rest = word & ((u64(1) << (8 * (length - 1))) - 1);
    if (unit == 105 || unit == 106) {
      word = rest;
      p--;
    }
  }
  if (isInfinite(word)) {
    moveTo(p);
    return negative ? -Infinity : Infinity;
  }
  if (!isNothing(word)) {
    fail(p);
    return NaN;
  }
  if (word == WORD_NAN && load<u8>(p) == OPEN) {
    do p++;
    while (isWordByte(load<u8>(p)));
    if (load<u8>(p) != CLOSE) {
      fail(p);
      return NaN;
    }
    p++;
  }
  moveTo(p);
  return NaN;
}

/** What old Microsoft libraries print: `1.#INF`, `1.#QNAN`, `1.#IND00`. `hash` is the place of the `#`. */
function readDotWord(hash: usize, negative: bool): f64 {
  let p = hash + 1;
  const infinite = (load<u8>(p) | 32) == 105 && (load<u8>(p, 2) | 32) == 102; // I.F, not I.D
  while (isWordByte(load<u8>(p)) || isDigit(load<u8>(p))) p++;
  if (p == hash + 1) {
    fail(p);
    return NaN;
  }
  moveTo(p);
  return infinite ? (negative ? -Infinity : Infinity) : NaN;
}
