import { first4, radix2, radix4 } from "./butterflies";
import { oddRadix, radix3, radix5 } from "./butterflies-odd";
import { add, COMPLEX, mul, splat, sub } from "./lanes";
import { Fft } from "./records";

/**
 * z[n] = sum_k Z[k] e^{+2 pi i n k / size}, in place. Element k of the input must lie at byte offset `order[k]`; the
 * output is in natural order. (The forward transform is this one with real and imaginary parts exchanged on both
 * sides.)
 */
export function transform<T>(fft: Fft, data: usize): void {
  if (fft.inner) bluestein<T>(fft, data);
  else passes<T>(fft, data);
}

function passes<T>(fft: Fft, data: usize): void {
  const size = fft.size;
  for (let i = 0, at = fft.passes; i < fft.passCount; i++, at += 16) {
    const radix = load<i32>(at);
    const span = load<i32>(at, 4);
    const twiddles = <usize>load<u32>(at, 8);
    const roots = <usize>load<u32>(at, 12);
    if (radix == 4) {
      if (span == 1) first4<T>(data, size);
      else radix4<T>(data, size, span, twiddles);
    } else if (radix == 2) radix2<T>(data, size, span, twiddles);
    else if (radix == 3) radix3<T>(data, size, span, twiddles, roots);
    else if (radix == 5) radix5<T>(data, size, span, twiddles, roots);
    else oddRadix<T>(data, size, radix, span, twiddles, roots);
  }
}

/**
 * Bluestein 1970: n k = (n^2 + k^2 - (n-k)^2) / 2 makes the transform a convolution with a chirp, done over a
 * composite size of at least 2 size - 1.
 */
function bluestein<T>(fft: Fft, data: usize): void {
  const inner = changetype<Fft>(fft.inner);
  const a = fft.first;
  const b = fft.second;
  for (let k = 0; k < inner.size; k++) {
    const to = a + <usize>load<u32>(inner.order + (<usize>k << 2));
    if (k < fft.size) {
      const from = data + <usize>k * COMPLEX;
      product<T>(from, fft.chirp + <usize>k * 2 * sizeof<T>(), to, to + 16);
    } else {
      v128.store(to, i32x4.splat(0));
      v128.store(to, i32x4.splat(0), 16);
    }
  }
  passes<T>(inner, a);
  for (let k = 0; k < inner.size; k++) {
    const to = b + <usize>load<u32>(inner.order + (<usize>k << 2));
    product<T>(a + <usize>k * COMPLEX, fft.filter + <usize>k * 2 * sizeof<T>(), to + 16, to);
  }
  passes<T>(inner, b);
  for (let k = 0; k < fft.size; k++) {
    const from = b + <usize>k * COMPLEX;
    const xi = v128.load(from);
    const xr = v128.load(from, 16);
    const c = splat<T>(fft.chirp + <usize>k * 2 * sizeof<T>());
    const s = splat<T>(fft.chirp + <usize>(k * 2 + 1) * sizeof<T>());
    const to = data + <usize>k * COMPLEX;
    v128.store(to, sub<T>(mul<T>(xr, c), mul<T>(xi, s)));
    v128.store(to, add<T>(mul<T>(xr, s), mul<T>(xi, c)), 16);
  }
}

@inline
function product<T>(from: usize, factor: usize, toRe: usize, toIm: usize): void {
  const c = splat<T>(factor);
  const s = v128.load_splat<T>(factor, sizeof<T>());
  const xr = v128.load(from);
  const xi = v128.load(from, 16);
  v128.store(toRe, sub<T>(mul<T>(xr, c), mul<T>(xi, s)));
  v128.store(toIm, add<T>(mul<T>(xr, s), mul<T>(xi, c)));
}
