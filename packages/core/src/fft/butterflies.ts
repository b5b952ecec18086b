/**
 * The hot loops of the mixed-radix FFT. One pass: for p < span and q < stride,
 *
 *   y[q + stride (r p + k)] = w^{p k} sum_j x[q + stride (p + span j)] e^{-2 pi i j k / r},   w = e^{-2 pi i / (r span)}
 *
 * about 8 flops a number and pass for radix 4, 2 r for a prime r > 5. No allocation.
 */
export type Butterfly = (
  x: Float64Array,
  y: Float64Array,
  span: number,
  stride: number,
  twiddles: Float64Array,
  radix: number,
) => void;

/** The pass for a radix. */
export function butterfly(radix: number): Butterfly {
  if (radix === 2) return radix2;
  if (radix === 3) return radix3;
  if (radix === 4) return radix4;
  if (radix === 5) return radix5;
  return oddRadix(radix);
}

function radix2(x: Float64Array, y: Float64Array, span: number, stride: number, w: Float64Array): void {
  const step = 2 * stride * span;
  for (let p = 0; p < span; p++) {
    const wr = w[2 * p];
    const wi = w[2 * p + 1];
    let from = 2 * stride * p;
    let to = 4 * stride * p;
    for (let q = 0; q < stride; q++, from += 2, to += 2) {
      const ar = x[from];
      const ai = x[from + 1];
      const br = x[from + step];
      const bi = x[from + step + 1];
      y[to] = ar + br;
      y[to + 1] = ai + bi;
      const dr = ar - br;
      const di = ai - bi;
      const next = to + 2 * stride;
      y[next] = dr * wr - di * wi;
      y[next + 1] = dr * wi + di * wr;
    }
  }
}

const SIN60 = Math.sqrt(3) / 2;

function radix3(x: Float64Array, y: Float64Array, span: number, stride: number, w: Float64Array): void {
  const step = 2 * stride * span;
  const hop = 2 * stride;
  for (let p = 0; p < span; p++) {
    const w1r = w[4 * p];
    const w1i = w[4 * p + 1];
    const w2r = w[4 * p + 2];
    const w2i = w[4 * p + 3];
    let from = hop * p;
    let to = 3 * hop * p;
    for (let q = 0; q < stride; q++, from += 2, to += 2) {
      const ar = x[from];
      const ai = x[from + 1];
      const br = x[from + step];
      const bi = x[from + step + 1];
      const cr = x[from + 2 * step];
      const ci = x[from + 2 * step + 1];
      const sr = br + cr;
      const si = bi + ci;
      const mr = ar - 0.5 * sr;
      const mi = ai - 0.5 * si;
      const dr = SIN60 * (bi - ci); // -i sin 60 (b - c)
      const di = -SIN60 * (br - cr);
      y[to] = ar + sr;
      y[to + 1] = ai + si;
      const ur = mr + dr;
      const ui = mi + di;
      y[to + hop] = ur * w1r - ui * w1i;
      y[to + hop + 1] = ur * w1i + ui * w1r;
      const vr = mr - dr;
      const vi = mi - di;
      y[to + 2 * hop] = vr * w2r - vi * w2i;
      y[to + 2 * hop + 1] = vr * w2i + vi * w2r;
    }
  }
}

function radix4(x: Float64Array, y: Float64Array, span: number, stride: number, w: Float64Array): void {
  const step = 2 * stride * span;
  const hop = 2 * stride;
  for (let p = 0; p < span; p++) {
    const w1r = w[6 * p];
    const w1i = w[6 * p + 1];
    const w2r = w[6 * p + 2];
    const w2i = w[6 * p + 3];
    const w3r = w[6 * p + 4];
    const w3i = w[6 * p + 5];
    let from = hop * p;
    let to = 4 * hop * p;
    for (let q = 0; q < stride; q++, from += 2, to += 2) {
      const ar = x[from];
      const ai = x[from + 1];
      const br = x[from + step];
      const bi = x[from + step + 1];
      const cr = x[from + 2 * step];
      const ci = x[from + 2 * step + 1];
      const dr = x[from + 3 * step];
      const di = x[from + 3 * step + 1];
      const acr = ar + cr;
      const aci = ai + ci;
      const bdr = br + dr;
      const bdi = bi + di;
      const amr = ar - cr;
      const ami = ai - ci;
      const bmr = bi - di; // -i (b - d)
      const bmi = dr - br;
      y[to] = acr + bdr;
      y[to + 1] = aci + bdi;
      const r1 = amr + bmr;
      const i1 = ami + bmi;
      y[to + hop] = r1 * w1r - i1 * w1i;
      y[to + hop + 1] = r1 * w1i + i1 * w1r;
      const r2 = acr - bdr;
      const i2 = aci - bdi;
      y[to + 2 * hop] = r2 * w2r - i2 * w2i;
      y[to + 2 * hop + 1] = r2 * w2i + i2 * w2r;
      const r3 = amr - bmr;
      const i3 = ami - bmi;
      y[to + 3 * hop] = r3 * w3r - i3 * w3i;
      y[to + 3 * hop + 1] = r3 * w3i + i3 * w3r;
    }
  }
}

