import { add, COMPLEX, mul, splat, sub } from "./lanes";

/** Work for one butterfly: sums and differences of up to 24 pairs of complex vectors. */
const pairs: usize = memory.data(24 * 64, 16);

/** Multiplies element p by its twiddle, in place: small odd radices read their points after this. */
@inline
function twist<T>(p: usize, w: usize): void {
  const c = splat<T>(w);
  const s = v128.load_splat<T>(w, sizeof<T>());
  const xr = v128.load(p);
  const xi = v128.load(p, 16);
  v128.store(p, sub<T>(mul<T>(xr, c), mul<T>(xi, s)));
  v128.store(p, add<T>(mul<T>(xr, s), mul<T>(xi, c)), 16);
}

/**
 * Any odd radix r. With pairs u_q = x_q + x_{r-q} and v_q = x_q - x_{r-q}, q = 1 .. h = (r-1)/2:
 *
 *   y_k, y_{r-k} = x_0 + sum_q u_q cos(2 pi k q / r) +- i sum_q v_q sin(2 pi k q / r)
 *
 * `roots`: cos and sin of 2 pi j / r, j < r, as pairs. O(r^2) a butterfly, which wins up to r of about 50.
 */
export function oddRadix<T>(data: usize, size: i32, radix: i32, span: i32, twiddles: usize, roots: usize): void {
  const step = <usize>span * COMPLEX;
  const half = (radix - 1) >> 1;
  const end = data + <usize>size * COMPLEX;
  for (let base = data; base < end; base += <usize>radix * step) {
    let w = twiddles;
    for (let p = base, last = base + step; p < last; p += COMPLEX) {
      if (span > 1) {
        for (let q = 1; q < radix; q++, w += 2 * sizeof<T>()) twist<T>(p + <usize>q * step, w);
      }
      butterfly<T>(p, step, radix, half, roots);
    }
  }
}

@inline
function butterfly<T>(p: usize, step: usize, radix: i32, half: i32, roots: usize): void {
  const x0r = v128.load(p);
  const x0i = v128.load(p, 16);
  let totalR = x0r;
  let totalI = x0i;
  for (let q = 1; q <= half; q++) {
    const a = p + <usize>q * step;
    const b = p + <usize>(radix - q) * step;
    const at = pairs + <usize>(q - 1) * 64;
    const ar = v128.load(a);
    const ai = v128.load(a, 16);
    const br = v128.load(b);
    const bi = v128.load(b, 16);
    const ur = add<T>(ar, br);
    const ui = add<T>(ai, bi);
    v128.store(at, ur);
    v128.store(at, ui, 16);
    v128.store(at, sub<T>(ar, br), 32);
    v128.store(at, sub<T>(ai, bi), 48);
    totalR = add<T>(totalR, ur);
    totalI = add<T>(totalI, ui);
  }
  v128.store(p, totalR);
  v128.store(p, totalI, 16);
  for (let k = 1; k <= half; k++) {
    let evenR = x0r;
    let evenI = x0i;
    let oddR = v128.splat<T>(<T>0);
    let oddI = oddR;
    let turn = 0;
    for (let q = 0; q < half; q++) {
      turn += k;
      if (turn >= radix) turn -= radix;
      const root = roots + <usize>turn * 2 * sizeof<T>();
      const c = splat<T>(root);
      const s = v128.load_splat<T>(root, sizeof<T>());
      const at = pairs + <usize>q * 64;
      evenR = add<T>(evenR, mul<T>(v128.load(at), c));
      evenI = add<T>(evenI, mul<T>(v128.load(at, 16), c));
      oddR = add<T>(oddR, mul<T>(v128.load(at, 32), s));
      oddI = add<T>(oddI, mul<T>(v128.load(at, 48), s));
    }
    const a = p + <usize>k * step;
    const b = p + <usize>(radix - k) * step;
    v128.store(a, sub<T>(evenR, oddI));
    v128.store(a, add<T>(evenI, oddR), 16);
    v128.store(b, add<T>(evenR, oddI));
    v128.store(b, sub<T>(evenI, oddR), 16);
  }
}

