import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complexFft, realFft } from "../../src/index.ts";

interface OracleCase {
  size: number;
  input: number[];
  fft: number[];
  rfft: number[];
}

const oracle: OracleCase[] = JSON.parse(
  readFileSync(new URL("./fixtures/numpy-fft.json", import.meta.url), "utf8"),
);

/** Powers of two, smooth, odd, prime (mixed radix and Bluestein), and the sizes users have. */
const sizes = [
  1, 2, 3, 4, 6, 8, 9, 15, 25, 49, 53, 59, 97, 100, 127, 240, 400, 441, 512, 1023, 1102, 1103, 2048,
];

function noise(count: number, seed: number): Float64Array {
  let state = seed >>> 0;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** The DFT by its definition, angles reduced exactly. */
function definition(x: Float64Array): Float64Array {
  const size = x.length / 2;
  const out = new Float64Array(2 * size);
  for (let k = 0; k < size; k++)
    for (let n = 0; n < size; n++) {
      const angle = (-2 * Math.PI * ((k * n) % size)) / size;
      out[2 * k] += x[2 * n] * Math.cos(angle) - x[2 * n + 1] * Math.sin(angle);
      out[2 * k + 1] += x[2 * n] * Math.sin(angle) + x[2 * n + 1] * Math.cos(angle);
    }
  return out;
}

function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let error = 0;
  let energy = 0;
  for (let i = 0; i < b.length; i++) {
    error += (a[i] - b[i]) ** 2;
    energy += b[i] ** 2;
  }
  return Math.sqrt(error / energy);
}

describe("the complex FFT", () => {
  test.each(oracle)("equals numpy.fft.fft at $size points", ({ size, input, fft }) => {
    const out = new Float64Array(2 * size);
    complexFft(size).forward(Float64Array.from(input), out);
    expect(relativeError(out, fft)).toBeLessThan(1e-15);
  });

  test.each(sizes)("equals its definition at %i points", (size) => {
    const x = noise(2 * size, size);
    const out = new Float64Array(2 * size);
    complexFft(size).forward(x, out);
    expect(relativeError(out, definition(x))).toBeLessThan(1e-13);
  });

  test("comes back from its inverse, at any size, leaving its input as it was", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), (size, seed) => {
        const plan = complexFft(size);
        const x = noise(2 * size, seed);
        const kept = x.slice();
        const spectrum = new Float64Array(2 * size);
        const back = new Float64Array(2 * size);
        plan.forward(x, spectrum);
        plan.inverse(spectrum, back);
        expect(x).toEqual(kept);
        expect(relativeError(back, x)).toBeLessThan(2e-15);
      }),
      { numRuns: 150 },
    );
  });

  test("keeps the energy (Parseval), at any size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), (size, seed) => {
        const x = noise(2 * size, seed);
        const out = new Float64Array(2 * size);
        complexFft(size).forward(x, out);
        const energy = (v: Float64Array) => v.reduce((sum, value) => sum + value * value, 0);
        expect(energy(out) / size / energy(x)).toBeCloseTo(1, 12);
      }),
      { numRuns: 60 },
    );
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 26])("refuses a size of %d", (size) => {
    expect(() => complexFft(size)).toThrow(RangeError);
    expect(() => realFft(size)).toThrow(RangeError);
  });
});

describe("the real FFT", () => {
  test.each(oracle)("equals numpy.fft.rfft at $size points", ({ size, input, rfft }) => {
    const plan = realFft(size);
    const out = new Float64Array(2 * plan.bins);
    plan.forward(
      Float64Array.from({ length: size }, (_, n) => input[2 * n]),
      out,
    );
    expect(plan.bins).toBe(Math.floor(size / 2) + 1);
    expect(relativeError(out, rfft)).toBeLessThan(1e-15);
  });

  test("comes back from its inverse, at any size, and ignores what irfft ignores", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), (size, seed) => {
        const plan = realFft(size);
        const x = noise(size, seed);
        const spectrum = new Float64Array(2 * plan.bins);
        const back = new Float64Array(size);
        plan.forward(x, spectrum);
        spectrum[1] = 3; // the imaginary part of DC
        if (size % 2 === 0) spectrum[2 * plan.bins - 1] = -2; // and of Nyquist
        plan.inverse(spectrum, back);
        expect(relativeError(back, x)).toBeLessThan(2e-15);
      }),
      { numRuns: 150 },
    );
  });
});
