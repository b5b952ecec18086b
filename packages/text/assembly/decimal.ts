// From decimal digits to the nearest double: Clinger, "How to read floating point numbers accurately" (1990), and
// Lemire, "Number parsing at a gigabyte per second" (2021), with the proof of Mushtak and Lemire (2023) that the second
// needs no fallback for mantissas of 64 bits.

import { powers } from "./memory";

const LOWEST_POWER: i32 = -342;
const HIGHEST_POWER: i32 = 308;
const MANTISSA_BITS: u64 = 52;
/** The leading bit of a mantissa, which is not stored. */
const LEADING_BIT: u64 = 0x10000000000000;
/** All integers up to here are doubles. */
const EXACT_INTEGERS: u64 = 0x20000000000000;
const EXPONENT_BIAS: i32 = 1023;
const INFINITE_EXPONENT: u64 = 0x7ff;

/** Every power of ten that a double holds exactly. */
const exactPowers = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]);

/** `mantissa` times ten to `power`, correctly rounded. */
export function decimalToDouble(mantissa: u64, power: i32): f64 {
  if (mantissa <= EXACT_INTEGERS && power >= -22 && power <= 22) {
    const value = f64(mantissa);
    return power < 0 ? value / load<f64>(exactPowers + (-power << 3)) : value * load<f64>(exactPowers + (power << 3));
  }
  return reinterpret<f64>(nearest(mantissa, power));
}

/** 10^-128 to 10^127, each rounded to a double. */
const roundedPowers = memory.data(256 * 8, 16);
const LOWEST_ROUNDED: i32 = -128;

/** To be called once, when the powers of five are there. */
export function roundPowers(): void {
  for (let n = 0; n < 256; n++) store<u64>(roundedPowers + (n << 3), nearest(1, n + LOWEST_ROUNDED));
}

/** The smallest positive normal number of float32. */
const LEAST_SINGLE: f64 = 1.1754943508222875e-38;
/** Bits that a double has and float32 has not; half of their range, where float32 is rounded up or down. */
const REST: u64 = 0x1fffffff;
const HALF: u64 = 0x10000000;
/** Three roundings, of the mantissa, the power and the product, put it off by so many steps at most. */
const STEPS: u64 = 4;

/**
 * A double that, rounded to float32, gives what `decimalToDouble` gives. `power`: from -128 to 127.
 *
 * A product of doubles is off by a few steps; that matters only where the exact one lies next to the middle of two
 * numbers of float32.
 */
@inline
export function nearlyDecimal(mantissa: u64, power: i32): f64 {
  const near = f64(mantissa) * load<f64>(roundedPowers + ((power - LOWEST_ROUNDED) << 3));
  const rest = reinterpret<u64>(near) & REST;
  if (near >= LEAST_SINGLE && rest - (HALF - STEPS) > 2 * STEPS) return near;
  return decimalToDouble(mantissa, power);
}

/** The bits of the double nearest to `mantissa` times ten to `power`. */
export function nearest(mantissa: u64, power: i32): u64 {
  if (mantissa == 0 || power < LOWEST_POWER) return 0;
  if (power > HIGHEST_POWER) return INFINITE_EXPONENT << MANTISSA_BITS;
  const zeros = clz(mantissa);
  const shifted = mantissa << zeros;

  // The product with the truncated power of five, to 128 bits: the second word only if it can matter.
  const entry = powers + (<usize>(power - LOWEST_POWER) << 4);
  const first = load<u64>(entry);
  let high = multiplyHigh(shifted, first);
  let low = shifted * first;
  const belowRounding: u64 = u64.MAX_VALUE >> (MANTISSA_BITS + 3);
  if ((high & belowRounding) == belowRounding) {
    const more = multiplyHigh(shifted, load<u64>(entry, 8));
    low += more;
    if (low < more) high++;
  }

  const top = i32(high >> 63);
  const shift = u64(top) + 64 - MANTISSA_BITS - 3;
  let rounded = high >> shift; // one bit more than fits, for rounding
  // 217706 / 2^16 is log2(10), close enough for every power there is.
  let exponent = ((217706 * power) >> 16) + 63 + top - i32(zeros) + EXPONENT_BIAS;

  if (exponent <= 0) {
    if (exponent <= -63) return 0;
    rounded >>= u64(1 - exponent);
    rounded += rounded & 1;
    rounded >>= 1;
    return rounded; // a subnormal; or, rounded up to 2^52, the smallest normal number, whose bits are the same
  }
  // Half way between two doubles: to the even one. It takes a power of five that fits into the product.
  if (low <= 1 && power >= -4 && power <= 23 && (rounded & 3) == 1 && rounded << shift == high) rounded &= ~1;
  rounded += rounded & 1;
  rounded >>= 1;
  if (rounded >= LEADING_BIT << 1) {
    rounded = LEADING_BIT;
    exponent++;
  }
  if (u64(exponent) >= INFINITE_EXPONENT) return INFINITE_EXPONENT << MANTISSA_BITS;
  return (rounded & (LEADING_BIT - 1)) | (u64(exponent) << MANTISSA_BITS);
}

/** The upper half of a product of 128 bits. */
@inline
function multiplyHigh(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  const carry = (middle & 0xffffffff) + aLow * bHigh;
  return aHigh * bHigh + (middle >> 32) + (carry >> 32);
}
