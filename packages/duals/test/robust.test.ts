import { realFft } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonicalDual,
  describeBank,
  inverseSpace,
  measureBank,
  modulatedBank,
  robustBank,
  robustInverse,
  robustWindow,
  type StftFrame,
  throughBanks,
} from "../src/index.ts";
import { namedFrame, noise } from "./helpers.ts";

const frames = 24;

/** One-sided frames of a signal of (frames - 1) hop + N samples. */
function analyse(frame: StftFrame, signal: Float64Array): Float64Array {
  const { window: h, hop, fftSize } = frame;
  const fft = realFft(fftSize);
  const out = new Float64Array(2 * fft.bins * frames);
  for (let m = 0; m < frames; m++) {
    const folded = new Float64Array(fftSize);
    h.forEach((value, n) => {
      folded[n % fftSize] += value * signal[m * hop + n];
    });
    fft.forward(folded, out.subarray(2 * fft.bins * m, 2 * fft.bins * (m + 1)));
  }
  return out;
}

function signalFor({ window, hop }: StftFrame): Float64Array {
  return noise((frames - 1) * hop + window.length, 5);
}

/** Relative error in the part that all frames around cover. */
function error(frame: StftFrame, found: Float64Array, truth: Float64Array): number {
  let wrong = 0;
  let whole = 0;
  for (let n = frame.window.length; n < truth.length - frame.window.length; n++) {
    wrong += (found[n] - truth[n]) ** 2;
    whole += truth[n] ** 2;
  }
  return Math.sqrt(wrong / whole);
}

describe("robustWindow", () => {
  const frame = namedFrame("hann", 64, 64, 16);

  test("with equal confidence it is the canonical dual inside", () => {
    const out = new Float64Array(64);
    robustWindow(frame, new Float64Array(frames).fill(0.3), 10, out);
    canonicalDual(frame).forEach((value, n) => {
      expect(out[n]).toBeCloseTo(value, 14);
    });
  });

  test("any confidence inverts exactly, and frames without any add nothing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 0, 0.1, 1, 100), { minLength: frames, maxLength: frames }),
        (confidence) => {
          const { window: h, hop } = frame;
          const sum = new Float64Array((frames - 1) * hop + h.length);
          const trusted = new Float64Array(sum.length);
          const out = new Float64Array(h.length);
          for (let m = 0; m < frames; m++) {
            robustWindow(frame, confidence, m, out);
            if (confidence[m] === 0) expect(out.every((value) => value === 0)).toBe(true);
            h.forEach((value, n) => {
              sum[m * hop + n] += value * out[n];
              trusted[m * hop + n] += confidence[m] * value * value;
            });
          }
          sum.forEach((value, n) => {
            expect(value).toBeCloseTo(trusted[n] > 0 ? 1 : 0, 12);
          });
        },
      ),
    );
  });

  test("a window longer than the FFT is refused", () => {
    expect(() => robustWindow(namedFrame("hann", 64, 32, 16), [1], 0, new Float64Array(64))).toThrowError(
      expect.objectContaining({ code: "does-not-fit" }),
    );
  });
});

