import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HALT } from "../src/scanner.ts";
import { encode, scanners, scanText } from "./scanners.ts";

const cells = fc.oneof(
  fc.double().map((value) => String(value).replace("Infinity", "inf").replace("NaN", "nan")),
  fc.constantFrom(
    "",
    " 1.5 ",
    "1.#INF",
    "nan(ind)",
    "1D-3",
    "12345678.12345678",
    '"3"',
    "-1.7976931348623157e+308",
  ),
);
const rowsOf = (columns: number) =>
  fc.array(fc.array(cells, { minLength: columns, maxLength: columns }), { maxLength: 8 });
const lineEnds = fc.constantFrom("\n", "\r\n", "\n\n", " # a remark, 7\n", "\n#, 1 2 3\n");

describe.each(scanners)("text read in blocks %s", (_, scanner) => {
  test("gives the same numbers however it is cut: after a sign, a dot, an e, in a word", () => {
    const texts = fc.tuple(fc.integer({ min: 2, max: 4 }).chain(rowsOf), lineEnds);
    const cuts = fc.infiniteStream(fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(texts, cuts, ([rows, lineEnd], sizes) => {
        const content = encode(rows.map((row) => row.join(",") + lineEnd).join(""));
        const plan = { columns: rows[0]?.length ?? 2 };
        const whole = scanText(scanner, content, { plan });
        expect(whole.halt).toBe(HALT.end);
        expect(whole.rows).toBe(rows.length);
        const pieces = scanText(scanner, content, { plan, block: () => sizes.next().value ?? 1 });
        expect(pieces).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  test("gives the same complex numbers between spaces, byte by byte", () => {
    const content = encode("1 + 2i  -3.5e1-infi\n(1,2)\t( nan , 4 )\r\n 5 -6i # 7 8\n");
    const options = { style: { separator: 32, complex: true }, plan: { columns: 2 } };
    const whole = scanText(scanner, content, options);
    expect(whole.values).toEqual([1, 2, -35, -Infinity, 1, 2, NaN, 4, 5, 0, 0, -6]);
    for (let size = 1; size < 12; size++) {
      expect(scanText(scanner, content, { ...options, block: () => size })).toEqual(whole);
    }
  });

  test("passes over leading and trailing cells, whatever they hold, and counts them", () => {
    const fill = (cell: number, row: number) => (cell % 7 === 3 ? '"a, b"' : `label ${row}.${cell}`);
    const rows = Array.from({ length: 5 }, (_, row) =>
      Array.from({ length: 90 }, (_, cell) =>
        cell >= 40 && cell < 43 ? String(row + cell / 64) : fill(cell, row),
      ),
    );
    const content = encode(rows.map((row) => `${row.join(",")}\n`).join(""));
    const expected = rows.flatMap((row) => row.slice(40, 43).map(Number));
    for (const size of [1, 3, 16, 17, 64, 1000, 100000]) {
      const plan = { columns: 90, first: 40, until: 43 };
      const { halt, values } = scanText(scanner, content, { plan, block: () => size });
      expect([halt, values]).toEqual([HALT.end, expected]);
    }
  });

  test("stops before a cell of a row, and goes on from there", () => {
    const content = encode("1,2,3,4,5\n");
    const first = scanText(scanner, content, { plan: { columns: 5, first: 1, until: 3, stop: 3 } });
    expect(first).toMatchObject({ halt: HALT.stop, values: [2, 3], cell: 3, at: 6 });
    const rest = scanText(scanner, content.subarray(first.at), {
      plan: { columns: 5, first: 3, until: 5 },
      cell: 3,
    });
    expect(rest).toMatchObject({ halt: HALT.end, values: [4, 5], rows: 1 });
  });

  test("says where a row is too short, too long, or no number", () => {
    const plan = { columns: 3 };
    expect(scanText(scanner, encode("1,2,3\n\n4,5\n"), { plan })).toMatchObject({
      halt: HALT.tooFew,
      lines: 2,
      cell: 2,
    });
    expect(scanText(scanner, encode("1,2,3\n4,5,6,7\n"), { plan })).toMatchObject({
      halt: HALT.tooMany,
      lines: 1,
      at: 12,
    });
    expect(scanText(scanner, encode("1,2,3\n4,x,6\n"), { plan })).toMatchObject({
      halt: HALT.notANumber,
      cell: 1,
      at: 8,
    });
  });

  test("takes one separator at a row's end for its end, and empty cells for NaN", () => {
    const plan = { columns: 3 };
    expect(scanText(scanner, encode("1,,3,\n,2,\n"), { plan })).toMatchObject({
      halt: HALT.end,
      values: [1, NaN, 3, NaN, 2, NaN],
    });
  });
});
