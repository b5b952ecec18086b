import type { WindowFamily } from "@unspectro/core";
import { describe, expect, test } from "vitest";
import {
  canonicalDual,
  describeDual,
  dualityError,
  dualSpace,
  frameBounds,
  type Goal,
  optimiseDual,
  periodicDual,
} from "../src/index.ts";
import { fixture, namedFrame, roundTripError, unitsOff } from "./helpers.ts";

interface Row {
  readonly family: WindowFamily;
  readonly length: number;
  readonly fftSize: number;
  readonly hop: number;
}
interface ReferenceRow extends Row {
  readonly bounds: readonly [string, string];
  /** Spread in time, in frequency, noise gain. */
  readonly canonical: readonly [string, string, string];
  /** Spread in time, in frequency, noise above canonical in decibels. */
  readonly time: readonly [string, string, string];
  readonly frequency: readonly [string, string, string];
  readonly product: {
    readonly goal: "product" | "mixed" | "frequency";
    readonly value: string;
    readonly noise?: string;
  };
}
interface Rival extends Row {
  readonly product: number;
  readonly noise: number;
}

const { rows, gabfirdual, gabdual } = fixture<{
  rows: ReferenceRow[];
  gabfirdual: Rival[];
  gabdual: (Row & { canonical: [string, string] })[];
}>("windows.json");

const title = ({ family, length, fftSize, hop }: Row): string => `${family} ${length}/${fftSize}/${hop}`;
const free = Number.POSITIVE_INFINITY;

describe.each(rows.map((row) => [title(row), row] as const))("reference row %s", (_, row) => {
  const frame = namedFrame(row.family, row.length, row.fftSize, row.hop);
  const space = dualSpace(frame);

  test("frame bounds", () => {
    const { lower, upper } = frameBounds(frame);
    expect(unitsOff(lower, row.bounds[0])).toBeLessThan(0.51);
    expect(unitsOff(upper, row.bounds[1])).toBeLessThan(0.51);
  });

  test("canonical spreads and noise gain", () => {
    const canonical = describeDual(space, canonicalDual(frame));
    expect(unitsOff(canonical.timeSpread, row.canonical[0])).toBeLessThan(0.51);
    expect(unitsOff(canonical.frequencySpread, row.canonical[1])).toBeLessThan(0.51);
    expect(unitsOff(canonical.noiseGain, row.canonical[2])).toBeLessThan(0.51);
    expect(roundTripError(frame, canonical.window)).toBeLessThan(1e-14);
  });

  test.each([
    ["time", { time: 1, noiseCap: free }],
    ["frequency", { frequency: 1, noiseCap: free }],
  ] as const)("least spread in %s", (kind, goal: Goal) => {
    const best = optimiseDual(space, goal);
    expect(unitsOff(best.timeSpread, row[kind][0])).toBeLessThan(0.51);
    expect(unitsOff(best.frequencySpread, row[kind][1])).toBeLessThan(0.51);
    expect(unitsOff(best.noiseAboveCanonical, row[kind][2])).toBeLessThan(0.51);
    expect(roundTripError(frame, best.window)).toBeLessThan(1e-14);
    expect(dualityError(frame, best.window)).toBeLessThan(1e-14);
  });

  test("least product, at no more noise", () => {
    const noiseCap = row.product.noise === undefined ? free : Number(row.product.noise) + 0.0005;
    const goals = {
      product: { product: 1, noiseCap },
      mixed: { time: 0.5, frequency: 0.5, noiseCap },
      frequency: { frequency: 1, noiseCap },
    };
    const best = optimiseDual(space, goals[row.product.goal]);
    expect(best.timeSpread * best.frequencySpread).toBeLessThan(Number(row.product.value) + 0.0051);
    expect(best.noiseAboveCanonical).toBeLessThanOrEqual(noiseCap);
    expect(roundTripError(frame, best.window)).toBeLessThan(1e-14);
  });
});

describe("against LTFAT", () => {
  test.each(gabdual.map((row) => [title(row), row] as const))(
    "gabdual of %s is our canonical dual",
    (_, row) => {
      const frame = namedFrame(row.family, row.length, row.fftSize, row.hop);
      const { timeSpread, frequencySpread } = describeDual(dualSpace(frame), canonicalDual(frame));
      expect(unitsOff(timeSpread, row.canonical[0])).toBeLessThan(0.51);
      expect(unitsOff(frequencySpread, row.canonical[1])).toBeLessThan(0.51);
    },
  );

  test.each(gabfirdual.map((row) => [title(row), row] as const))(
    "gabfirdual of %s: our product is smaller at no more noise",
    (_, row) => {
      const space = dualSpace(namedFrame(row.family, row.length, row.fftSize, row.hop));
      const best = optimiseDual(space, { product: 1, noiseCap: row.noise });
      expect(best.timeSpread * best.frequencySpread).toBeLessThan(row.product - 0.005);
      expect(best.noiseAboveCanonical).toBeLessThanOrEqual(row.noise);
    },
  );

  test("the untruncated canonical dual of Hann 256/128/64 is 0.39 dB quieter than the one on the support", () => {
    const frame = namedFrame("hann", 256, 128, 64);
    const energy = (g: Float64Array): number => g.reduce((sum, value) => sum + value * value, 0);
    const gain = 10 * Math.log10(energy(periodicDual(frame, 4096)) / energy(canonicalDual(frame)));
    expect(gain).toBeCloseTo(-0.39, 2);
  });
});
