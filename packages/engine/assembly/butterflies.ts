import { add, COMPLEX, mul, splat, sub } from "./lanes";

/**
 * Passes of a decimation-in-time transform, in place, exponent +i. A pass joins `radix` neighbouring transforms of
 * `span` points into one of `radix * span`. Twiddles: for each j < span, radix - 1 pairs e^{2 pi i j q / (radix span)};
 * the first pass (span 1) has none.
 */
export function radix2<T>(data: usize, size: i32, span: i32, twiddles: usize): void {
  const step = <usize>span * COMPLEX;
  const end = data + <usize>size * COMPLEX;
  for (let base = data; base < end; base += 2 * step) {
    let w = twiddles;
    for (let p = base, last = base + step; p < last; p += COMPLEX) {
      const q = p + step;
      const c = splat<T>(w);
      const s = v128.load_splat<T>(w, sizeof<T>());
      w += 2 * sizeof<T>();
      const xr = v128.load(q);
      const xi = v128.load(q, 16);
      const br = sub<T>(mul<T>(xr, c), mul<T>(xi, s));
      const bi = add<T>(mul<T>(xr, s), mul<T>(xi, c));
      const ar = v128.load(p);
      const ai = v128.load(p, 16);
      v128.store(p, add<T>(ar, br));
      v128.store(p, add<T>(ai, bi), 16);
      v128.store(q, sub<T>(ar, br));
      v128.store(q, sub<T>(ai, bi), 16);
    }
  }
}

export function radix4<T>(data: usize, size: i32, span: i32, twiddles: usize): void {
  const step = <usize>span * COMPLEX;
  const end = data + <usize>size * COMPLEX;
  for (let base = data; base < end; base += 4 * step) {
    let w = twiddles;
    for (let p0 = base, last = base + step; p0 < last; p0 += COMPLEX) {
      const p1 = p0 + step;
      const p2 = p1 + step;
      const p3 = p2 + step;

      let c = v128.load_splat<T>(w, 2 * sizeof<T>());
      let s = v128.load_splat<T>(w, 3 * sizeof<T>());
      let xr = v128.load(p2);
      let xi = v128.load(p2, 16);
      const cr = sub<T>(mul<T>(xr, c), mul<T>(xi, s));
      const ci = add<T>(mul<T>(xr, s), mul<T>(xi, c));
      xr = v128.load(p0);
      xi = v128.load(p0, 16);
      const sumR = add<T>(xr, cr);
      const sumI = add<T>(xi, ci);
      const difR = sub<T>(xr, cr);
      const difI = sub<T>(xi, ci);

      c = splat<T>(w);
      s = v128.load_splat<T>(w, sizeof<T>());
      xr = v128.load(p1);
      xi = v128.load(p1, 16);
      const br = sub<T>(mul<T>(xr, c), mul<T>(xi, s));
      const bi = add<T>(mul<T>(xr, s), mul<T>(xi, c));
      c = v128.load_splat<T>(w, 4 * sizeof<T>());
      s = v128.load_splat<T>(w, 5 * sizeof<T>());
      xr = v128.load(p3);
      xi = v128.load(p3, 16);
      const dr = sub<T>(mul<T>(xr, c), mul<T>(xi, s));
      const di = add<T>(mul<T>(xr, s), mul<T>(xi, c));
      const oddR = add<T>(br, dr);
      const oddI = add<T>(bi, di);
      const turnR = sub<T>(di, bi); // i (b - d)
      const turnI = sub<T>(br, dr);

      v128.store(p0, add<T>(sumR, oddR));
      v128.store(p0, add<T>(sumI, oddI), 16);
      v128.store(p2, sub<T>(sumR, oddR));
      v128.store(p2, sub<T>(sumI, oddI), 16);
      v128.store(p1, add<T>(difR, turnR));
      v128.store(p1, add<T>(difI, turnI), 16);
      v128.store(p3, sub<T>(difR, turnR));
      v128.store(p3, sub<T>(difI, turnI), 16);
      w += 6 * sizeof<T>();
    }
  }
}

/** The first pass, radix 4: span 1, no twiddles. */
export function first4<T>(data: usize, size: i32): void {
  for (let p = data, end = data + <usize>size * COMPLEX; p < end; p += 4 * COMPLEX) {
    const ar = v128.load(p);
    const ai = v128.load(p, 16);
    const br = v128.load(p, 32);
    const bi = v128.load(p, 48);
    const cr = v128.load(p, 64);
    const ci = v128.load(p, 80);
    const dr = v128.load(p, 96);
    const di = v128.load(p, 112);
    const sumR = add<T>(ar, cr);
    const sumI = add<T>(ai, ci);
    const difR = sub<T>(ar, cr);
    const difI = sub<T>(ai, ci);
    const oddR = add<T>(br, dr);
    const oddI = add<T>(bi, di);
    const turnR = sub<T>(di, bi);
    const turnI = sub<T>(br, dr);
    v128.store(p, add<T>(sumR, oddR));
    v128.store(p, add<T>(sumI, oddI), 16);
    v128.store(p, add<T>(difR, turnR), 32);
    v128.store(p, add<T>(difI, turnI), 48);
    v128.store(p, sub<T>(sumR, oddR), 64);
    v128.store(p, sub<T>(sumI, oddI), 80);
    v128.store(p, sub<T>(difR, turnR), 96);
    v128.store(p, sub<T>(difI, turnI), 112);
  }
}
