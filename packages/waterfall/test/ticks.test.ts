import fc from "fast-check";
import { expect, test } from "vitest";
import { frequencyScale, frequencyTicks, levelTicks, type Tick, timeTicks } from "../src/index.ts";

const labels = (ticks: readonly Tick[]): string[] => ticks.map(({ label }) => label);

function wellPlaced(ticks: readonly Tick[]): boolean {
  return ticks.every(
    ({ position }, i) =>
      position >= -1e-6 && position <= 1 + 1e-6 && (i === 0 || position > ticks[i - 1]!.position),
  );
}

test("marks lie on the axis, in order, each with its own label, never many more than asked", () => {
  const span = fc.double({ min: 0.001, max: 200_000, noNaN: true });
  const unit = fc.constantFrom("s" as const, "frame" as const);
  fc.assert(
    fc.property(
      unit,
      fc.double({ min: 0, max: 5000, noNaN: true }),
      span,
      fc.integer({ min: 2, max: 20 }),
      (u, start, length, most) => {
        const ticks = timeTicks({ unit: u, start, end: start + length }, most);
        expect(wellPlaced(ticks)).toBe(true);
        expect(new Set(labels(ticks)).size).toBe(ticks.length);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
      },
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom("linear" as const, "log" as const, "mel" as const), span, (scale, high) => {
      const ticks = frequencyTicks(frequencyScale(1025, { scale, binWidth: high / 1024 }), 8);
      expect(wellPlaced(ticks)).toBe(true);
      expect(new Set(labels(ticks)).size).toBe(ticks.length);
    }),
  );
});

test("times read as people write them", () => {
  expect(labels(timeTicks({ unit: "s", start: 0, end: 1 }, 5))).toEqual([
    "0.0",
    "0.2",
    "0.4",
    "0.6",
    "0.8",
    "1.0",
  ]);
  expect(labels(timeTicks({ unit: "s", start: 0, end: 300 }, 5))).toEqual([
    "0:00",
    "1:00",
    "2:00",
    "3:00",
    "4:00",
    "5:00",
  ]);
  expect(labels(timeTicks({ unit: "s", start: 0, end: 7200 }, 4))).toEqual([
    "0:00",
    "30:00",
    "1:00:00",
    "1:30:00",
    "2:00:00",
  ]);
  expect(labels(timeTicks({ unit: "s", start: 300, end: 301 }, 2))).toEqual(["5:00.0", "5:00.5", "5:01.0"]);
  expect(labels(timeTicks({ unit: "frame", start: 0, end: 3 }, 8))).toEqual(["0", "1", "2", "3"]);
});

test("frequencies are round, in thousands from 1000 on, decades on a log axis unless it is short", () => {
  const of = (scale: "linear" | "log"): string[] =>
    labels(frequencyTicks(frequencyScale(1025, { scale, binWidth: 22050 / 2048 }), 12));
  expect(of("linear")).toEqual(["0", "1k", "2k", "3k", "4k", "5k", "6k", "7k", "8k", "9k", "10k", "11k"]);
  expect(of("log")).toEqual(["20", "50", "100", "200", "500", "1k", "2k", "5k", "10k"]);
  const near = (scale: "linear" | "log" | "mel"): string[] =>
    labels(frequencyTicks(frequencyScale(1025, { scale, binWidth: 10, low: 1580, high: 2120 }), 6));
  for (const scale of ["linear", "log", "mel"] as const)
    expect(near(scale)).toEqual(["1.6k", "1.7k", "1.8k", "1.9k", "2k", "2.1k"]);
  const close = frequencyScale(1025, { binWidth: 10, low: 4830, high: 5010 });
  expect(labels(frequencyTicks(close, 4))).toEqual(["4.85k", "4.9k", "4.95k", "5k"]);
  expect(labels(frequencyTicks(frequencyScale(5), 8))).toEqual(["0", "1", "2", "3", "4"]);
});

test("levels are round", () => {
  expect(labels(levelTicks(-80, 0, 4))).toEqual(["-80", "-60", "-40", "-20", "0"]);
  expect(labels(levelTicks(-Math.PI, Math.PI, 7))).toEqual(["-3", "-2", "-1", "0", "1", "2", "3"]);
  expect(levelTicks(1, 1, 5)).toEqual([]);
});
