import { describe, expect, test } from "vitest";
import {
  canonicalDual,
  costInWords,
  dualityError,
  dualSpace,
  frameBounds,
  nearestDual,
  nearestTight,
  type PresetName,
  periodicDual,
  periodicTight,
  synthesisWindow,
  tightWindow,
} from "../src/index.ts";
import { fixture, namedFrame, roundTripError } from "./helpers.ts";

interface Case {
  readonly window: number[];
  readonly fftSize: number;
  readonly hop: number;
  readonly start: number;
  readonly length: number;
  readonly dimension: number;
  readonly canonical: number[];
  readonly wished: number[];
  readonly nearest: number[];
  readonly scaled: number[];
  readonly scale: number;
  readonly period?: number;
  readonly bounds?: [number, number];
  readonly periodic?: number[];
  readonly tight?: number[];
}

const cases = fixture<Case[]>("duals.json");

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (let n = 0; n < a.length; n++) worst = Math.max(worst, Math.abs(a[n] - b[n]));
  return worst;
}

describe.each(
  cases.map(
    (each) =>
      [`${each.window.length}/${each.fftSize}/${each.hop} on ${each.start}+${each.length}`, each] as const,
  ),
)("against dense linear algebra: %s", (_, each) => {
  const frame = { window: Float64Array.from(each.window), hop: each.hop, fftSize: each.fftSize };
  const space = dualSpace(frame, { start: each.start, length: each.length });
  const wished = Float64Array.from(each.wished);

  test("least-norm dual and dimension of the null space", () => {
    expect(distance(space.canonical, each.canonical)).toBeLessThan(1e-12);
    expect(space.dimension).toBe(each.dimension);
    expect(roundTripError(frame, space.canonical, each.start)).toBeLessThan(1e-13);
  });

  test("the basis is orthonormal, of that dimension, and every step along it is a dual", () => {
    const basis = space.basis();
    expect(basis.length).toBe(each.dimension);
    basis.forEach((a, i) => {
      basis.forEach((b, j) => {
        const dot = a.reduce((sum, value, n) => sum + value * b[n], 0);
        expect(Math.abs(dot - (i === j ? 1 : 0))).toBeLessThan(1e-13);
      });
      const stepped = space.canonical.map((value, n) => value + a[n]);
      expect(dualityError(frame, stepped, each.start)).toBeLessThan(1e-12);
    });
  });

  test("nearest dual to a wished shape, its level fixed and free", () => {
    expect(distance(nearestDual(space, wished).dual, each.nearest)).toBeLessThan(1e-12);
    const free = nearestDual(space, wished, true);
    expect(distance(free.dual, each.scaled)).toBeLessThan(1e-11);
    expect(free.scale).toBeCloseTo(each.scale, 11);
  });
});

const periodic = cases.flatMap(({ period, bounds, periodic, tight, ...frame }) =>
  period === undefined || bounds === undefined || periodic === undefined || tight === undefined
    ? []
    : [{ period, bounds, periodic, tight, ...frame }],
);

test.each(periodic)(
  "canonical dual and tight window on a period of $period against the dense frame operator",
  (each) => {
    const frame = { window: Float64Array.from(each.window), hop: each.hop, fftSize: each.fftSize };
    expect(distance(periodicDual(frame, each.period), each.periodic)).toBeLessThan(1e-12);
    expect(distance(periodicTight(frame, each.period), each.tight)).toBeLessThan(1e-12);
    const { lower, upper } = frameBounds(frame);
    // a period sees some frequencies only, so its extremes lie within the bounds
    expect(lower).toBeLessThanOrEqual(each.bounds[0] * (1 + 1e-12));
    expect(upper).toBeGreaterThanOrEqual(each.bounds[1] * (1 - 1e-12));
  },
);

describe("closed forms", () => {
  test("scipy's dual_win: w over the sum of its shifted squares", () => {
    const frame = namedFrame("hann", 240, 256, 60);
    const { window: w, hop } = frame;
    const dual = canonicalDual(frame);
    for (let n = 0; n < w.length; n++) {
      let sum = 0;
      for (let j = n % hop; j < w.length; j += hop) sum += w[j] ** 2;
      expect(dual[n]).toBeCloseTo(w[n] / sum, 14);
    }
  });

  test("least time spread of Octave's synthesis: 1 / w on the central hop is a dual too", () => {
    const frame = namedFrame("hamming", 256, 256, 64);
    const space = dualSpace(frame, { start: 96, length: 64 });
    expect(space.dimension).toBe(0);
    for (let n = 0; n < 64; n++) expect(space.canonical[n]).toBeCloseTo(1 / frame.window[n + 96], 12);
  });

  test("the tight window inverts itself, and the nearest tight one is no further than it", () => {
    const frame = namedFrame("hann", 64, 64, 24);
    const tight = tightWindow(frame);
    expect(dualityError({ ...frame, window: tight }, tight)).toBeLessThan(1e-14);
    const { window, coverage } = nearestTight(frame);
    const unit = window.map((value) => value / coverage);
    expect(dualityError({ ...frame, window }, unit)).toBeLessThan(1e-14);
    const away = (shape: Float64Array): number =>
      shape.reduce((sum, value, n) => sum + (value - frame.window[n]) ** 2, 0);
    for (const scale of [0.5, 1, Math.sqrt(coverage), 2]) {
      expect(away(window)).toBeLessThanOrEqual(away(tight.map((value) => value * scale)) + 1e-12);
    }
  });

  test("presets: exact, within their caps, windows longer than the FFT too", () => {
    for (const frame of [namedFrame("hann", 512, 512, 128), namedFrame("hann", 512, 256, 64)]) {
      const canonical = synthesisWindow(frame, "canonical");
      const smooth = synthesisWindow(frame, "smooth");
      const short = synthesisWindow(frame, "short");
      const tight = synthesisWindow(frame, "tight");
      for (const dual of [canonical, smooth, short, tight]) {
        expect(roundTripError(frame, dual.window)).toBeLessThan(1e-14);
        expect(dual.noiseAboveCanonical).toBeGreaterThanOrEqual(-1e-12);
      }
      expect(smooth.frequencySpread).toBeLessThan(canonical.frequencySpread);
      expect(smooth.noiseAboveCanonical).toBeLessThanOrEqual(0.5);
      expect(short.timeSpread).toBeLessThan(canonical.timeSpread);
      expect(short.noiseAboveCanonical).toBeLessThanOrEqual(3);
    }
  });

  test("what presets cost, in words", () => {
    const frame = namedFrame("hann", 1024, 1024, 256);
    const canonical = synthesisWindow(frame, "canonical");
    const said = (name: PresetName): string => costInWords(synthesisWindow(frame, name), canonical);
    expect(said("canonical")).toBe("as wide in time, as wide in frequency, no more noise");
    expect(said("smooth")).toBe("28 % wider in time, 13 % narrower in frequency, noise 0.2 dB louder");
    expect(said("short")).toBe("51 % narrower in time, 2.7 times as wide in frequency, noise 1.8 dB louder");
  });
});
