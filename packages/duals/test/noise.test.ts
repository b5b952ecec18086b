import { realFft } from "@unspectro/core";
import { describe, expect, test } from "vitest";
import {
  bankSynthesiser,
  describeBank,
  dualSpace,
  inverseSpace,
  modulatedBank,
  noiseGain,
  optimiseBank,
  optimiseDual,
  synthesisWindow,
} from "../src/index.ts";
import { namedFrame, noise } from "./helpers.ts";

const frames = 40000;

/** Inverse FFTs of frames with unit white noise on the coefficients of real signals. */
function noisyFrames(fftSize: number): Float64Array {
  const fft = realFft(fftSize);
  const spectrum = new Float64Array(2 * fft.bins);
  const out = new Float64Array(frames * fftSize);
  const random = noise(2 * fft.bins * frames, 7);
  for (let m = 0; m < frames; m++) {
    for (let k = 0; k < fft.bins; k++) {
      const real = k === 0 || 2 * k === fftSize;
      spectrum[2 * k] = random[2 * (m * fft.bins + k)] * (real ? 1 : Math.SQRT1_2);
      spectrum[2 * k + 1] = real ? 0 : random[2 * (m * fft.bins + k) + 1] * Math.SQRT1_2;
    }
    fft.inverse(spectrum, out.subarray(m * fftSize, (m + 1) * fftSize));
  }
  return out;
}

/** Mean variance of what a synthesis window makes of such frames, away from the ends. */
function simulated(noisy: Float64Array, fftSize: number, hop: number, dual: Float64Array): number {
  const out = new Float64Array(frames * hop + dual.length);
  for (let m = 0; m < frames; m++)
    for (let n = 0; n < dual.length; n++) out[m * hop + n] += dual[n] * noisy[m * fftSize + (n % fftSize)];
  return power(out.subarray(dual.length, frames * hop));
}

function power(samples: Float64Array): number {
  return samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
}

describe("simulated noise is within 0.5 % of theory", () => {
  test.each([
    ["hann", 64, 64, 16],
    ["sine", 64, 32, 8],
    ["rectangular", 48, 48, 24],
    ["hann", 60, 45, 15],
  ] as const)("%s %i/%i/%i, every preset", (family, length, fftSize, hop) => {
    const frame = namedFrame(family, length, fftSize, hop);
    const noisy = noisyFrames(fftSize);
    for (const preset of ["canonical", "smooth", "short", "tight"] as const) {
      const { window } = synthesisWindow(frame, preset);
      const ratio = simulated(noisy, fftSize, hop, window) / noiseGain(frame, window);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.005);
    }
  });

  test("filter banks", () => {
    const sine = Float64Array.from({ length: 24 }, (_, p) => Math.sin((Math.PI * (p + 0.5)) / 24));
    const space = inverseSpace(modulatedBank(sine, 14, 8), { frames: 5 });
    const random = noise(14 * frames, 3);
    for (const { bank, noiseGain: theory } of [describeBank(space), optimiseBank(space, { time: 1 })]) {
      const coefficients = new Float64Array(28 * frames);
      for (let m = 0; m < frames; m++)
        for (let i = 0; i < 7; i++) {
          // conjugate pairs of complex numbers of unit variance
          const [re, im] = [random[14 * m + 2 * i], random[14 * m + 2 * i + 1]].map((x) => x * Math.SQRT1_2);
          coefficients.set([re, im], 28 * m + 2 * i);
          coefficients.set([re, -im], 28 * m + 2 * (13 - i));
        }
      const out = bankSynthesiser(bank).push(coefficients);
      expect(Math.abs(power(out.subarray(bank.length)) / theory - 1)).toBeLessThan(0.005);
    }
  });
});

describe("the trap: a spread is a ratio", () => {
  /** Half-cosine rise over 7/8 of the window, fall over 1/8. */
  const rise = 896;
  const window = Float64Array.from({ length: 1024 }, (_, n) =>
    n < rise ? Math.sin((Math.PI * (n + 0.5)) / (2 * rise)) : Math.cos((Math.PI * (n - rise + 0.5)) / 256),
  );
  const space = dualSpace({ window, hop: 256, fftSize: 1024 });

  test("a low-delay window without a cap runs off to huge noise", () => {
    const wild = optimiseDual(space, { time: 1, noiseCap: Number.POSITIVE_INFINITY });
    expect(wild.noiseAboveCanonical).toBeGreaterThan(20);
  });

  test("with the cap it stays within it, and still gains", () => {
    const canonical = optimiseDual(space, { noise: 1 });
    const tame = optimiseDual(space, { time: 1 });
    expect(tame.noiseAboveCanonical).toBeLessThanOrEqual(3);
    expect(tame.timeSpread).toBeLessThan(0.6 * canonical.timeSpread);
  });

  test("centred where the user says", () => {
    const early = optimiseDual(space, { time: 1, centre: 300 });
    const late = optimiseDual(space, { time: 1, centre: 700 });
    const mean = (g: Float64Array): number =>
      g.reduce((sum, value, n) => sum + n * value * value, 0) /
      g.reduce((sum, value) => sum + value * value, 0);
    expect(mean(early.window)).toBeLessThan(mean(late.window) - 100);
  });
});