/** Radix 3, unrolled. */
export function radix3<T>(data: usize, size: i32, span: i32, twiddles: usize, roots: usize): void {
  const step = <usize>span * COMPLEX;
  const end = data + <usize>size * COMPLEX;
  const c1 = v128.load_splat<T>(roots, 2 * sizeof<T>());
  const s1 = v128.load_splat<T>(roots, 3 * sizeof<T>());
  for (let base = data; base < end; base += 3 * step) {
    let w = twiddles;
    for (let p = base, last = base + step; p < last; p += COMPLEX) {
      const q = p + step;
      const r = q + step;
      if (span > 1) {
        twist<T>(q, w);
        twist<T>(r, w + 2 * sizeof<T>());
        w += 4 * sizeof<T>();
      }
      const xr = v128.load(p);
      const xi = v128.load(p, 16);
      const ar = v128.load(q);
      const ai = v128.load(q, 16);
      const br = v128.load(r);
      const bi = v128.load(r, 16);
      const ur = add<T>(ar, br);
      const ui = add<T>(ai, bi);
      const vr = mul<T>(sub<T>(ar, br), s1);
      const vi = mul<T>(sub<T>(ai, bi), s1);
      const er = add<T>(xr, mul<T>(ur, c1));
      const ei = add<T>(xi, mul<T>(ui, c1));
      v128.store(p, add<T>(xr, ur));
      v128.store(p, add<T>(xi, ui), 16);
      v128.store(q, sub<T>(er, vi));
      v128.store(q, add<T>(ei, vr), 16);
      v128.store(r, add<T>(er, vi));
      v128.store(r, sub<T>(ei, vr), 16);
    }
  }
}

/** Radix 5, unrolled. */
export function radix5<T>(data: usize, size: i32, span: i32, twiddles: usize, roots: usize): void {
  const step = <usize>span * COMPLEX;
  const end = data + <usize>size * COMPLEX;
  const c1 = v128.load_splat<T>(roots, 2 * sizeof<T>());
  const s1 = v128.load_splat<T>(roots, 3 * sizeof<T>());
  const c2 = v128.load_splat<T>(roots, 4 * sizeof<T>());
  const s2 = v128.load_splat<T>(roots, 5 * sizeof<T>());
  for (let base = data; base < end; base += 5 * step) {
    let w = twiddles;
    for (let p0 = base, last = base + step; p0 < last; p0 += COMPLEX) {
      const p1 = p0 + step;
      const p2 = p1 + step;
      const p3 = p2 + step;
      const p4 = p3 + step;
      if (span > 1) {
        twist<T>(p1, w);
        twist<T>(p2, w + 2 * sizeof<T>());
        twist<T>(p3, w + 4 * sizeof<T>());
        twist<T>(p4, w + 6 * sizeof<T>());
        w += 8 * sizeof<T>();
      }
      const xr = v128.load(p0);
      const u1r = add<T>(v128.load(p1), v128.load(p4));
      const v1r = sub<T>(v128.load(p1), v128.load(p4));
      const u2r = add<T>(v128.load(p2), v128.load(p3));
      const v2r = sub<T>(v128.load(p2), v128.load(p3));
      const xi = v128.load(p0, 16);
      const u1i = add<T>(v128.load(p1, 16), v128.load(p4, 16));
      const v1i = sub<T>(v128.load(p1, 16), v128.load(p4, 16));
      const u2i = add<T>(v128.load(p2, 16), v128.load(p3, 16));
      const v2i = sub<T>(v128.load(p2, 16), v128.load(p3, 16));
      v128.store(p0, add<T>(xr, add<T>(u1r, u2r)));
      v128.store(p0, add<T>(xi, add<T>(u1i, u2i)), 16);
      const e1r = add<T>(xr, add<T>(mul<T>(u1r, c1), mul<T>(u2r, c2)));
      const e1i = add<T>(xi, add<T>(mul<T>(u1i, c1), mul<T>(u2i, c2)));
      const o1r = add<T>(mul<T>(v1r, s1), mul<T>(v2r, s2));
      const o1i = add<T>(mul<T>(v1i, s1), mul<T>(v2i, s2));
      v128.store(p1, sub<T>(e1r, o1i));
      v128.store(p1, add<T>(e1i, o1r), 16);
      v128.store(p4, add<T>(e1r, o1i));
      v128.store(p4, sub<T>(e1i, o1r), 16);
      const e2r = add<T>(xr, add<T>(mul<T>(u1r, c2), mul<T>(u2r, c1)));
      const e2i = add<T>(xi, add<T>(mul<T>(u1i, c2), mul<T>(u2i, c1)));
      const o2r = sub<T>(mul<T>(v1r, s2), mul<T>(v2r, s1));
      const o2i = sub<T>(mul<T>(v1i, s2), mul<T>(v2i, s1));
      v128.store(p2, sub<T>(e2r, o2i));
      v128.store(p2, add<T>(e2i, o2r), 16);
      v128.store(p3, add<T>(e2r, o2i));
      v128.store(p3, sub<T>(e2i, o2r), 16);
    }
  }
}
