import { type ByteSource, isUnspectroError } from "@unspectro/core/plugin";
import fc from "fast-check";
import { expect, test } from "vitest";
import { describeMatrix, openTextMatrix, sampleFile } from "../src/index.ts";
import { encode, fileOf as file } from "./scanners.ts";

async function open(bytes: ByteSource) {
  const matrix = describeMatrix(await sampleFile(bytes));
  if (matrix === undefined) throw new Error("not recognised");
  return openTextMatrix(bytes, matrix, { format: "text", name: bytes.name });
}

const number = (row: number, column: number): number => ((row * 7919 + column * 104729) % 100003) / 64;

/** A matrix of few rows, each far longer than a block: bins x frames of a long recording. */
function wide(rows: number, columns: number): Uint8Array {
  const lines = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => number(row, column)).join(","),
  );
  return encode(`${lines.join("\n")}\n`);
}

const WIDE_ROWS = 9;
const WIDE_COLUMNS = 40_000;
const wideText = wide(WIDE_ROWS, WIDE_COLUMNS);

test("reads long rows strip by strip, and the whole file about once", async () => {
  const bytes = file(wideText);
  const source = await open(bytes);
  expect([source.frames, source.bins, source.partialRecords]).toEqual([WIDE_ROWS, WIDE_COLUMNS, true]);
  bytes.bytesRead = 0;
  const width = 1000;
  const strip = new Float64Array(WIDE_ROWS * width);
  for (let firstBin = 0; firstBin < WIDE_COLUMNS; firstBin += width) {
    expect(await source.read(0, WIDE_ROWS, strip, { firstBin, binCount: width })).toBe(WIDE_ROWS);
    const expected = strip.map((_, at) => number(Math.floor(at / width), firstBin + (at % width)));
    expect(strip).toEqual(expected);
  }
  expect(bytes.bytesRead / wideText.length).toBeLessThan(1.15);
  await source.close();
});

test("passes over a file once, however often it is opened: to list what is in it, then to read", async () => {
  const bytes = file(wideText);
  const matrix = describeMatrix(await sampleFile(bytes));
  if (matrix === undefined) throw new Error("not recognised");
  const again = () => openTextMatrix(bytes, matrix, { format: "text", name: bytes.name });
  await (await again()).close();
  bytes.bytesRead = 0;
  const source = await again();
  expect(bytes.bytesRead).toBe(0);
  const first = new Float64Array(1);
  await source.read(WIDE_ROWS - 1, 1, first, { binCount: 1 });
  expect([source.frames, first[0]]).toEqual([WIDE_ROWS, number(WIDE_ROWS - 1, 0)]);
  await source.close();
});

test("reads strips in any order, and passes over long rows only once to find their places", async () => {
  const bytes = file(wideText);
  const source = await open(bytes);
  const requests = fc.record({
    start: fc.integer({ min: 0, max: WIDE_ROWS - 1 }),
    count: fc.integer({ min: 1, max: 3 }),
    firstBin: fc.integer({ min: 0, max: WIDE_COLUMNS - 1 }),
    binCount: fc.integer({ min: 1, max: 50 }),
  });
  await fc.assert(
    fc.asyncProperty(requests, async ({ start, count, firstBin, binCount }) => {
      const width = Math.min(binCount, WIDE_COLUMNS - firstBin);
      const rows = Math.min(count, WIDE_ROWS - start);
      const into = new Float64Array(rows * width);
      expect(await source.read(start, count, into, { firstBin, binCount: width })).toBe(rows);
      expect(into).toEqual(
        into.map((_, at) => number(start + Math.floor(at / width), firstBin + (at % width))),
      );
    }),
    { numRuns: 200 },
  );
  bytes.bytesRead = 0;
  await source.read(0, WIDE_ROWS, new Float64Array(WIDE_ROWS * 10), { firstBin: 30_000, binCount: 10 });
  expect(bytes.bytesRead).toBeLessThan(0.1 * wideText.length);
  await source.close();
});