describe("robustInverse", () => {
  test.each([
    ["painless", namedFrame("hann", 64, 64, 16)],
    ["window longer than the FFT", namedFrame("hann", 64, 48, 12)],
    ["odd FFT", namedFrame("hamming", 45, 45, 9)],
  ])("consistent frames give their signal back whatever the confidence: %s", (_, frame) => {
    const truth = signalFor(frame);
    const values = analyse(frame, truth);
    const bins = Math.floor(frame.fftSize / 2) + 1;
    const cells = noise(frames * bins, 9).map((x) => 0.2 + Math.abs(x));
    const found = robustInverse(frame, { frames, values }, { cells });
    expect(error(frame, found.samples, truth)).toBeLessThan(1e-9);
    const { samples, rounds } = robustInverse(frame, { frames, values }, {});
    expect(error(frame, samples, truth)).toBeLessThan(1e-11);
    if (frame.window.length <= frame.fftSize) expect(rounds).toBeLessThanOrEqual(2);
  });

  test("a lost band and a lost frame are filled in from what is trusted", () => {
    const frame = namedFrame("hann", 64, 64, 16);
    const truth = signalFor(frame);
    const values = analyse(frame, truth);
    const bins = 33;
    const confidence = new Float64Array(frames * bins).fill(1);
    const rubbish = noise(values.length, 11);
    for (let k = 0; k < bins; k++)
      for (const cell of [10 * bins + k, (k % frames) * bins + 7]) {
        confidence[cell] = 0;
        values[2 * cell] = 100 * rubbish[2 * cell];
        values[2 * cell + 1] = 100 * rubbish[2 * cell + 1];
      }
    const plain = robustInverse(frame, { frames, values }, {});
    const robust = robustInverse(frame, { frames, values }, { cells: confidence }, { rounds: 2000 });
    expect(error(frame, plain.samples, truth)).toBeGreaterThan(1);
    expect(error(frame, robust.samples, truth)).toBeLessThan(1e-8);
  });

  test("weighting by 1 / variance is quieter than not", () => {
    const frame = namedFrame("hann", 64, 64, 16);
    const truth = signalFor(frame);
    const values = analyse(frame, truth);
    const deviation = Float64Array.from({ length: 33 }, (_, k) => (k % 3 === 0 ? 1 : 0.01));
    const random = noise(values.length, 13);
    const noisy = values.map((value, i) => value + random[i] * deviation[(i >> 1) % 33]);
    const plain = robustInverse(frame, { frames, values: noisy }, {});
    const robust = robustInverse(
      frame,
      { frames, values: noisy },
      { bins: deviation.map((d) => 1 / (d * d)) },
    );
    expect(error(frame, robust.samples, truth)).toBeLessThan(0.7 * error(frame, plain.samples, truth));
  });

  test.each([
    ["spectra", 5, {}],
    ["confidence.frames", 0, { frames: [1] }],
    ["confidence", 0, { bins: new Float64Array(33).fill(-1) }],
    ["confidence", 0, { bins: new Float64Array(33).fill(Number.NaN) }],
  ])("what does not fit is refused: %s", (field, extra, confidence) => {
    const frame = namedFrame("hann", 64, 64, 16);
    const values = new Float64Array(2 * 33 * frames + extra);
    expect(() => robustInverse(frame, { frames, values }, confidence)).toThrowError(field);
  });
});

describe("robustBank", () => {
  const sine = Float64Array.from({ length: 24 }, (_, p) => Math.sin((Math.PI * (p + 0.5)) / 24));
  const bank = modulatedBank(sine, 14, 8);

  test("exact, and of all inverses the quietest under the noise it was told of", () => {
    const confidence = Float64Array.from({ length: 14 }, (_, i) => (i === 4 || i === 9 ? 0.01 : 1));
    const robust = robustBank(bank, confidence, { frames: 6 });
    const plain = describeBank(inverseSpace(bank, { frames: 6 })).bank;
    const heard = (each: typeof robust): number => {
      let sum = 0;
      for (let at = 0; at < each.real.length; at++) {
        sum += (each.real[at] ** 2 + each.imaginary[at] ** 2) / confidence[Math.floor(at / each.length)];
      }
      return sum;
    };
    expect(heard(robust)).toBeLessThan(0.8 * heard(plain));
    const signal = noise(300);
    throughBanks(bank, robust, signal).forEach((value, n) => {
      expect(value).toBeCloseTo(signal[n], 11);
    });
    expect(measureBank(robust, bank).noiseGain).toBeGreaterThan(measureBank(plain, bank).noiseGain);
  });

  test("too few trusted channels are refused", () => {
    const confidence = Float64Array.from({ length: 14 }, (_, i) => (i < 4 || i > 9 ? 1 : 0));
    expect(() => robustBank(bank, confidence, { mostFrames: 4 })).toThrowError(
      expect.objectContaining({ code: "not-invertible" }),
    );
    expect(() => robustBank(bank, [1])).toThrowError(expect.objectContaining({ code: "does-not-fit" }));
  });
});
