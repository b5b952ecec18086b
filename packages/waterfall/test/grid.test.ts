import { readFileSync } from "node:fs";
import { hertzToMel, melToHertz } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowsOf } from "../src/grid/rows.ts";
import { createWaterfall, frequencyScale, type WaterfallOptions } from "../src/index.ts";

const mel: { hz: number[]; slaney: number[]; htk: number[] } = JSON.parse(
  readFileSync(new URL("fixtures/mel.json", import.meta.url), "utf8"),
);

describe.each(["slaney", "htk"] as const)("mels after %s", (formula) => {
  test("are torchaudio's, and librosa's", () => {
    mel.hz.forEach((hz, i) => {
      expect(hertzToMel(hz, formula)).toBeCloseTo(mel[formula][i]!, 9);
    });
  });

  test("turn back into hertz", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 96_000, noNaN: true }), (hz) => {
        expect(melToHertz(hertzToMel(hz, formula), formula)).toBeCloseTo(hz, 6);
      }),
    );
  });
});

const axis = fc.record({
  scale: fc.constantFrom("linear", "log", "mel"),
  binWidth: fc.double({ min: 1, max: 200, noNaN: true }),
  firstBin: fc.constantFrom(0, 1),
});

test("every row shows bins, rows descend in frequency, and on a whole linear axis every bin is shown", () => {
  fc.assert(
    fc.property(
      axis,
      fc.integer({ min: 2, max: 3000 }),
      fc.integer({ min: 1, max: 700 }),
      (given, bins, height) => {
        const { from, to } = rowsOf(frequencyScale(bins, given), bins, height);
        for (let row = 0; row < height; row++) {
          expect(from[row]! >= 0 && to[row]! > from[row]! && to[row]! <= bins).toBe(true);
          if (row > 0) expect(to[row]!).toBeLessThanOrEqual(Math.max(to[row - 1]!, from[row - 1]! + 1));
        }
        if (given.scale === "linear" && height <= bins) {
          const shown = new Set<number>();
          for (let row = 0; row < height; row++) for (let i = from[row]!; i < to[row]!; i++) shown.add(i);
          expect(shown.size).toBe(bins);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("a tone lies where the axis says", () => {
  for (const scale of ["linear", "log", "mel"] as const) {
    const frequency = { scale, binWidth: 10 };
    const waterfall = createWaterfall({ frames: 1, bins: 1025, width: 1, height: 200, frequency });
    const frame = new Float32Array(1025).fill(1e-6);
    frame[100] = 1;
    waterfall.push(frame, 1);
    const { values, frequency: made } = waterfall.levels();
    const row = values.indexOf(Math.max(...values));
    expect(Math.abs(1 - (row + 0.5) / 200 - made.position(1000))).toBeLessThan(1 / 200);
  }
});

const shapes = fc.record({
  frames: fc.integer({ min: 1, max: 60 }),
  bins: fc.integer({ min: 2, max: 40 }),
  width: fc.integer({ min: 1, max: 90 }),
  height: fc.integer({ min: 1, max: 60 }),
  reduce: fc.constantFrom("peak" as const, "mean" as const),
  seed: fc.nat(),
});

/** What a picture should be, worked out pixel by pixel. */
function naive(
  {
    frames,
    bins,
    width,
    height,
    reduce,
  }: Required<Pick<WaterfallOptions, "frames" | "bins" | "width" | "height" | "reduce">>,
  data: Float64Array,
): number[] {
  const { from, to } = rowsOf(frequencyScale(bins), bins, height);
  const columns = Math.min(frames, width);
  return Array.from({ length: width * height }, (_, pixel) => {
    const column = Math.floor(((pixel % width) * columns) / width);
    const row = Math.floor(pixel / width);
    const cells: number[] = [];
    for (let frame = 0; frame < frames; frame++) {
      if (Math.floor((frame * columns) / frames) !== column) continue;
      for (let bin = from[row]!; bin < to[row]!; bin++) cells.push(data[frame * bins + bin]!);
    }
    return reduce === "peak" ? Math.max(...cells) : cells.reduce((sum, cell) => sum + cell, 0) / cells.length;
  });
}

test("a pixel is the peak, or the mean, of all it covers, however the frames are cut into blocks", () => {
  fc.assert(
    fc.property(shapes, fc.integer({ min: 1, max: 20 }), ({ seed, ...shape }, block) => {
      let state = seed + 1;
      const data = Float64Array.from({ length: shape.frames * shape.bins }, () => {
        state = (state * 48271) % 2147483647;
        return Math.fround(state / 2147483647);
      });
      const waterfall = createWaterfall({ ...shape, values: "plain" });
      for (let at = 0; at < shape.frames; at += block)
        waterfall.push(data.subarray(at * shape.bins), Math.min(block, shape.frames - at));
      const truth = naive(shape, data);
      const { values } = waterfall.levels();
      values.forEach((value, i) => {
        expect(Math.abs(value - truth[i]!)).toBeLessThan(1e-5);
      });
    }),
  );
});

test("amplitudes and powers become decibels, silence and NaN the lowest level", () => {
  const of = (values: "amplitude" | "power" | "decibels" | "plain", numbers: number[]): number[] => {
    const waterfall = createWaterfall({
      frames: numbers.length,
      bins: 2,
      width: numbers.length,
      height: 1,
      values,
    });
    waterfall.push(Float64Array.from(numbers.flatMap((value) => [value, value])), numbers.length);
    return [...waterfall.levels().values];
  };
  expect(of("amplitude", [10, 1, 0, Number.NaN])).toEqual([20, 0, -Infinity, -Infinity]);
  expect(of("power", [10, 1, 0, Infinity])).toEqual([10, 0, -Infinity, -Infinity]);
  expect(of("decibels", [-80, Number.NaN])).toEqual([-80, -Infinity]);
  expect(of("plain", [-3, Number.NaN])).toEqual([-3, Number.NaN]);
});

test("frames beyond those announced are left out, blocks too small refused", () => {
  const waterfall = createWaterfall({ frames: 1, bins: 2, width: 1, height: 1, values: "plain" });
  waterfall.push(Float32Array.of(1, 2, 9, 9), 2);
  expect([...waterfall.levels().values]).toEqual([2]);
  expect(() => waterfall.push(Float32Array.of(1), 1)).toThrow(RangeError);
});

test.each([
  [{ frames: 0, bins: 2 }],
  [{ frames: 1, bins: 0 }],
  [{ frames: 1, bins: 2, width: 0 }],
  [{ frames: 1, bins: 2, width: 1e5, height: 1e5 }],
  [{ frames: 1, bins: 2, frequency: { scale: "mel" as const } }],
  [{ frames: 1, bins: 2, frequency: { low: 5, high: 5 } }],
  [{ frames: 1, bins: 2, frequency: { scale: "log" as const, low: 0 } }],
])("%o is refused", (options) => {
  expect(() => createWaterfall(options)).toThrow(RangeError);
});
