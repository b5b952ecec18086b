import { add, COMPLEX, mul, splat } from "./lanes";

/**
 * Stored bins to the half spectrum, for all layouts that are not simply bins 0 .. floor(N/2): two-sided, centred,
 * flipped, with bins missing or scaled. Bin k is
 *
 *   re = f0 re_a + f2 re_b,  im = f1 im_a + f3 im_b
 *
 * with a, b = `places[2k]`, `places[2k + 1]` stored bins (-1: none) and f0 .. f3 = `factors[4k]` on.
 */
export function place<T>(stored: usize, places: usize, factors: usize, bins: i32, out: usize): void {
  for (let k = 0; k < bins; k++) {
    const at = places + (<usize>k << 3);
    const f = factors + <usize>k * 4 * sizeof<T>();
    const a = load<i32>(at);
    const b = load<i32>(at, 4);
    let re = v128.splat<T>(<T>0);
    let im = re;
    if (a >= 0) {
      const from = stored + <usize>a * COMPLEX;
      re = mul<T>(v128.load(from), splat<T>(f));
      im = mul<T>(v128.load(from, 16), v128.load_splat<T>(f, sizeof<T>()));
    }
    if (b >= 0) {
      const from = stored + <usize>b * COMPLEX;
      re = add<T>(re, mul<T>(v128.load(from), v128.load_splat<T>(f, 2 * sizeof<T>())));
      im = add<T>(im, mul<T>(v128.load(from, 16), v128.load_splat<T>(f, 3 * sizeof<T>())));
    }
    const to = out + <usize>k * COMPLEX;
    v128.store(to, re);
    v128.store(to, im, 16);
  }
}
