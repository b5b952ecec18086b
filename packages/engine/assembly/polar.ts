import { above, beyond, cosine, halfTurns, oddSign, remainder, sine, unbiased } from "./angle";
import { careful } from "./careful";
import { add, COMPLEX, lanes, mul, sub, VECTOR } from "./lanes";
import { transpose, transposed32 } from "./transpose";

/** Where the real and imaginary vectors of 4 (2) bins, still frame by frame, wait to be transposed. */
const re: usize = memory.data(64, 16);
const im: usize = memory.data(64, 16);

/**
 * Magnitudes and angles of one vector to real and imaginary parts, at `toRe` and `toIm`.
 *
 * @returns zero in the lanes where that is right; the others are for careful.ts
 */
@inline
function cartesian<T>(magnitudes: usize, angles: usize, toRe: usize, toIm: usize): v128 {
  const a = unbiased<T>(v128.load(angles));
  const j = halfTurns<T>(a);
  const r = remainder<T>(a, j);
  const z = mul<T>(r, r);
  const m = v128.load(magnitudes);
  const signed = v128.xor(m, oddSign<T>(j));
  v128.store(toRe, mul<T>(signed, cosine<T>(z)));
  v128.store(toIm, mul<T>(signed, sine<T>(r, z)));
  // m - m is 0, or NaN where m is not finite.
  return v128.or(beyond<T>(above<T>(j)), sub<T>(m, m));
}

/**
 * A vector of each of four (two) frames, `frameBytes` apart, to as many bins' complex vectors.
 *
 * @returns not zero where some lane is for careful.ts
 */
@inline
function square<T>(magnitudes: usize, angles: usize, frameBytes: usize, out: usize): v128 {
  if (sizeof<T>() == 4) return square32(magnitudes, angles, frameBytes, out);
  const wrong = v128.or(
    cartesian<T>(magnitudes, angles, re, im),
    cartesian<T>(magnitudes + frameBytes, angles + frameBytes, re + VECTOR, im + VECTOR),
  );
  transpose<T>(re, out, COMPLEX);
  transpose<T>(im, out + VECTOR, COMPLEX);
  return wrong;
}

/**
 * Step by step for all four, so that a constant is loaded once and no step waits for the one before; each lane does
 * what `cartesian` does.
 */
@inline
function square32(m: usize, p: usize, frameBytes: usize, out: usize): v128 {
  const a0 = unbiased<f32>(v128.load(p));
  const a1 = unbiased<f32>(v128.load(p + frameBytes));
  const a2 = unbiased<f32>(v128.load(p + 2 * frameBytes));
  const a3 = unbiased<f32>(v128.load(p + 3 * frameBytes));
  const j0 = halfTurns<f32>(a0);
  const j1 = halfTurns<f32>(a1);
  const j2 = halfTurns<f32>(a2);
  const j3 = halfTurns<f32>(a3);
  const far = beyond<f32>(
    v128.or(v128.or(above<f32>(j0), above<f32>(j1)), v128.or(above<f32>(j2), above<f32>(j3))),
  );
  const r0 = remainder<f32>(a0, j0);
  const r1 = remainder<f32>(a1, j1);
  const r2 = remainder<f32>(a2, j2);
  const r3 = remainder<f32>(a3, j3);
  const m0 = v128.load(m);
  const m1 = v128.load(m + frameBytes);
  const m2 = v128.load(m + 2 * frameBytes);
  const m3 = v128.load(m + 3 * frameBytes);
  // Not finite where one of them is not, or where all together are too much: then each is looked at.
  const sum = add<f32>(add<f32>(m0, m1), add<f32>(m2, m3));
  const s0 = v128.xor(m0, oddSign<f32>(j0));
  const s1 = v128.xor(m1, oddSign<f32>(j1));
  const s2 = v128.xor(m2, oddSign<f32>(j2));
  const s3 = v128.xor(m3, oddSign<f32>(j3));
  const z0 = mul<f32>(r0, r0);
  const z1 = mul<f32>(r1, r1);
  const z2 = mul<f32>(r2, r2);
  const z3 = mul<f32>(r3, r3);
  transposed32(
    mul<f32>(s0, cosine<f32>(z0)),
    mul<f32>(s1, cosine<f32>(z1)),
    mul<f32>(s2, cosine<f32>(z2)),
    mul<f32>(s3, cosine<f32>(z3)),
    out,
    COMPLEX,
  );
  transposed32(
    mul<f32>(s0, sine<f32>(r0, z0)),
    mul<f32>(s1, sine<f32>(r1, z1)),
    mul<f32>(s2, sine<f32>(r2, z2)),
    mul<f32>(s3, sine<f32>(r3, z3)),
    out + VECTOR,
    COMPLEX,
  );
  return v128.or(far, sub<f32>(sum, sum));
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
  const whole = present == width ? bins & -width : 0;
  let bad = 0;
  for (let k = 0; k < whole; k += width) {
    const m = magnitude + <usize>k * sizeof<T>();
    const p = phase + <usize>k * sizeof<T>();
    const to = out + <usize>k * COMPLEX;
    if (v128.any_true(square<T>(m, p, frameBytes, to))) {
      bad += carefulSquare<T>(m, p, frameBytes, 0, width, width, to);
    }
  }
  for (let k = whole; k < bins; k += width) {
    // The last vector looks back over bins already done where bins is no multiple of the width.
    const at = k + width > bins && bins >= width ? bins - width : k;
    const m = magnitude + <usize>at * sizeof<T>();
    const p = phase + <usize>at * sizeof<T>();
    const end = min<i32>(width, bins - at);
    bad += carefulSquare<T>(m, p, frameBytes, k - at, end, present, out + <usize>at * COMPLEX);
  }
  return bad;
}

/** A vector of each frame, by itself; cells from bin `from` to bin `end` - 1 are counted. */
function carefulSquare<T>(
  magnitude: usize,
  phase: usize,
  frameBytes: usize,
  from: i32,
  end: i32,
  present: i32,
  out: usize,
): i32 {
  const width = lanes<T>();
  let bad = 0;
  for (let lane = 0; lane < width; lane++) {
    const row = lane < present ? <usize>lane * frameBytes : 0;
    const m = magnitude + row;
    const p = phase + row;
    const slot = <usize>lane * VECTOR;
    if (!v128.any_true(cartesian<T>(m, p, re + slot, im + slot))) continue;
    bad += careful<T>(m, p, re + slot, im + slot, lane < present ? from : width, end);
  }
  transpose<T>(re, out, COMPLEX);
  transpose<T>(im, out + VECTOR, COMPLEX);
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
    if (v128.any_true(cartesian<T>(m, p, to, to + 16))) {
      bad += careful<T>(m, p, to, to + 16, 0, present);
    }
  }
  return bad;
}
