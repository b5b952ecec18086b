import { watchedBytes } from "@unspectro/conformance";
import { expect, test } from "vitest";
import { csv } from "../src/index.ts";

test.each([
  ["0.5,0.25,0.125", 10 ** -3 / 2],
  ["0.50000001,0.2,0.3", 10 ** -8 / 2],
  ["0.12345678901234567,0.2,0.3", 2 ** -53],
])("%s is as precise as its digits", async (row, precision) => {
  const source = await csv.open(watchedBytes("digits.csv", new TextEncoder().encode(`${row}\n${row}\n`)));
  expect(source.precision).toBeCloseTo(precision, 18);
});
