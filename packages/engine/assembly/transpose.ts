import { even64, odd64, zipHigh, zipLow } from "./lanes";

/**
 * A square of vectors (4 x 4 float32, 2 x 2 float64) turned: rows from `from` (16 bytes apart), columns to `to`,
 * `stride` bytes apart.
 */
@inline
export function transpose<T>(from: usize, to: usize, stride: usize): void {
  if (sizeof<T>() == 4) {
    transposed32(v128.load(from), v128.load(from, 16), v128.load(from, 32), v128.load(from, 48), to, stride);
  } else {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    v128.store(to, even64(a, b));
    v128.store(to + stride, odd64(a, b));
  }
}

/** The same of rows at hand. */
@inline
export function transposed32(a: v128, b: v128, c: v128, d: v128, to: usize, stride: usize): void {
  const p = zipLow(a, c);
  const q = zipLow(b, d);
  const r = zipHigh(a, c);
  const s = zipHigh(b, d);
  v128.store(to, zipLow(p, q));
  v128.store(to + stride, zipHigh(p, q));
  v128.store(to + 2 * stride, zipLow(r, s));
  v128.store(to + 3 * stride, zipHigh(r, s));
}
