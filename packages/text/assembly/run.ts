// Runs of real cells that are written without anything unusual: where nearly all time is spent.

import {
  aboveNine,
  areDigits,
  AT_ONCE,
  bytesBehindMark,
  digitsBefore,
  eights,
  hundreds,
  pairing,
  tenThousands,
  zeros,
} from "./digits";
import { isNumber, readLong } from "./long";
import { at, failed, readReal } from "./number";
import { decimal, LINE_FEED, lineEnd, MINUS, separator, skipBlanks, SPACE, TAB } from "./style";

/** How many cells the last call read. */
export let cellsRead: i32 = 0;

/** A block of text that is searched for separators at once, a bit for each byte. */
const BLOCK: usize = 64;
const LANES: usize = 16;

/** 10^0 to 10^15, then the same below zero: what mantissas that a double holds are divided by, rounded once. */
const scales = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, -1e0, -1e1, -1e2, -1e3, -1e4,
  -1e5, -1e6, -1e7, -1e8, -1e9, -1e10, -1e11, -1e12, -1e13, -1e14, -1e15,
]);
/** All integers below are doubles. */
const EXACT_INTEGERS: f64 = 9007199254740992;

/** What the halves of 16 digits are worth. */
const hundredMillions = memory.data<f64>([1e8, 1], 16);

/** Bits of the bytes in `[place, place + 64)` where a cell ends. */
@inline
function ends(place: usize, delimited: bool): u64 {
  return (
    endsIn(place, delimited) |
    (endsIn(place + LANES, delimited) << 16) |
    (endsIn(place + 2 * LANES, delimited) << 32) |
    (endsIn(place + 3 * LANES, delimited) << 48)
  );
}

@inline
function endsIn(place: usize, delimited: bool): u64 {
  const bytes = v128.load(place);
  if (delimited) return u64(i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(i8(separator)))));
  return u64(i8x16.bitmask(v128.andnot(blanks(bytes), blanks(v128.load(place - 1)))));
}

/** The bytes that are blank where blanks separate. */
@inline
function blanks(bytes: v128): v128 {
  const third = lineEnd == LINE_FEED ? 13 : SPACE;
  return v128.or(
    i8x16.eq(bytes, i8x16.splat(i8(SPACE))),
    v128.or(i8x16.eq(bytes, i8x16.splat(i8(TAB))), i8x16.eq(bytes, i8x16.splat(i8(third)))),
  );
}

/**
 * Reads at most `count` real cells from `start` on, each with another behind it, all before `end`. Answers where the first
 * cell begins that it did not read: one that is perhaps cut, or takes a closer look.
 */
export function readRun(start: usize, end: usize, into: usize, count: i32, single: bool): usize {
  const size: usize = single ? 4 : 8;
  const full = into + usize(count) * size;
  filled = into;
  let p = readCells(start, end, full, single, false);
  if (filled < full) p = readCells(p, end, full, single, true);
  cellsRead = i32((filled - into) / size);
  return p;
}

/** Where the next number goes. */
let filled: usize = 0;

/** With `long`, any cells; without, until one comes of more than 16 digits or with an exponent. */
@inline
function readCells(start: usize, end: usize, full: usize, single: bool, long: bool): usize {
  const delimited = separator != SPACE;
  const mark = i8x16.splat(i8(decimal));
  const zero = v128.load(zeros);
  const beyond = v128.load(aboveNine);
  const pair = v128.load(pairing);
  const hundred = v128.load(hundreds);
  const tenThousand = v128.load(tenThousands);
  const hundredMillion = v128.load(hundredMillions);
  const size: usize = single ? 4 : 8;
  let into = filled;
  let p = start;
  for (let block = start; block + BLOCK <= end; block += BLOCK) {
    for (let bits = ends(block, delimited); bits != 0; bits &= bits - 1) {
      const cellEnd = block + usize(ctz(bits));
      let first = <u32>load<u8>(p);
      if (first == SPACE) {
        p = skipBlanks(p);
        first = load<u8>(p);
      }
      const negative = u32(first == MINUS);
      let value: f64 = NaN;
      let isRead = false;
      if (long) {
        value = readLong(p + negative, cellEnd, mark, single);
        value = reinterpret<f64>(reinterpret<u64>(value) | (u64(negative) << 63));
        isRead = isNumber;
        if (!isRead) {
          value = readReal(p);
          isRead = !failed && skipBlanks(at) == cellEnd;
        }
      } else {
        const length = u32(cellEnd - p) - negative;
        const behind = bytesBehindMark(cellEnd, mark);
        const marked = behind < length;
        const digitCount = length - u32(marked);
        if (digitCount - 1 < AT_ONCE) {
          const digits = digitsBefore(cellEnd, behind, digitCount, zero);
          const parts = f64x2.convert_low_i32x4_s(eights(digits, pair, hundred, tenThousand));
          const halves = f64x2.mul(parts, hundredMillion);
          const mantissa = f64x2.extract_lane(halves, 0) + f64x2.extract_lane(halves, 1);
          const scale = (negative << 4) | (marked ? behind : 0);
          value = mantissa / load<f64>(scales + (scale << 3));
          isRead = areDigits(digits, beyond) && mantissa < EXACT_INTEGERS;
        }
      }
      if (!isRead) {
        filled = into;
        return p;
      }
      p = cellEnd + 1;
      if (!delimited) p = skipBlanks(p);
      if (single) store<f32>(into, f32(value));
      else store<f64>(into, value);
      into += size;
      if (into == full) {
        filled = into;
        return p;
      }
    }
  }
  filled = into;
  return p;
}
