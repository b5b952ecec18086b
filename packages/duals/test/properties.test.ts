import { isUnspectroError } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bankCost,
  type DualSpace,
  describeBank,
  dualCost,
  dualSpace,
  type Goal,
  inverseSpace,
  makeBank,
  optimiseBank,
  optimiseDual,
  realForm,
  type StftFrame,
  throughBanks,
} from "../src/index.ts";
import { anyFrame, noise, roundTripError } from "./helpers.ts";

const weight = fc.constantFrom(0, 0.3, 1);
const anyGoal: fc.Arbitrary<Goal> = fc
  .record({
    time: weight,
    frequency: weight,
    product: weight,
    noise: weight,
    noiseCap: fc.constantFrom(0.1, 0.5, 3),
  })
  .filter(({ time, frequency, product, noise }) => time + frequency + product + noise > 0);

/** Largest entry, so that errors are judged by the size of the window. */
function peak(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/**
 * Slope along `direction` by the gradient, and by central differences of 4th order: of several steps the one that agrees
 * best, since the logarithm of a spread near 0 bends within a thousandth.
 */
function slopes(
  cost: (x: Float64Array, gradient: Float64Array) => number,
  x: Float64Array,
  direction: Float64Array,
): [number, number] {
  const gradient = new Float64Array(x.length);
  const scratch = new Float64Array(x.length);
  cost(x, gradient);
  const exact = gradient.reduce((sum, value, n) => sum + value * direction[n], 0);
  const measured = [1e-3, 1e-4, 1e-5, 1e-6].map((relative) => {
    const step = (relative * Math.hypot(...x)) / Math.hypot(...direction);
    const at = (steps: number): number => {
      const moved = x.map((value, n) => value + steps * step * direction[n]);
      return cost(moved, scratch);
    };
    return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step);
  });
  return [exact, measured.sort((a, b) => Math.abs(a - exact) - Math.abs(b - exact))[0]];
}

/** The duals on the window's own support; undefined where a window longer than the FFT has none there. */
function spaceOf(frame: StftFrame): DualSpace | undefined {
  try {
    return dualSpace(frame);
  } catch (error) {
    expect(isUnspectroError(error, "not-invertible") && frame.window.length > frame.fftSize).toBe(true);
    return undefined;
  }
}

describe("any window, hop and FFT size with an inverse", () => {
  test("every dual offered inverts exactly and keeps the noise cap", () => {
    fc.assert(
      fc.property(anyFrame, anyGoal, (frame, goal) => {
        const space = spaceOf(frame);
        if (space === undefined) return;
        const best = optimiseDual(space, goal);
        const size = Math.max(1, peak(best.window) * peak(frame.window));
        expect(roundTripError(frame, space.canonical)).toBeLessThan(1e-12 * size);
        expect(roundTripError(frame, best.window)).toBeLessThan(1e-12 * size);
        expect(best.noiseAboveCanonical).toBeLessThanOrEqual(goal.noiseCap!);
        expect(best.noiseAboveCanonical).toBeGreaterThanOrEqual(-1e-9);
      }),
      { numRuns: 80 },
    );
  });

  test("the optimum costs no more than the canonical dual", () => {
    fc.assert(
      fc.property(anyFrame, anyGoal, (frame, goal) => {
        fc.pre(frame.window.length <= frame.fftSize);
        const space = dualSpace(frame);
        const cost = dualCost(space, goal);
        const scratch = new Float64Array(space.canonical.length);
        const before = cost(space.canonical, scratch);
        fc.pre(Number.isFinite(before));
        const after = cost(optimiseDual(space, goal).window, scratch);
        expect(after).toBeLessThanOrEqual(before + 1e-9 * Math.abs(before));
      }),
      { numRuns: 80 },
    );
  });

  test("the gradient is the slope of the cost, by finite differences", () => {
    fc.assert(
      fc.property(anyFrame, anyGoal, fc.nat(), (frame, goal, seed) => {
        fc.pre(frame.window.length > 2 && frame.window.length <= frame.fftSize);
        const space = dualSpace(frame);
        fc.pre(space.dimension > 0);
        const cost = dualCost(space, goal);
        const direction = noise(space.canonical.length, seed);
        space.project(direction);
        fc.pre(peak(direction) > 1e-6);
        const [exact, measured] = slopes(cost, space.canonical, direction);
        expect(Math.abs(exact - measured)).toBeLessThan(1e-5 * Math.max(Math.abs(exact), peak(direction)));
      }),
      { numRuns: 80 },
    );
  });
});

describe("any filter bank with an inverse", () => {
  const anyBank = fc
    .record({
      decimation: fc.integer({ min: 1, max: 4 }),
      extra: fc.integer({ min: 1, max: 4 }),
      blocks: fc.integer({ min: 1, max: 3 }),
      hermitian: fc.boolean(),
      seed: fc.nat(),
    })
    .map(({ decimation, extra, blocks, hermitian, seed }) => {
      const length = blocks * decimation;
      const channels = decimation + extra;
      const taps = noise(2 * channels * length, seed);
      return makeBank(channels, decimation, length, (i, p) => {
        const mirror = channels - 1 - i;
        if (!hermitian || i < mirror) return [taps[2 * (i * length + p)], taps[2 * (i * length + p) + 1]];
        const at = 2 * (mirror * length + p);
        return i === mirror ? [taps[at], 0] : [taps[at], -taps[at + 1]];
      });
    });

  test("its optimised inverse is exact, keeps the cap and the symmetry; the gradient is the slope", () => {
    let optimised = 0;
    fc.assert(
      fc.property(anyBank, anyGoal, (bank, goal) => {
        const { hermitian } = realForm(bank);
        const least = inverseSpace(bank);
        const space = inverseSpace(bank, { frames: least.frames + 1 });
        // channels that stand on one tap have no spread to divide by
        fc.pre(space.dimension > 0 && space.bank.length > 1);
        const best = optimiseBank(space, goal);
        const signal = noise(hermitian ? 120 : 240);
        const back = throughBanks(bank, best.bank, signal, !hermitian);
        const gain = Math.max(1, Math.sqrt(best.noiseGain) * peak(bank.real));
        expect(peak(back.map((value, n) => value - signal[n]))).toBeLessThan(1e-9 * gain);
        expect(best.noiseAboveMinimum).toBeLessThanOrEqual(goal.noiseCap!);
        expect(describeBank(space).noiseGain).toBeLessThanOrEqual(best.noiseGain * (1 + 1e-12));
        if (hermitian) expect(realForm(best.bank).hermitian).toBe(true);
        const direction = noise(space.minimumNorm.length, bank.length);
        space.project(direction);
        const [exact, measured] = slopes(bankCost(space, goal), space.minimumNorm, direction);
        expect(Math.abs(exact - measured)).toBeLessThan(1e-4 * Math.max(Math.abs(exact), peak(direction)));
        optimised++;
      }),
      { numRuns: 60 },
    );
    expect(optimised).toBeGreaterThan(20);
  });
});
