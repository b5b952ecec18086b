import { constant, cosine, cosineSign, LIMIT, quarters, remainder, sine, sineSign, swapped, unbiased } from "./angle";
import { careful } from "./careful";
import { COMPLEX, lanes, mul } from "./lanes";
import { transpose } from "./transpose";

/** Where the real and imaginary vectors of 4 (2) bins, still frame by frame, wait to be transposed. */
const re: usize = memory.data(64, 16);
const im: usize = memory.data(64, 16);

/**
 * Magnitudes and angles of one vector to real and imaginary parts, at `toRe` and `toIm`.
 *
 * @returns cells among `from` .. `to` - 1 that were not finite
 */
// @ts-ignore: decorator
@inline
function cartesian<T>(
  constants: usize,
  magnitudes: usize,
  angles: usize,
  toRe: usize,
  toIm: usize,
  from: i32,
  to: i32,
): i32 {
  const magnitude = v128.load(magnitudes);
  const p = unbiased<T>(constants, v128.load(angles));
  const rounded = quarters<T>(constants, p);
  const r = remainder<T>(constants, p, rounded);
  const z = mul<T>(r, r);
  const s = sine<T>(constants, r, z);
  const c = cosine<T>(constants, z);
  const swap = swapped<T>(rounded);
  const x = mul<T>(magnitude, v128.xor(v128.bitselect(s, c, swap), cosineSign<T>(rounded)));
  const y = mul<T>(magnitude, v128.xor(v128.bitselect(c, s, swap), sineSign<T>(constants, rounded)));
  v128.store(toRe, x);
  v128.store(toIm, y);
  const near = v128.le<T>(v128.abs<T>(p), constant<T>(constants, LIMIT));
  const finite = v128.eq<T>(v128.sub<T>(magnitude, magnitude), v128.splat<T>(<T>0));
  if (v128.all_true<i32>(v128.and(near, finite))) return 0;
  return careful<T>(constants, magnitudes, angles, toRe, toIm, from, to);
}

/**
 * Frames that lie one after the other in memory (`frameBytes` apart), `present` of them: bins as complex vectors to
 * `out`. Absent frames repeat the first one, and are not counted.
 *
 * @returns cells that were not finite
 */
export function polarRows<T>(
  constants: usize,
  magnitude: usize,
  phase: usize,
  frameBytes: usize,
  bins: i32,
  present: i32,
  out: usize,
): i32 {
  const width = lanes<T>();
  let bad = 0;
  for (let k = 0; k < bins; k += width) {
    // The last vector looks back over bins already done where bins is no multiple of the width.
    const at = k + width > bins && bins >= width ? bins - width : k;
    const fresh = k - at;
    const end = min<i32>(width, bins - at);
    for (let lane = 0; lane < width; lane++) {
      const row = lane < present ? <usize>lane * frameBytes : 0;
      const offset = row + <usize>at * sizeof<T>();
      const from = lane < present ? fresh : width;
      const slot = <usize>lane * 16;
      bad += cartesian<T>(
        constants,
        magnitude + offset,
        phase + offset,
        re + slot,
        im + slot,
        from,
        end,
      );
    }
    const to = out + <usize>at * COMPLEX;
    transpose<T>(re, to, COMPLEX);
    transpose<T>(im, to + 16, COMPLEX);
  }
  return bad;
}

/** Bins that lie one after the other (`binBytes` apart), each with the numbers of successive frames: lane order. */
export function polarColumns<T>(
  constants: usize,
  magnitude: usize,
  phase: usize,
  binBytes: usize,
  bins: i32,
  present: i32,
  out: usize,
): i32 {
  let bad = 0;
  for (let k = 0; k < bins; k++) {
    const offset = <usize>k * binBytes;
    const to = out + <usize>k * COMPLEX;
    bad += cartesian<T>(constants, magnitude + offset, phase + offset, to, to + 16, 0, present);
  }
  return bad;
}
