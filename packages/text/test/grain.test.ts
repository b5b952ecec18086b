import fc from "fast-check";
import { expect, test } from "vitest";
import { describeMatrix, openTextMatrix, sampleFile } from "../src/index.ts";
import { encode, fileOf } from "./scanners.ts";

const ROWS = 40;
const COLUMNS = 30;

async function seenIn(rows: readonly (readonly string[])[]) {
  const bytes = fileOf(encode(rows.map((row) => `${row.join(",")}\n`).join("")));
  const matrix = describeMatrix(await sampleFile(bytes));
  if (matrix === undefined) throw new Error("not recognised");
  const source = await openTextMatrix(bytes, matrix, { format: "text", name: bytes.name });
  await source.close();
  return source;
}

const matrixOf = (value: (row: number, column: number) => string): string[][] =>
  Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: COLUMNS }, (__, column) => value(row, column)),
  );
const wave = (row: number, column: number): number =>
  Math.sin(row * 12.9898 + column * 78.233) * 10 ** (row % 5);

const prints: readonly (readonly [name: string, print: (single: number) => string])[] = [
  ["%.9g", (x) => String(Number(x.toPrecision(9)))],
  ["%.18e", (x) => x.toExponential(18)],
  ["%.12f", (x) => x.toFixed(12)],
  ["as doubles", String],
];

test.each(prints)("knows float32 numbers that are printed %s, by their digits", async (_, print) => {
  const single = await seenIn(matrixOf((row, column) => print(Math.fround(wave(row, column)))));
  expect(single).toMatchObject({ element: "text", printedFrom: "float32", precision: 2 ** -24 });
  const double = await seenIn(matrixOf((row, column) => print(wave(row, column))));
  expect(double.printedFrom).toBeUndefined();
  expect(double.precision).toBeLessThan(1e-8);
});

test("does not take few digits, or few numbers, for float32's", async () => {
  expect((await seenIn(matrixOf((r, c) => wave(r, c).toPrecision(7)))).printedFrom).toBeUndefined();
  expect((await seenIn([["0.100000001", "0.200000003"]])).printedFrom).toBeUndefined();
  expect((await seenIn(matrixOf(() => "0"))).precision).toBe(2 ** -53);
});

test("looks behind the silence with which many recordings begin", async () => {
  const source = await seenIn(
    matrixOf((row, column) => (row < ROWS / 2 ? "0" : Math.fround(wave(row, column)).toPrecision(9))),
  );
  expect(source.printedFrom).toBe("float32");
  expect(source.notes).toContain("float32 numbers of up to 9 digits");
});

test("looks into rows as long as a recording", async () => {
  const rows = Array.from({ length: 3 }, (_, row) =>
    Array.from({ length: 20_000 }, (__, n) => (n < 10_000 ? "0" : Math.fround(wave(row, n)).toPrecision(9))),
  );
  expect((await seenIn(rows)).printedFrom).toBe("float32");
});

/** Without -0, whose sign these ways of printing drop. */
const singles = fc.float({ noNaN: true }).map((x) => x + 0);

test("gives float32 numbers that were printed back as they were", () =>
  fc.assert(
    fc.asyncProperty(fc.array(singles, { minLength: 6, maxLength: 60 }), async (numbers) => {
      const bytes = fileOf(
        encode(`${numbers.map((x) => x.toPrecision(9).replace("Infinity", "inf")).join("\n")}\n`),
      );
      const matrix = describeMatrix(await sampleFile(bytes));
      if (matrix === undefined) throw new Error("not recognised");
      const source = await openTextMatrix(bytes, matrix, { format: "text", name: bytes.name });
      const read = new Float32Array(source.frames);
      await source.read(0, source.frames, read);
      await source.close();
      expect(read).toEqual(Float32Array.from(numbers));
    }),
  ));
