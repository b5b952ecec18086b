import { readFileSync } from "node:fs";
import { makeWindow, type WindowFamily } from "@unspectro/core";
import fc from "fast-check";
import { frameBounds, type StftFrame } from "../src/index.ts";

/** A fixture of this folder. */
export function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8"));
}

/** How far `value` is from a printed figure, in units of its last digit: 0.5 is the rounding of print. */
export function unitsOff(value: number, printed: string): number {
  const [mantissa, exponent = "0"] = printed.split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  return Math.abs(value - Number(printed)) / 10 ** (Number(exponent) - decimals);
}

/** White Gaussian numbers of unit variance, the same for the same seed. */
export function noise(count: number, seed = 1): Float64Array {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return Float64Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

/** The frame of a window by name; `sine` is the MDCT's. */
export function namedFrame(family: WindowFamily, length: number, fftSize: number, hop: number): StftFrame {
  return { window: makeWindow({ family, length, symmetric: family === "sine" }), fftSize, hop };
}

/** Any frame that has an inverse, painless or not, with no ill-conditioned ones. */
export const anyFrame: fc.Arbitrary<StftFrame> = fc
  .record({
    length: fc.integer({ min: 1, max: 40 }),
    hop: fc.integer({ min: 1, max: 16 }),
    fftSize: fc.integer({ min: 2, max: 48 }),
    family: fc.constantFrom<WindowFamily>("hann", "hamming", "rectangular", "sine", "blackman"),
    wobble: fc.array(fc.double({ min: 0.5, max: 1.5, noNaN: true }), { minLength: 1, maxLength: 9 }),
  })
  .map(({ length, hop, fftSize, family, wobble }) => {
    const { window } = namedFrame(family, length, fftSize, hop);
    return { window: window.map((w, n) => w * wobble[n % wobble.length]), hop, fftSize };
  })
  .filter((frame) => frame.window.some((w) => w !== 0))
  .filter((frame) => {
    const { invertible, condition } = frameBounds(frame);
    return invertible && condition < 1e4;
  });

/**
 * Largest error of analysis and synthesis of noise, relative to its peak, by the definition: frames of the circular
 * signal, folded and unfolded through real FFTs left out as the identity that they are.
 */
export function roundTripError(frame: StftFrame, dual: Float64Array, start = 0): number {
  const { window: h, hop, fftSize } = frame;
  const length = hop * Math.ceil((6 * (h.length + dual.length + fftSize + Math.abs(start))) / hop);
  const x = noise(length);
  const y = new Float64Array(length);
  const folded = new Float64Array(fftSize);
  for (let at = 0; at < length; at += hop) {
    folded.fill(0);
    for (let n = 0; n < h.length; n++) folded[n % fftSize] += h[n] * x[(at + n) % length];
    for (let i = 0; i < dual.length; i++) {
      const n = start + i;
      y[(((at + n) % length) + length) % length] += dual[i] * folded[((n % fftSize) + fftSize) % fftSize];
    }
  }
  const peak = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return x.reduce((worst, value, n) => Math.max(worst, Math.abs(value - y[n])), 0) / peak;
}