const C1 = Math.cos((2 * Math.PI) / 5);
const C2 = Math.cos((4 * Math.PI) / 5);
const S1 = Math.sin((2 * Math.PI) / 5);
const S2 = Math.sin((4 * Math.PI) / 5);

function radix5(x: Float64Array, y: Float64Array, span: number, stride: number, w: Float64Array): void {
  const step = 2 * stride * span;
  const hop = 2 * stride;
  for (let p = 0; p < span; p++) {
    const at = 8 * p;
    let from = hop * p;
    let to = 5 * hop * p;
    for (let q = 0; q < stride; q++, from += 2, to += 2) {
      const ar = x[from];
      const ai = x[from + 1];
      const s1r = x[from + step] + x[from + 4 * step];
      const s1i = x[from + step + 1] + x[from + 4 * step + 1];
      const d1r = x[from + step] - x[from + 4 * step];
      const d1i = x[from + step + 1] - x[from + 4 * step + 1];
      const s2r = x[from + 2 * step] + x[from + 3 * step];
      const s2i = x[from + 2 * step + 1] + x[from + 3 * step + 1];
      const d2r = x[from + 2 * step] - x[from + 3 * step];
      const d2i = x[from + 2 * step + 1] - x[from + 3 * step + 1];
      y[to] = ar + s1r + s2r;
      y[to + 1] = ai + s1i + s2i;
      const e1r = ar + C1 * s1r + C2 * s2r;
      const e1i = ai + C1 * s1i + C2 * s2i;
      const e2r = ar + C2 * s1r + C1 * s2r;
      const e2i = ai + C2 * s1i + C1 * s2i;
      const o1r = S1 * d1i + S2 * d2i; // -i (S1 d1 + S2 d2)
      const o1i = -S1 * d1r - S2 * d2r;
      const o2r = S2 * d1i - S1 * d2i;
      const o2i = -S2 * d1r + S1 * d2r;
      store(y, to + hop, e1r + o1r, e1i + o1i, w[at], w[at + 1]);
      store(y, to + 2 * hop, e2r + o2r, e2i + o2i, w[at + 2], w[at + 3]);
      store(y, to + 3 * hop, e2r - o2r, e2i - o2i, w[at + 4], w[at + 5]);
      store(y, to + 4 * hop, e1r - o1r, e1i - o1i, w[at + 6], w[at + 7]);
    }
  }
}

/**
 * An odd radix without a formula of its own: the DFT by its definition, two inputs and two outputs at a time. With
 * s_j = x_j + x_{r-j} and d_j = x_j - x_{r-j},
 *
 *   A_k = x_0 + sum_j s_j cos(2 pi j k / r),   B_k = sum_j d_j sin(2 pi j k / r),   j = 1 .. (r - 1) / 2
 *   X_k = A_k - i B_k,   X_{r-k} = A_k + i B_k
 *
 * which is a quarter of the multiplications.
 */
function oddRadix(radix: number): Butterfly {
  const half = (radix - 1) / 2;
  const cos = new Float64Array(radix);
  const sin = new Float64Array(radix);
  for (let k = 0; k < radix; k++) {
    cos[k] = Math.cos((2 * Math.PI * k) / radix);
    sin[k] = Math.sin((2 * Math.PI * k) / radix);
  }
  const sums = new Float64Array(2 * half);
  const differences = new Float64Array(2 * half);
  return (x, y, span, stride, w) => {
    const step = 2 * stride * span;
    const hop = 2 * stride;
    for (let p = 0; p < span; p++) {
      for (let q = 0; q < stride; q++) {
        const from = hop * p + 2 * q;
        const to = radix * hop * p + 2 * q;
        const re = x[from];
        const im = x[from + 1];
        let allRe = re;
        let allIm = im;
        for (let j = 0, low = from + step, high = from + (radix - 1) * step; j < half; j++) {
          sums[2 * j] = x[low] + x[high];
          sums[2 * j + 1] = x[low + 1] + x[high + 1];
          differences[2 * j] = x[low] - x[high];
          differences[2 * j + 1] = x[low + 1] - x[high + 1];
          allRe += sums[2 * j];
          allIm += sums[2 * j + 1];
          low += step;
          high -= step;
        }
        y[to] = allRe;
        y[to + 1] = allIm;
        for (let k = 1; k <= half; k++) {
          let ar = re;
          let ai = im;
          let br = 0;
          let bi = 0;
          for (let j = 0, turn = k; j < half; j++) {
            ar += sums[2 * j] * cos[turn];
            ai += sums[2 * j + 1] * cos[turn];
            br += differences[2 * j] * sin[turn];
            bi += differences[2 * j + 1] * sin[turn];
            turn += k;
            if (turn >= radix) turn -= radix;
          }
          const at = 2 * p * (radix - 1) - 2;
          store(y, to + k * hop, ar + bi, ai - br, w[at + 2 * k], w[at + 2 * k + 1]);
          const other = radix - k;
          store(y, to + other * hop, ar - bi, ai + br, w[at + 2 * other], w[at + 2 * other + 1]);
        }
      }
    }
  };
}

/** y[at] = (re + i im) (wr + i wi) */
function store(y: Float64Array, at: number, re: number, im: number, wr: number, wi: number): void {
  y[at] = re * wr - im * wi;
  y[at + 1] = re * wi + im * wr;
}
