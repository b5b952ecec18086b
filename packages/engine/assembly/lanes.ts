/**
 * One frame per lane: a vector holds the same number of 4 frames (float32) or 2 frames (float64). Every kernel is
 * written once, for an element type T, and each lane does what a scalar loop would do: the result of a frame does not
 * depend on its neighbours, so neither block size nor thread count can change a bit.
 *
 * A complex number is two vectors, real then imaginary: 32 bytes.
 */
export const COMPLEX: usize = 32;
export const VECTOR: usize = 16;

/** Frames in a vector. */
@inline
export function lanes<T>(): i32 {
  return 16 / sizeof<T>();
}

@inline
export function splat<T>(at: usize): v128 {
  return v128.load_splat<T>(at);
}

@inline
export function add<T>(a: v128, b: v128): v128 {
  return v128.add<T>(a, b);
}

@inline
export function sub<T>(a: v128, b: v128): v128 {
  return v128.sub<T>(a, b);
}

@inline
export function mul<T>(a: v128, b: v128): v128 {
  return v128.mul<T>(a, b);
}

/** Two rows of two: the first column (float64). */
@inline
export function even64(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 0, 2);
}

@inline
export function odd64(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 1, 3);
}

/** a0 b0 a1 b1 */
@inline
export function zipLow(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 4, 1, 5);
}

/** a2 b2 a3 b3 */
@inline
export function zipHigh(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 2, 6, 3, 7);
}
