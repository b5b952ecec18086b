import { add, mul, splat, sub } from "./lanes";

/**
 * Sine and cosine of stored angles. The stored angle p is reduced in its own unit: j = round(p / q) with q a quarter
 * turn in that unit, r = p - j q within an eighth of a turn, where q is split in three so that the first two products
 * are exact (Cody & Waite 1980). Then r becomes radians, and the polynomials of Moshier's Cephes give sin r and cos r;
 * j decides which is which, and the signs.
 *
 * Constants of a `Decode`, elements of T: */
const OFFSET = 0; // p is the stored number less this
const PER_QUARTER = 1; // 1 / q
const QUARTER_1 = 2; // q in three parts
const QUARTER_2 = 3;
const QUARTER_3 = 4;
const RADIANS = 5; // radians in a unit
export const LIMIT = 6; // larger |p| lose too much: careful.ts
const FLIP = 7; // the sign bit where the angle counts backwards, else 0
const ROUND = 8; // 1.5 x 2^23 (2^52): adding it rounds to an integer
const SINE = 9; // polynomial, highest power first: 3 (6) numbers
const COSINE = 15; // likewise, the terms after 1 - z/2
const EXACT = 24; // two float64: the offset, and radians in a unit with the angle's sign

// @ts-ignore: decorator
@inline
export function constant<T>(constants: usize, index: usize): v128 {
  return splat<T>(constants + index * sizeof<T>());
}

// @ts-ignore: decorator
@inline
export function unbiased<T>(constants: usize, stored: v128): v128 {
  return sub<T>(stored, constant<T>(constants, OFFSET));
}

// @ts-ignore: decorator
@inline
export function unbiasedScalar<T>(constants: usize, stored: T): T {
  return stored - load<T>(constants);
}

/** p / q + ROUND: the low bits are j. */
// @ts-ignore: decorator
@inline
export function quarters<T>(constants: usize, p: v128): v128 {
  return add<T>(mul<T>(p, constant<T>(constants, PER_QUARTER)), constant<T>(constants, ROUND));
}

/** r, in radians. */
// @ts-ignore: decorator
@inline
export function remainder<T>(constants: usize, p: v128, rounded: v128): v128 {
  const j = sub<T>(rounded, constant<T>(constants, ROUND));
  let r = sub<T>(p, mul<T>(j, constant<T>(constants, QUARTER_1)));
  r = sub<T>(r, mul<T>(j, constant<T>(constants, QUARTER_2)));
  r = sub<T>(r, mul<T>(j, constant<T>(constants, QUARTER_3)));
  return mul<T>(r, constant<T>(constants, RADIANS));
}

/** r + r z P(z), z = r^2 */
// @ts-ignore: decorator
@inline
export function sine<T>(constants: usize, r: v128, z: v128): v128 {
  let s = constant<T>(constants, SINE);
  s = add<T>(mul<T>(s, z), constant<T>(constants, SINE + 1));
  s = add<T>(mul<T>(s, z), constant<T>(constants, SINE + 2));
  if (sizeof<T>() == 8) {
    s = add<T>(mul<T>(s, z), constant<T>(constants, SINE + 3));
    s = add<T>(mul<T>(s, z), constant<T>(constants, SINE + 4));
    s = add<T>(mul<T>(s, z), constant<T>(constants, SINE + 5));
  }
  return add<T>(mul<T>(mul<T>(s, z), r), r);
}

/** 1 - z/2 + z^2 Q(z) */
// @ts-ignore: decorator
@inline
export function cosine<T>(constants: usize, z: v128): v128 {
  let c = constant<T>(constants, COSINE);
  c = add<T>(mul<T>(c, z), constant<T>(constants, COSINE + 1));
  c = add<T>(mul<T>(c, z), constant<T>(constants, COSINE + 2));
  if (sizeof<T>() == 8) {
    c = add<T>(mul<T>(c, z), constant<T>(constants, COSINE + 3));
    c = add<T>(mul<T>(c, z), constant<T>(constants, COSINE + 4));
    c = add<T>(mul<T>(c, z), constant<T>(constants, COSINE + 5));
  }
  const half = mul<T>(z, v128.splat<T>(<T>0.5));
  return add<T>(sub<T>(mul<T>(mul<T>(c, z), z), half), v128.splat<T>(<T>1));
}

/** All ones where j is odd: sine and cosine change places. */
// @ts-ignore: decorator
@inline
export function swapped<T>(rounded: v128): v128 {
  if (sizeof<T>() == 4) return i32x4.neg(v128.and(rounded, i32x4.splat(1)));
  return i64x2.neg(v128.and(rounded, i64x2.splat(1)));
}

/** The sign bit of sin(p): j in 2, 3. */
// @ts-ignore: decorator
@inline
export function sineSign<T>(constants: usize, rounded: v128): v128 {
  const flip = constant<T>(constants, FLIP);
  if (sizeof<T>() == 4) return v128.xor(flip, i32x4.shl(v128.and(rounded, i32x4.splat(2)), 30));
  return v128.xor(flip, i64x2.shl(v128.and(rounded, i64x2.splat(2)), 62));
}

/** The sign bit of cos(p): j in 1, 2. */
// @ts-ignore: decorator
@inline
export function cosineSign<T>(rounded: v128): v128 {
  if (sizeof<T>() == 4)
    return i32x4.shl(v128.and(i32x4.add(rounded, i32x4.splat(1)), i32x4.splat(2)), 30);
  return i64x2.shl(v128.and(i64x2.add(rounded, i64x2.splat(1)), i64x2.splat(2)), 62);
}

/** A stored angle in radians, by scalar float64: for the few that the reduction above does not reach. */
export function radians<T>(constants: usize, stored: f64): f64 {
  const exact = constants + EXACT * sizeof<T>();
  return (stored - load<f64>(exact)) * load<f64>(exact, 8);
}
