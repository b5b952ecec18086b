// Numbers of up to 19 digits, with an exponent of two digits or none: what savetxt, pandas, MATLAB, Fortran and C's %e
// write.

import { decimalToDouble, nearlyDecimal } from "./decimal";
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
import { decimal, PLUS, ZERO } from "./style";

const LETTER_E: u32 = 101;
/** `e-05` */
const EXPONENT_BYTES: usize = 4;
/** Of 19 digits, those before the last 16. */
const MOST_BEFORE: u32 = 3;
const TEN_TO_16: u64 = 10000000000000000;

/** Whether the last call found a number. */
export let isNumber: bool = false;

/** The size of the number in `[start, end)`, which has no sign; near enough to be rounded to float32 if `single`. */
@inline
export function readLong(start: usize, end: usize, mark: v128, single: bool): f64 {
  isNumber = false;
  let mantissaEnd = end;
  let power = 0;
  if ((<u32>load<u8>(end - EXPONENT_BYTES) | 32) == LETTER_E) {
    mantissaEnd -= EXPONENT_BYTES;
    const sign = <u32>load<u8>(mantissaEnd, 1) - PLUS; // 2: minus. Looked at without a branch: it is as good as random.
    const tens = <u32>load<u8>(mantissaEnd, 2) - ZERO;
    const ones = <u32>load<u8>(mantissaEnd, 3) - ZERO;
    if (tens > 9 || ones > 9 || (sign & ~2) != 0) return 0;
    power = i32(tens * 10 + ones) * (1 - i32(sign));
  }
  const zero = v128.load(zeros);
  const beyond = v128.load(aboveNine);
  const length = u32(mantissaEnd - start);
  const behind = bytesBehindMark(mantissaEnd, mark);
  const marked = behind < min(length, AT_ONCE);
  let count = length - u32(marked);
  let decimals = marked ? behind : 0;
  let head: u64 = 0;
  if (count - 1 >= AT_ONCE) {
    const last = AT_ONCE + u32(marked);
    if (length - last > MOST_BEFORE + 1) return 0;
    const headEnd = mantissaEnd - last;
    // A loop: these are few, and as many in each number of a file.
    let marks = u32(marked);
    for (let p = start; p < headEnd; p++) {
      const byte = <u32>load<u8>(p);
      const digit = byte - ZERO;
      if (digit <= 9) head = head * 10 + u64(digit);
      else if (byte == decimal && marks++ == 0) decimals = AT_ONCE + u32(headEnd - p) - 1;
      else return 0;
    }
    if (length - AT_ONCE - marks > MOST_BEFORE) return 0;
    count = AT_ONCE;
  }
  const digits = digitsBefore(mantissaEnd, behind, count, zero);
  if (!areDigits(digits, beyond)) return 0;
  isNumber = true;
  const mantissa = head * TEN_TO_16 + number(digits);
  power -= i32(decimals);
  return single ? nearlyDecimal(mantissa, power) : decimalToDouble(mantissa, power);
}

@inline
function number(digits: v128): u64 {
  const both = u64(i64x2.extract_lane(eights(digits, v128.load(pairing), v128.load(hundreds), v128.load(tenThousands)), 0));
  return u64(u32(both)) * 100000000 + (both >> 32);
}
