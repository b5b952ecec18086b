import type { FrameSource } from "@unspectro/core/plugin";
import { bytesFromArray } from "@unspectro/io";
import { expect, test } from "vitest";
import { arraysOf, factsOf, readersOf } from "../src/index.ts";
import { npyFile } from "./npy.ts";

/** A matrix, and how often it was read. */
async function matrix(values: readonly number[]): Promise<FrameSource & { readonly reads: () => number }> {
  const file = await arraysOf(bytesFromArray(npyFile(values, 5), "matrix"), { readers: readersOf() });
  const source = await file.open("");
  let reads = 0;
  return {
    ...source,
    reads: () => reads,
    read(...args) {
      reads++;
      return source.read(...args);
    },
  };
}

const decibels = Array.from({ length: 45 }, (_, i) => -80 + (80 * i) / 44);
const degrees = Array.from({ length: 45 }, (_, i) => 180 - 8 * i);

test("ranges are looked up where nobody says what the numbers mean", async () => {
  const [magnitude, phase] = [await matrix(decibels), await matrix(degrees)];
  expect(await factsOf(magnitude, phase)).toEqual({
    rows: 9,
    columns: 5,
    magnitude: { min: -80, max: 0 },
    phase: { min: -172, max: 180 },
  });
});

test("numbers whose meaning was said are not looked at", async () => {
  const [magnitude, phase] = [await matrix(decibels), await matrix(degrees)];
  const given = { encoding: { magnitude: { scale: "decibel" }, phase: { unit: "degrees" } } } as const;
  expect(await factsOf(magnitude, phase, { given })).toEqual({ rows: 9, columns: 5 });
  expect([magnitude.reads(), phase.reads()]).toEqual([0, 0]);
});
