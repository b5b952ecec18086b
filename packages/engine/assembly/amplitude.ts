import { add, mul, splat, sub } from "./lanes";

/**
 * Stored magnitudes to amplitudes, in place. Constants are float64 for both kernels:
 *
 * | kind | amplitude |
 * | --- | --- |
 * | 1 linear | (s - c0) c1 |
 * | 2 root | sqrt(max(0, (s - c0) c1)) |
 * | 3 power | max(0, (s - c0) c1) ^ c2 |
 * | 4 exponential | 2^((s - c0) c1) |
 * | 5 exponential less something | max(0, 2^((s - c0) c1) - c2) |
 * | 6 exponential less one | max(0, e^((s - c0) c1) - 1) |
 *
 * What is not a number stays so. Factors common to all cells are no concern of this: they are in the synthesis window.
 */
const LINEAR = 1;
const ROOT = 2;
const POWER = 3;
const EXPONENTIAL = 4;
const LESS = 5;

export function amplitude<T>(kind: i32, constants: usize, numbers: usize, count: i32): void {
  const end = numbers + <usize>count * sizeof<T>();
  if (sizeof<T>() == 4) {
    if (kind == LINEAR || kind == ROOT) linear32(kind, constants, numbers, end);
    else if (kind == EXPONENTIAL) exponential32(constants, numbers, end);
    else scalar<T>(kind, constants, numbers, end);
  } else if (kind == EXPONENTIAL) {
    exponential64(constants, numbers, end);
  } else {
    scalar<T>(kind, constants, numbers, end);
  }
}

/** One by one, in float64: the rarer scales, and what a small difference of large numbers would spoil in float32. */
function scalar<T>(kind: i32, constants: usize, numbers: usize, end: usize): void {
  const c0 = load<f64>(constants);
  const c1 = load<f64>(constants, 8);
  const c2 = load<f64>(constants, 16);
  for (let at = numbers; at < end; at += sizeof<T>()) {
    const v = (<f64>load<T>(at) - c0) * c1;
    let a = v;
    if (kind != LINEAR) {
      if (kind == LESS) a = NativeMath.exp(v * Math.LN2) - c2;
      else if (kind > LESS) a = NativeMath.expm1(v);
      if (a < 0) a = 0;
      if (kind == ROOT) a = sqrt<f64>(a);
      else if (kind == POWER) a = NativeMath.pow(a, c2);
    }
    store<T>(at, <T>a);
  }
}

function linear32(kind: i32, constants: usize, numbers: usize, end: usize): void {
  const c0 = f32x4.splat(<f32>load<f64>(constants));
  const c1 = f32x4.splat(<f32>load<f64>(constants, 8));
  const zero = f32x4.splat(0);
  for (let at = numbers; at < end; at += 16) {
    let v = f32x4.mul(f32x4.sub(v128.load(at), c0), c1);
    if (kind == ROOT) v = f32x4.sqrt(f32x4.max(v, zero));
    v128.store(at, v);
  }
}

/**
 * 2^(n + f) = 2^n (1 + f P(f)). To keep 24 bits where (s - c0) c1 is large, n = round((s - c0) c1) is taken off in
 * stored units, n / c1 being split in two so that the first product is exact.
 *
 * Further constants: c3, c4 = 1 / c1 in two parts, c5 .. c11 = (ln 2)^j / j! for j = 7 .. 1.
 */
function exponential32(constants: usize, numbers: usize, end: usize): void {
  const low = f32x4.splat(-126);
  const high = f32x4.splat(127);
  for (let at = numbers; at < end; at += 16) {
    const s = f32x4.sub(v128.load(at), single(constants, 0));
    const y = f32x4.mul(s, single(constants, 1));
    const n = f32x4.nearest(f32x4.min(f32x4.max(y, low), high));
    let f = f32x4.sub(s, f32x4.mul(n, single(constants, 3)));
    f = f32x4.sub(f, f32x4.mul(n, single(constants, 4)));
    f = f32x4.mul(f, single(constants, 1));
    let e = single(constants, 5);
    e = f32x4.add(f32x4.mul(e, f), single(constants, 6));
    e = f32x4.add(f32x4.mul(e, f), single(constants, 7));
    e = f32x4.add(f32x4.mul(e, f), single(constants, 8));
    e = f32x4.add(f32x4.mul(e, f), single(constants, 9));
    e = f32x4.add(f32x4.mul(e, f), single(constants, 10));
    e = f32x4.add(f32x4.mul(e, f), single(constants, 11));
    e = f32x4.add(f32x4.mul(e, f), f32x4.splat(1));
    const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127));
    const a = f32x4.mul(e, i32x4.shl(exponent, 23));
    // Below the smallest normal number: silence. NaN fails both comparisons and keeps its own payload.
    v128.store(at, v128.andnot(v128.or(a, nanOf(s)), f32x4.lt(y, low)));
  }
}

@inline
function single(constants: usize, index: usize): v128 {
  return v128.load32_splat(constants + 256 + index * 4);
}

/** All ones where x is not a number. */
@inline
function nanOf(x: v128): v128 {
  return f32x4.ne(x, x);
}

/** Further constants: c3 .. = (ln 2)^j / j! for j = 13 .. 1. */
function exponential64(constants: usize, numbers: usize, end: usize): void {
  const c0 = splat<f64>(constants);
  const c1 = splat<f64>(constants + 8);
  const low = f64x2.splat(-1022);
  const high = f64x2.splat(1023);
  for (let at = numbers; at < end; at += 16) {
    const y = mul<f64>(sub<f64>(v128.load(at), c0), c1);
    const n = f64x2.nearest(f64x2.min(f64x2.max(y, low), high));
    const f = sub<f64>(y, n);
    let e = splat<f64>(constants + 24);
    for (let j: usize = 4; j < 16; j++) e = add<f64>(mul<f64>(e, f), splat<f64>(constants + 8 * j));
    e = add<f64>(mul<f64>(e, f), f64x2.splat(1));
    // 2^n by hand: n + 1.5 x 2^52 holds n in its low bits.
    const bits = v128.shl<i64>(
      v128.add<i64>(add<f64>(n, f64x2.splat(6755399441055744)), i64x2.splat(1023)),
      52,
    );
    const a = mul<f64>(e, bits);
    v128.store(at, v128.andnot(v128.or(a, f64x2.ne(y, y)), f64x2.lt(y, low)));
  }
}
