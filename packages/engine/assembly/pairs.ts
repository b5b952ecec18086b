import { COMPLEX, even64, odd64, zipHigh, zipLow } from "./lanes";

/**
 * Stored complex numbers to complex vectors; cells that are not finite become 0.
 *
 * Frames `frameBytes` apart, pairs `pairBytes` apart: one of the two is the size of a pair, so rows and columns are
 * read alike.
 *
 * @returns cells of the `present` frames that were not finite
 */
export function pairs<T>(
  numbers: usize,
  frameBytes: usize,
  pairBytes: usize,
  bins: i32,
  present: i32,
  out: usize,
): i32 {
  let bad = 0;
  const step = present > 1 ? frameBytes : 0;
  for (let k = 0; k < bins; k++) {
    const at = numbers + <usize>k * pairBytes;
    let re: v128;
    let im: v128;
    if (sizeof<T>() == 4) {
      const a = v128.load64_zero(at);
      const b = v128.load64_zero(at + step);
      const c = v128.load64_zero(at + (present > 2 ? 2 * frameBytes : 0));
      const d = v128.load64_zero(at + (present > 3 ? 3 * frameBytes : 0));
      const p = zipLow(a, c);
      const q = zipLow(b, d);
      re = zipLow(p, q);
      im = zipHigh(p, q);
    } else {
      const a = v128.load(at);
      const b = v128.load(at + step);
      re = even64(a, b);
      im = odd64(a, b);
    }
    const zero = v128.splat<T>(<T>0);
    const finite = v128.and(
      v128.eq<T>(v128.sub<T>(re, re), zero),
      v128.eq<T>(v128.sub<T>(im, im), zero),
    );
    const to = out + <usize>k * COMPLEX;
    v128.store(to, v128.and(re, finite));
    v128.store(to, v128.and(im, finite), 16);
    if (!v128.all_true<i32>(finite)) bad += present - count<T>(finite, present);
  }
  return bad;
}

/** How many of the first `present` lanes are all ones. */
function count<T>(lanes: v128, present: i32): i32 {
  const mask = sizeof<T>() == 4 ? i32x4.bitmask(lanes) : i64x2.bitmask(lanes);
  return popcnt<i32>(mask & ((1 << present) - 1));
}