test("finds any row of a file of more rows than it keeps places for", async () => {
  const rows = 150_001;
  const lines = Array.from(
    { length: rows },
    (_, row) => `${row}.5\t-${row}.25\n${row % 1000 === 7 ? "# between\n" : ""}`,
  );
  const source = await open(file(encode(lines.join(""))));
  expect([source.frames, source.bins, source.partialRecords]).toEqual([rows, 2, false]);
  const pair = new Float32Array(2);
  for (const row of [0, rows - 1, 1, 65_535, 65_536, 131_072, 8, 149_999, 3]) {
    expect(await source.read(row, 1, pair)).toBe(1);
    expect([...pair]).toEqual([row + 0.5, -row - 0.25]);
  }
  await source.close();
});

async function failure(content: string | Uint8Array, read = true): Promise<string> {
  const bytes = file(typeof content === "string" ? encode(content) : content);
  try {
    const source = await open(bytes);
    if (read) await source.read(0, source.frames, new Float64Array(source.frames * source.bins));
    await source.close();
  } catch (error) {
    if (isUnspectroError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "none";
}

const good = "1,2,3\n".repeat(10);

test("names the line of a row that is too short, too long or no number", async () => {
  expect(await failure(`${good}# a remark\n\n4,5\n${good}`)).toBe(
    "bad-shape: S.csv, line 13: a row is too short (expected 3 cells in every row, found 2)",
  );
  expect(await failure(`${good}4,5,6,7\n${good}`)).toBe(
    "bad-shape: S.csv, line 11, cell 4: a row is too long (expected 3 cells in every row, found more)",
  );
  expect(await failure(`${good}4,five,6\n${good}`)).toBe(
    'bad-number: S.csv, line 11, cell 2: a cell is not a number (expected a number, found "five")',
  );
  expect(await failure(`${good.repeat(2000)}4,\x1b[31m${"x".repeat(99)},6\n${good}`)).toMatch(
    /found "\?\[31mx+\.\.\."\)$/,
  );
});

test("notices at once that the last row was cut short", async () => {
  expect(await failure(`${good}4,5`, false)).toMatch(/^truncated: S.csv, line 11: the last row is too short/);
});

test("does not run out of memory over a cell without an end", async () => {
  const endless = encode(`${good}${"7".repeat(1_000_000)}\n`);
  expect(await failure(endless)).toMatch(
    /a cell without an end \(expected a number, found more than 262144 characters\)/,
  );
});

test("reads several parts at the same time, each as if it were alone", async () => {
  const source = await open(file(wideText));
  const parts = Array.from({ length: 8 }, (_, n) => ({
    firstBin: n * 4000,
    into: new Float64Array(WIDE_ROWS * 100),
  }));
  await Promise.all(
    parts.map(({ firstBin, into }) => source.read(0, WIDE_ROWS, into, { firstBin, binCount: 100 })),
  );
  for (const { firstBin, into } of parts) {
    expect(into).toEqual(into.map((_, at) => number(Math.floor(at / 100), firstBin + (at % 100))));
  }
  await source.close();
});

test("lets others have their turn while it passes over a long file", async () => {
  const rows = 600_000;
  const row = encode(`${"0.123456789,".repeat(10)}1\n`);
  const bytes = {
    name: "S.csv",
    size: rows * row.length,
    read(position: number, into: Uint8Array) {
      const count = Math.min(into.length, rows * row.length - position);
      for (let n = 0; n < count; n++) into[n] = row[(position + n) % row.length];
      return count;
    },
    close() {},
  };
  let turns = 0;
  const timer = setInterval(() => turns++);
  const source = await open(bytes);
  clearInterval(timer);
  expect(source.frames).toBe(rows);
  expect(turns).toBeGreaterThan(0);
  await source.close();
});

test("notes that the last line has no end", async () => {
  const source = await open(file(encode("1,2\n3,4")));
  expect(source.notes).toContain("the last line has no end: the file may have been cut short");
  await source.close();
});
