import { transform } from "./fft";
import { add, COMPLEX, mul, splat, sub } from "./lanes";
import { Fft, Stft } from "./records";

/**
 * Half spectra and real frames. Even N: the even and odd samples are the real and imaginary part of one complex
 * signal of M = N/2 samples, and sample n stands in vector n of the result. Odd N: a complex transform of N samples,
 * and sample n stands in vector 2n.
 */

@inline
function slot(fft: Fft, data: usize, k: i32): usize {
  return data + <usize>load<u32>(fft.order + (<usize>k << 2));
}

/** Bytes between the samples of a frame after {@link toFrames}. */
@inline
export function sampleBytes(stft: Stft): usize {
  return stft.size & 1 ? 32 : 16;
}

/**
 * `work` = N x the real inverse transform of the half spectra. With W = e^{2 pi i k / N}, k <= M/2:
 *
 *   Z[k] = (X[k] + conj X[M-k]) + i W (X[k] - conj X[M-k])
 *
 * The imaginary parts of DC and Nyquist have no counterpart in a real signal and are ignored.
 */
export function toFrames<T>(stft: Stft, spectrum: usize): void {
  const fft = changetype<Fft>(stft.fft);
  const work = stft.work;
  if (stft.size & 1) spread<T>(stft, fft, spectrum, work);
  else fold<T>(fft, stft.twist, spectrum, work);
  transform<T>(fft, work);
}

function fold<T>(fft: Fft, twist: usize, spectrum: usize, work: usize): void {
  const half = fft.size;
  const dc = v128.load(spectrum);
  const nyquist = v128.load(spectrum + <usize>half * COMPLEX);
  const first = slot(fft, work, 0);
  v128.store(first, add<T>(dc, nyquist));
  v128.store(first, sub<T>(dc, nyquist), 16);
  for (let k = 1; k <= half >> 1; k++) {
    const a = spectrum + <usize>k * COMPLEX;
    const b = spectrum + <usize>(half - k) * COMPLEX;
    const ar = v128.load(a);
    const ai = v128.load(a, 16);
    const br = v128.load(b);
    const bi = v128.load(b, 16);
    const w = twist + <usize>k * 2 * sizeof<T>();
    const c = splat<T>(w);
    const s = v128.load_splat<T>(w, sizeof<T>());
    const er = add<T>(ar, br);
    const ei = sub<T>(ai, bi);
    const dr = sub<T>(ar, br);
    const di = add<T>(ai, bi);
    const u = sub<T>(mul<T>(c, dr), mul<T>(s, di));
    const v = add<T>(mul<T>(c, di), mul<T>(s, dr));
    const to = slot(fft, work, k);
    v128.store(to, sub<T>(er, v));
    v128.store(to, add<T>(ei, u), 16);
    const mirror = slot(fft, work, half - k);
    v128.store(mirror, add<T>(er, v));
    v128.store(mirror, sub<T>(u, ei), 16);
  }
}

function spread<T>(stft: Stft, fft: Fft, spectrum: usize, work: usize): void {
  const zero = v128.splat<T>(<T>0);
  const first = slot(fft, work, 0);
  v128.store(first, v128.load(spectrum));
  v128.store(first, zero, 16);
  for (let k = 1; k < stft.bins; k++) {
    const re = v128.load(spectrum + <usize>k * COMPLEX);
    const im = v128.load(spectrum + <usize>k * COMPLEX, 16);
    const to = slot(fft, work, k);
    v128.store(to, re);
    v128.store(to, im, 16);
    const mirror = slot(fft, work, stft.size - k);
    v128.store(mirror, re);
    v128.store(mirror, v128.neg<T>(im), 16);
  }
}

/**
 * Half spectra of the frames in `time` (sample n in vector n). The transform's exponent is +i, so real and imaginary
 * parts are exchanged going in and coming out.
 */
export function toSpectra<T>(stft: Stft, spectrum: usize): void {
  const fft = changetype<Fft>(stft.fft);
  const work = stft.work;
  const time = stft.time;
  if (stft.size & 1) {
    const zero = v128.splat<T>(<T>0);
    for (let n = 0; n < stft.size; n++) {
      const to = slot(fft, work, n);
      v128.store(to, zero);
      v128.store(to, v128.load(time + (<usize>n << 4)), 16);
    }
    transform<T>(fft, work);
    for (let k = 0; k < stft.bins; k++) {
      const from = work + <usize>k * COMPLEX;
      const to = spectrum + <usize>k * COMPLEX;
      v128.store(to, v128.load(from, 16));
      v128.store(to, v128.load(from), 16);
    }
    v128.store(spectrum, zero, 16);
    return;
  }
  for (let n = 0; n < fft.size; n++) {
    const from = time + (<usize>n << 5);
    const to = slot(fft, work, n);
    v128.store(to, v128.load(from, 16));
    v128.store(to, v128.load(from), 16);
  }
  transform<T>(fft, work);
  unfold<T>(fft, stft.twist, work, spectrum);
}

/** X[k] = (Z[k] + conj Z[M-k]) / 2 - i/2 conj(W) (Z[k] - conj Z[M-k]), from Z with its parts exchanged. */
function unfold<T>(fft: Fft, twist: usize, work: usize, spectrum: usize): void {
  const half = fft.size;
  const zero = v128.splat<T>(<T>0);
  const scale = v128.splat<T>(<T>0.5);
  const re0 = v128.load(work, 16);
  const im0 = v128.load(work);
  v128.store(spectrum, add<T>(re0, im0));
  v128.store(spectrum, zero, 16);
  const last = spectrum + <usize>half * COMPLEX;
  v128.store(last, sub<T>(re0, im0));
  v128.store(last, zero, 16);
  for (let k = 1; k <= half >> 1; k++) {
    const a = work + <usize>k * COMPLEX;
    const b = work + <usize>(half - k) * COMPLEX;
    const ar = mul<T>(v128.load(a, 16), scale);
    const ai = mul<T>(v128.load(a), scale);
    const br = mul<T>(v128.load(b, 16), scale);
    const bi = mul<T>(v128.load(b), scale);
    const w = twist + <usize>k * 2 * sizeof<T>();
    const c = splat<T>(w);
    const s = v128.load_splat<T>(w, sizeof<T>());
    const er = add<T>(ar, br);
    const ei = sub<T>(ai, bi);
    const dr = sub<T>(ar, br);
    const di = add<T>(ai, bi);
    // conj(W) d = (c dr + s di) + i (c di - s dr); times -i
    const u = sub<T>(mul<T>(c, di), mul<T>(s, dr));
    const v = add<T>(mul<T>(c, dr), mul<T>(s, di));
    const to = spectrum + <usize>k * COMPLEX;
    v128.store(to, add<T>(er, u));
    v128.store(to, sub<T>(ei, v), 16);
    const mirror = spectrum + <usize>(half - k) * COMPLEX;
    v128.store(mirror, sub<T>(er, u));
    v128.store(mirror, v128.neg<T>(add<T>(ei, v)), 16);
  }
}
