import { isUnspectroError } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bankBounds,
  canonicalDual,
  constantOverlapAdd,
  dualSpace,
  frameBounds,
  type Goal,
  inverseSpace,
  makeBank,
  modulatedBank,
  nearestDual,
  nearestTight,
  nonzeroOverlapAdd,
  optimiseDual,
  periodicDual,
  type StftFrame,
  tightWindow,
} from "../src/index.ts";
import { namedFrame, noise } from "./helpers.ts";

const refusal = (code: string, words: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(words) });

describe("no inverse: refused with the reason", () => {
  test.each<[string, StftFrame]>([
    ["leaves 56 of every 120 samples out", namedFrame("hann", 64, 256, 120)],
    ["numbers are kept for every", namedFrame("hann", 256, 32, 64)],
    ["the window is zero wherever sample 0 of every 64 falls", namedFrame("hann", 64, 64, 64)],
    ["folding the window", namedFrame("hann", 256, 64, 16)],
  ])("%s", (words, frame) => {
    for (const attempt of [canonicalDual, tightWindow, dualSpace]) {
      expect(() => attempt(frame)).toThrowError(refusal("not-invertible", words));
    }
    const { invertible, lower, condition } = frameBounds(frame);
    expect([invertible, lower, condition]).toEqual([false, 0, Number.POSITIVE_INFINITY]);
  });

  test("a stable frame without a dual on the support asked for", () => {
    const frame = namedFrame("hamming", 64, 64, 16);
    expect(() => dualSpace(frame, { start: 0, length: 15 })).toThrowError(
      refusal("not-invertible", "samples 0 to 14"),
    );
    expect(() => dualSpace(frame, { start: 60, length: 64 })).toThrowError(
      refusal("not-invertible", "60 to 123"),
    );
  });

  test("a bank with fewer channels than its decimation; a deaf bank; a bank with an infinite inverse only", () => {
    expect(() => inverseSpace(makeBank(2, 3, 3, () => [1, 0]))).toThrowError(
      refusal("not-invertible", "2 channels are kept for every 3 samples"),
    );
    const deaf = makeBank(3, 2, 2, (_, p) => [p === 0 ? 1 : -1, 0]);
    expect(() => inverseSpace(deaf)).toThrowError(refusal("not-invertible", "deaf"));
    // 1 + z^-1 / 2 without decimation is inverted by an infinite geometric series alone
    const stable = makeBank(1, 1, 2, (_, p) => [p === 0 ? 1 : 0.5, 0]);
    expect(bankBounds(stable).lower).toBeCloseTo(0.25, 10);
    expect(() => inverseSpace(stable, { mostFrames: 20 })).toThrowError(
      refusal("not-invertible", "stable infinite inverse"),
    );
  });

  test("a bank too large for a dense system", () => {
    const large = modulatedBank(noise(64), 2100, 32);
    expect(() => inverseSpace(large)).toThrowError(refusal("does-not-fit", "too large a system"));
  });
});

describe("overlap-add conditions, SciPy's cases", () => {
  test("NOLA", () => {
    const { window } = namedFrame("hann", 120, 120, 60);
    expect(nonzeroOverlapAdd(window, 60).holds).toBe(true);
    expect(nonzeroOverlapAdd(window, 120).holds).toBe(false);
    expect(nonzeroOverlapAdd(new Float64Array(64).fill(1), 64).holds).toBe(true);
  });

  test("COLA", () => {
    const { window } = namedFrame("hann", 120, 120, 60);
    expect(constantOverlapAdd(window, 60)).toMatchObject({ holds: true, least: expect.closeTo(1, 12) });
    expect(constantOverlapAdd(window, 30).holds).toBe(true);
    expect(constantOverlapAdd(window, 70).holds).toBe(false);
  });
});

describe("nonsense is refused with the field", () => {
  const good = namedFrame("hann", 32, 32, 8);
  test.each<[string, Partial<StftFrame>]>([
    ["geometry.hop", { hop: 0 }],
    ["geometry.hop", { hop: 2.5 }],
    ["geometry.fftSize", { fftSize: Number.NaN }],
    ["geometry.window", { window: new Float64Array(0) }],
    ["geometry.window", { window: new Float64Array(8) }],
    ["geometry.window", { window: Float64Array.of(1, Number.NaN) }],
  ])("%s", (field, wrong) => {
    expect(() => frameBounds({ ...good, ...wrong })).toThrowError(expect.objectContaining({ field }));
  });

  test.each<[string, Goal]>([
    ["goal", {}],
    ["goal.time", { time: -1 }],
    ["goal.frequency", { frequency: Number.NaN }],
    ["goal.noiseCap", { time: 1, noiseCap: -3 }],
    ["goal.centre", { time: 1, centre: Number.POSITIVE_INFINITY }],
  ])("%s %j", (field, goal) => {
    expect(() => optimiseDual(dualSpace(good), goal)).toThrowError(expect.objectContaining({ field }));
  });

  test("wishes, periods and shapes that do not fit", () => {
    const fits = expect.objectContaining({ code: "does-not-fit" });
    expect(() => nearestDual(dualSpace(good), new Float64Array(31).fill(1))).toThrowError(fits);
    expect(() => periodicDual(good, 40)).toThrowError(fits);
    expect(() => tightWindow(namedFrame("hann", 32, 24, 8))).toThrowError(fits);
    expect(() => nearestTight(namedFrame("hann", 32, 24, 8))).toThrowError(fits);
  });

  test("whatever the numbers, the answer is a result or one of our errors", () => {
    const number = fc.oneof(fc.integer({ min: -2, max: 40 }), fc.double());
    fc.assert(
      fc.property(number, number, fc.array(fc.double(), { maxLength: 20 }), (hop, fftSize, samples) => {
        try {
          canonicalDual({ window: Float64Array.from(samples), hop, fftSize: Math.min(fftSize, 64) });
        } catch (error) {
          expect(isUnspectroError(error)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
