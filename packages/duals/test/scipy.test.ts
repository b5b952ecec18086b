import { describe, expect, test } from "vitest";
import { canonicalDual, dualSpace, nearestDual } from "../src/index.ts";
import { fixture } from "./helpers.ts";

interface Case {
  readonly name: string;
  readonly window: number[];
  readonly hop: number;
  readonly wished: number[];
  readonly dual: number[];
  readonly closest: number[];
  readonly scaled: number[];
  readonly scale: number;
}

function distance(a: Float64Array, b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return a.reduce((worst, value, n) => Math.max(worst, Math.abs(value - b[n])), 0);
}

describe.each(fixture<Case[]>("scipy.json"))(
  "SciPy 1.17: $name",
  ({ window, hop, wished, dual, closest, scaled, scale }) => {
    const frame = { window: Float64Array.from(window), hop, fftSize: window.length };

    test("ShortTimeFFT.dual_win is the canonical dual", () => {
      expect(distance(canonicalDual(frame), dual)).toBeLessThan(1e-14);
    });

    test("closest_STFT_dual_window is the nearest dual, its scale fixed and free", () => {
      const space = dualSpace(frame);
      const wish = Float64Array.from(wished);
      expect(distance(nearestDual(space, wish).dual, closest)).toBeLessThan(1e-13);
      const free = nearestDual(space, wish, true);
      expect(free.scale).toBeCloseTo(scale, 12);
      expect(distance(free.dual, scaled)).toBeLessThan(1e-13);
    });
  },
);
