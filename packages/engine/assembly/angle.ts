import { add, mul, sub } from "./lanes";

/**
 * Sine and cosine of stored angles. The stored angle p is reduced in its own unit: j = round(p / h) with h half a turn
 * in that unit, r = p - j h within a quarter turn, where h is split in two so that the first product is exact (Cody &
 * Waite 1980). Then r becomes radians, polynomials give sin r and cos r, and odd j turn the sign of both. Half turns
 * instead of the usual quarters cost one more term in each polynomial, and save changing sine for cosine.
 *
 * The constants of the present `Decode` stand at a fixed address, so that every use is one load. Elements of T:
 */
const OFFSET = 0; // p is the stored number less this
const PER_HALF = 1; // 1 / h
const HALF_1 = 2; // h in two parts
const HALF_2 = 3;
const RADIANS = 4; // radians in a unit, negative where the angle counts backwards
const LOWEST = 5; // ROUND less the most half turns that can be taken off exactly
const ROUND = 6; // 1.5 x 2^23 (2^52): adding it rounds to an integer
const ONE = 7;
const MINUS_HALF = 8;
const SINE = 9; // polynomial, highest power first: 4 (7) numbers
const COSINE = 16; // likewise
const EXACT = 24; // a multiple of 8 bytes; two float64: the offset, and radians in a unit with the angle's sign

/** Twice the most half turns, as a power of 2. */
const REACH_32 = 12;
const REACH_64 = 27;

const single: usize = memory.data(24 * 4 + 16, 16);
const double: usize = memory.data(24 * 8 + 16, 16);

@inline
function table<T>(): usize {
  return sizeof<T>() == 4 ? single : double;
}

/** Takes the constants of a `Decode`: before all else. */
export function useConstants<T>(constants: usize): void {
  memory.copy(table<T>(), constants, EXACT * sizeof<T>() + 16);
}

@inline
function constant<T>(index: usize): v128 {
  return v128.load_splat<T>(table<T>() + index * sizeof<T>());
}

@inline
function scalar<T>(index: usize): T {
  return load<T>(table<T>() + index * sizeof<T>());
}

@inline
export function unbiased<T>(stored: v128): v128 {
  return sub<T>(stored, constant<T>(OFFSET));
}

/** p / h + ROUND: the low bits are j. */
@inline
export function halfTurns<T>(p: v128): v128 {
  return add<T>(mul<T>(p, constant<T>(PER_HALF)), constant<T>(ROUND));
}

/** r, in radians. */
@inline
export function remainder<T>(p: v128, rounded: v128): v128 {
  const j = sub<T>(rounded, constant<T>(ROUND));
  const r = sub<T>(p, mul<T>(j, constant<T>(HALF_1)));
  return mul<T>(sub<T>(r, mul<T>(j, constant<T>(HALF_2))), constant<T>(RADIANS));
}

/** The sign bit where j is odd. */
@inline
export function oddSign<T>(rounded: v128): v128 {
  return sizeof<T>() == 4 ? i32x4.shl(rounded, 31) : i64x2.shl(rounded, 63);
}

/** A whole number for {@link beyond}, of `halfTurns` of an angle. */
@inline
export function above<T>(rounded: v128): v128 {
  return sizeof<T>() == 4
    ? i32x4.sub(rounded, constant<T>(LOWEST))
    : i64x2.sub(rounded, constant<T>(LOWEST));
}

/** Not zero where one of the numbers of {@link above} that were joined by OR is of an angle too large, or not finite. */
@inline
export function beyond<T>(above: v128): v128 {
  return sizeof<T>() == 4 ? i32x4.shr_u(above, REACH_32) : i64x2.shr_u(above, REACH_64);
}

/** The same of one angle: true where it can be reduced. */
export function reached<T>(stored: T): bool {
  const rounded = (stored - scalar<T>(OFFSET)) * scalar<T>(PER_HALF) + scalar<T>(ROUND);
  if (sizeof<T>() == 4) {
    const above = reinterpret<u32>(<f32>rounded) - reinterpret<u32>(<f32>scalar<T>(LOWEST));
    return above >> REACH_32 == 0;
  }
  return (reinterpret<u64>(<f64>rounded) - reinterpret<u64>(<f64>scalar<T>(LOWEST))) >> REACH_64 == 0;
}

/** r + r z P(z), z = r^2 */
@inline
export function sine<T>(r: v128, z: v128): v128 {
  const s = polynomial<T>(SINE, z);
  return add<T>(mul<T>(mul<T>(s, z), r), r);
}

/** 1 + z (-1/2 + z Q(z)) */
@inline
export function cosine<T>(z: v128): v128 {
  const c = add<T>(mul<T>(polynomial<T>(COSINE, z), z), constant<T>(MINUS_HALF));
  return add<T>(mul<T>(c, z), constant<T>(ONE));
}

/** Degree 3 (6). */
@inline
function polynomial<T>(first: usize, z: v128): v128 {
  let p = constant<T>(first);
  p = add<T>(mul<T>(p, z), constant<T>(first + 1));
  p = add<T>(mul<T>(p, z), constant<T>(first + 2));
  p = add<T>(mul<T>(p, z), constant<T>(first + 3));
  if (sizeof<T>() == 8) {
    p = add<T>(mul<T>(p, z), constant<T>(first + 4));
    p = add<T>(mul<T>(p, z), constant<T>(first + 5));
    p = add<T>(mul<T>(p, z), constant<T>(first + 6));
  }
  return p;
}

/** A stored angle in radians, by scalar float64: for the few that the reduction above does not reach. */
export function radians<T>(stored: f64): f64 {
  const exact = table<T>() + EXACT * sizeof<T>();
  return (stored - load<f64>(exact)) * load<f64>(exact, 8);
}
