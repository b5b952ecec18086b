import { radians, reached } from "./angle";

/**
 * The cells of a vector in which some number is not finite or some angle is beyond the fast reduction, one by one in
 * float64. Cells whose angle the fast path can reduce keep what the fast path wrote to `re` and `im`, so a cell's value never
 * depends on what stands beside it. Cells that are not finite become 0.
 *
 * @returns how many of the cells `from` .. `to` - 1 were not finite
 */
export function careful<T>(
  magnitudes: usize,
  angles: usize,
  re: usize,
  im: usize,
  from: i32,
  to: i32,
): i32 {
  let bad = 0;
  for (let i = 0; i < <i32>(16 / sizeof<T>()); i++) {
    const at = <usize>i * sizeof<T>();
    const a = load<T>(magnitudes + at);
    const p = load<T>(angles + at);
    if (a - a != <T>0 || p - p != <T>0) {
      store<T>(re + at, <T>0);
      store<T>(im + at, <T>0);
      if (i >= from && i < to) bad++;
    } else if (!reached<T>(p)) {
      const phi = radians<T>(<f64>p);
      store<T>(re + at, <T>(<f64>a * NativeMath.cos(phi)));
      store<T>(im + at, <T>(<f64>a * NativeMath.sin(phi)));
    }
  }
  return bad;
}
