// Sixteen digits at once, a decimal mark among them or not, without a branch on where it stands or how many they are.

/** Zeros, then ones: what begins at byte k has ones in its last k lanes. */
const lastLanes = memory.data<u64>([0, 0, u64.MAX_VALUE, u64.MAX_VALUE], 16);
/** Ones, then zeros: what begins at byte k has ones in all but its last k lanes. */
const firstLanes = memory.data<u64>([u64.MAX_VALUE, u64.MAX_VALUE, 0, 0, 0], 16);

// Engines would make these vectors anew for each number: who reads many loads them once, and hands them on.
/** What is taken from a digit to get its value. */
export const zeros = memory.data<u64>([0x3030303030303030, 0x3030303030303030], 16);
/** What is added to bytes to set the highest bit of those above 9. */
export const aboveNine = memory.data<u64>([0x7676767676767676, 0x7676767676767676], 16);
/** 10 * 256 + 1: the upper byte of its product with two digits is the number they are. */
export const pairing = memory.data<u16>([2561, 2561, 2561, 2561, 2561, 2561, 2561, 2561], 16);
export const hundreds = memory.data<u16>([100, 1, 100, 1, 100, 1, 100, 1], 16);
export const tenThousands = memory.data<u16>([10000, 1, 10000, 1, 10000, 1, 10000, 1], 16);

/** How many digits are read at once. */
export const AT_ONCE: u32 = 16;

/** How many of the 16 bytes before `end` stand behind the last mark there; 17 if there is none. */
@inline
export function bytesBehindMark(end: usize, mark: v128): u32 {
  return u32(clz(i8x16.bitmask(i8x16.eq(v128.load(end - 16), mark)) << 1)) - 15;
}

/**
 * The last `count` digits before `end`, 16 at most, in the last lanes, zeros before them. A mark with `behind` bytes behind
 * it is left out. Bytes that are no digits give lanes above 9. Looks at 17 bytes.
 */
@inline
export function digitsBefore(end: usize, behind: u32, count: u32, zero: v128): v128 {
  // What stands before the mark moves on into its place.
  const joined = v128.bitselect(v128.load(end - 17), v128.load(end - 16), v128.load(firstLanes + behind));
  return v128.and(i8x16.sub(joined, zero), v128.load(lastLanes + count));
}

/** Whether no lane is above 9. */
@inline
export function areDigits(lanes: v128, beyond: v128): bool {
  return i8x16.bitmask(i8x16.add_sat_u(lanes, beyond)) == 0;
}

/** 16 digits as two numbers of eight, in the first two lanes of 32 bits: put together to pairs, fours, eights. */
@inline
export function eights(digits: v128, pair: v128, hundred: v128, tenThousand: v128): v128 {
  const pairs = i16x8.shr_u(i16x8.mul(digits, pair), 8);
  const fours = i32x4.dot_i16x8_s(pairs, hundred);
  return i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), tenThousand);
}
