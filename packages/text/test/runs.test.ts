import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HALT } from "../src/scanner.ts";
import { encode, scanners, scanText } from "./scanners.ts";

const [[, script], [, wasm]] = scanners;

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength, maxLength });
const signs = fc.constantFrom("", "", "-", "-", "+");
const exponents = fc.oneof(
  fc.constant(""),
  fc
    .integer({ min: -50, max: 50 })
    .map((n) => `e${n < 0 ? "-" : "+"}${String(Math.abs(n)).padStart(2, "0")}`),
  fc.integer({ min: -330, max: 310 }).map((n) => `E${n}`),
);
/** Any digits, the mark anywhere: below, at and above the lengths that are read at once. */
const anyNumber = fc
  .tuple(signs, digits(0, 21), fc.option(digits(0, 21)), exponents)
  .filter(([, whole, fraction]) => whole !== "" || (fraction ?? "") !== "")
  .map(
    ([sign, whole, fraction, exponent]) =>
      `${sign}${whole}${fraction === null ? "" : `.${fraction}`}${exponent}`,
  );
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const singles = fc.float({ noNaN: true, noDefaultInfinity: true });
/** As programs print them. */
const printed = fc.oneof(
  finite.map(String),
  finite.map((x) => x.toExponential(16)),
  finite.map((x) => x.toExponential(18)),
  fc.tuple(finite, fc.integer({ min: 0, max: 20 })).map(([x, n]) => x.toFixed(n)),
  fc.tuple(singles, fc.integer({ min: 1, max: 18 })).map(([x, n]) => x.toPrecision(n)),
  singles.map((x) => x.toExponential(8).replace(/e([+-])(\d)$/, "e$10$2")),
  fc.integer({ min: -1000, max: 1000 }).map(String),
);
const rows = fc.array(fc.array(fc.oneof(anyNumber, printed), { minLength: 12, maxLength: 12 }), {
  minLength: 1,
  maxLength: 4,
});
const separators = fc.constantFrom(",", ", ", " ", "   ", "\t", ";");
const plan = { columns: 12 };
const styleOf = (separator: string) => ({
  separator: separator.trim() === "" && separator !== "\t" ? 32 : separator.charCodeAt(0),
});

describe.each(scanners)("rows of numbers read %s", (_, scanner) => {
  test("are what the language makes of each, in float64 and in float32", () => {
    fc.assert(
      fc.property(rows, separators, fc.boolean(), (cells, separator, single) => {
        const content = encode(cells.map((row) => `${row.join(separator)}\n`).join(""));
        const { halt, values } = scanText(scanner, content, {
          plan: { ...plan, single },
          style: styleOf(separator),
        });
        expect(halt).toBe(HALT.end);
        const expected = cells.flat().map((cell) => (single ? Math.fround(Number(cell)) : Number(cell)));
        expect(values).toEqual(expected);
      }),
      { numRuns: 1500 },
    );
  });

  test("are so next to the middle of two numbers of float32, where being nearly right is not enough", () => {
    const halfway = fc.tuple(
      fc.integer({ min: 1, max: 2 ** 24 - 1 }),
      fc.oneof(fc.integer({ min: -60, max: 40 }), fc.constant(-149)),
      fc.integer({ min: -9, max: 9 }),
    );
    const near = halfway.map(([mantissa, power, steps]) => {
      const middle = (mantissa + 0.5) * 2 ** power;
      return middle + steps * 2 ** (Math.floor(Math.log2(middle)) - 52);
    });
    fc.assert(
      fc.property(
        fc.array(near, { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 15, max: 18 }),
        (numbers, places) => {
          const cells = numbers.map((x) => x.toExponential(places).replace(/e([+-])(\d)$/, "e$10$2"));
          const { values } = scanText(scanner, encode(`${cells.join(",")}\n`), {
            plan: { ...plan, single: true },
          });
          expect(values).toEqual(cells.map((cell) => Math.fround(Number(cell))));
        },
      ),
      { numRuns: 1500 },
    );
  });
});

/** Rows in which something is wrong, missing, quoted or strange, here and there. */
const strange = fc.constantFrom(
  "",
  "nan",
  "-inf",
  "1.#INF",
  '"2.5"',
  " 7 ",
  "1e",
  "1e+5",
  ".",
  "-",
  "--1",
  "1.2.3",
  "1,2",
  "0x10",
  "1e-05e-05",
  "12345678901234567890.5.",
  "#",
  "é",
  "\0",
  "1e+0a",
  "1f-05",
);
const strangeRows = fc
  .array(
    fc.oneof({ arbitrary: fc.oneof(anyNumber, printed), weight: 12 }, { arbitrary: strange, weight: 1 }),
    { minLength: 8, maxLength: 40 },
  )
  .chain((cells) =>
    fc.tuple(fc.constant(cells), fc.constantFrom(",", " ", "\n", ", "), fc.integer({ min: 2, max: 9 })),
  )
  .map(([cells, separator, columns]) => ({
    columns,
    text: cells.map((cell, n) => `${cell}${n % columns === columns - 1 ? "\n" : separator}`).join(""),
  }));

test("JavaScript and WebAssembly do the same to rows that are nearly in order, in any blocks", () => {
  const sizes = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(
      strangeRows,
      separators,
      sizes,
      fc.boolean(),
      ({ columns, text }, separator, size, single) => {
        const options = { plan: { columns, single }, style: styleOf(separator), block: () => size };
        const content = encode(text);
        expect(scanText(wasm, content, options)).toEqual(scanText(script, content, options));
      },
    ),
    { numRuns: 4000 },
  );
});
