import { constant, cosine, flip, halfTurns, LIMIT, oddSign, remainder, sine, unbiased } from "./angle";
import { careful } from "./careful";
import { add, COMPLEX, lanes, mul, sub } from "./lanes";
import { transpose } from "./transpose";

/** Where the real and imaginary vectors of 4 (2) bins, still frame by frame, wait to be transposed. */
const re: usize = memory.data(64, 16);
const im: usize = memory.data(64, 16);

/**
 * Magnitudes and angles of one vector to real and imaginary parts, at `toRe` and `toIm`.
 *
 * @returns all ones in the lanes where that is right; the others are for careful.ts
 */
@inline
function cartesian<T>(magnitudes: usize, angles: usize, toRe: usize, toIm: usize): v128 {
  const p = unbiased<T>(v128.load(angles));
  const rounded = halfTurns<T>(p);
  const r = remainder<T>(p, rounded);
  const z = mul<T>(r, r);
  const magnitude = v128.load(magnitudes);
  const signed = v128.xor(magnitude, oddSign<T>(rounded));
  v128.store(toRe, mul<T>(signed, cosine<T>(z)));
  v128.store(toIm, mul<T>(v128.xor(signed, flip<T>()), sine<T>(r, z)));
  // m - m is 0, or NaN where m is not finite: one comparison sees both.
  const test = v128.abs<T>(add<T>(p, sub<T>(magnitude, magnitude)));
  return v128.le<T>(test, constant<T>(LIMIT));
}

/**
 * Frames that lie one after the other in memory (`frameBytes` apart), `present` of them: bins as complex vectors to
 * `out`. Absent frames repeat the first one, and are not counted.
 *
 * @returns cells that were not finite
 */
export function polarRows<T>(
  magnitude: usize,
  phase: usize,
  frameBytes: usize,
  bins: i32,
  present: i32,
  out: usize,
): i32 {
  const width = lanes<T>();
  const row1: usize = present > 1 ? frameBytes : 0;
  const row2: usize = present > 2 ? 2 * frameBytes : 0;
  const row3: usize = present > 3 ? 3 * frameBytes : 0;
  let bad = 0;
  for (let k = 0; k < bins; k += width) {
    // The last vector looks back over bins already done where bins is no multiple of the width.
    const at = k + width > bins && bins >= width ? bins - width : k;
    const m = magnitude + <usize>at * sizeof<T>();
    const p = phase + <usize>at * sizeof<T>();
    let right = v128.and(
      cartesian<T>(m, p, re, im),
      cartesian<T>(m + row1, p + row1, re + 16, im + 16),
    );
    if (sizeof<T>() == 4) {
      right = v128.and(right, cartesian<T>(m + row2, p + row2, re + 32, im + 32));
      right = v128.and(right, cartesian<T>(m + row3, p + row3, re + 48, im + 48));
    }
    if (!v128.all_true<i32>(right)) {
      const end = min<i32>(width, bins - at);
      for (let lane = 0; lane < width; lane++) {
        const row = lane < present ? <usize>lane * frameBytes : 0;
        const slot = <usize>lane * 16;
        const from = lane < present ? k - at : width;
        bad += careful<T>(m + row, p + row, re + slot, im + slot, from, end);
      }
    }
    const to = out + <usize>at * COMPLEX;
    transpose<T>(re, to, COMPLEX);
    transpose<T>(im, to + 16, COMPLEX);
  }
  return bad;
}

/** Bins that lie one after the other (`binBytes` apart), each with the numbers of successive frames: lane order. */
export function polarColumns<T>(
  magnitude: usize,
  phase: usize,
  binBytes: usize,
  bins: i32,
  present: i32,
  out: usize,
): i32 {
  let bad = 0;
  for (let k = 0; k < bins; k++) {
    const m = magnitude + <usize>k * binBytes;
    const p = phase + <usize>k * binBytes;
    const to = out + <usize>k * COMPLEX;
    if (!v128.all_true<i32>(cartesian<T>(m, p, to, to + 16))) {
      bad += careful<T>(m, p, to, to + 16, 0, present);
    }
  }
  return bad;
}
