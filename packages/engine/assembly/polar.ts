import { constant, cosine, flip, halfTurns, LIMIT, oddSign, remainder, sine, unbiased } from "./angle";
import { careful } from "./careful";
import { add, COMPLEX, lanes, mul, sub, VECTOR } from "./lanes";
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
  return reduced<T>(p, magnitude);
}

/** All ones where the angle is small enough for its reduction and both numbers are finite. */
@inline
function reduced<T>(p: v128, magnitude: v128): v128 {
  // m - m is 0, or NaN where m is not finite: one comparison sees both.
  const test = v128.abs<T>(add<T>(p, sub<T>(magnitude, magnitude)));
  return v128.le<T>(test, constant<T>(LIMIT));
}

/**
 * The same for four vectors, their results `step` bytes apart. Step by step for all four, so that a constant is loaded
 * once and no step waits for the one before; each lane does what `cartesian` does.
 */
@inline
function cartesian4<T>(
  m0: usize,
  m1: usize,
  m2: usize,
  m3: usize,
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  toRe: usize,
  toIm: usize,
  step: usize,
): v128 {
  const a0 = unbiased<T>(v128.load(p0));
  const a1 = unbiased<T>(v128.load(p1));
  const a2 = unbiased<T>(v128.load(p2));
  const a3 = unbiased<T>(v128.load(p3));
  const j0 = halfTurns<T>(a0);
  const j1 = halfTurns<T>(a1);
  const j2 = halfTurns<T>(a2);
  const j3 = halfTurns<T>(a3);
  const r0 = remainder<T>(a0, j0);
  const r1 = remainder<T>(a1, j1);
  const r2 = remainder<T>(a2, j2);
  const r3 = remainder<T>(a3, j3);
  const n0 = v128.load(m0);
  const n1 = v128.load(m1);
  const n2 = v128.load(m2);
  const n3 = v128.load(m3);
  const right = v128.and(
    v128.and(reduced<T>(a0, n0), reduced<T>(a1, n1)),
    v128.and(reduced<T>(a2, n2), reduced<T>(a3, n3)),
  );
  const s0 = v128.xor(n0, oddSign<T>(j0));
  const s1 = v128.xor(n1, oddSign<T>(j1));
  const s2 = v128.xor(n2, oddSign<T>(j2));
  const s3 = v128.xor(n3, oddSign<T>(j3));
  const z0 = mul<T>(r0, r0);
  const z1 = mul<T>(r1, r1);
  const z2 = mul<T>(r2, r2);
  const z3 = mul<T>(r3, r3);
  const c0 = mul<T>(s0, cosine<T>(z0));
  const c1 = mul<T>(s1, cosine<T>(z1));
  const c2 = mul<T>(s2, cosine<T>(z2));
  const c3 = mul<T>(s3, cosine<T>(z3));
  const i0 = mul<T>(v128.xor(s0, flip<T>()), sine<T>(r0, z0));
  const i1 = mul<T>(v128.xor(s1, flip<T>()), sine<T>(r1, z1));
  const i2 = mul<T>(v128.xor(s2, flip<T>()), sine<T>(r2, z2));
  const i3 = mul<T>(v128.xor(s3, flip<T>()), sine<T>(r3, z3));
  v128.store(toRe, c0);
  v128.store(toRe + step, c1);
  v128.store(toRe + 2 * step, c2);
  v128.store(toRe + 3 * step, c3);
  v128.store(toIm, i0);
  v128.store(toIm + step, i1);
  v128.store(toIm + 2 * step, i2);
  v128.store(toIm + 3 * step, i3);
  return right;
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
    const right =
      sizeof<T>() == 4
        ? cartesian4<T>(
            m,
            m + row1,
            m + row2,
            m + row3,
            p,
            p + row1,
            p + row2,
            p + row3,
            re,
            im,
            VECTOR,
          )
        : v128.and(
            cartesian<T>(m, p, re, im),
            cartesian<T>(m + row1, p + row1, re + VECTOR, im + VECTOR),
          );
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
