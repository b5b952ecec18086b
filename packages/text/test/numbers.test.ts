import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HALT } from "../src/scanner.ts";
import { encode, scanners, scanText } from "./scanners.ts";

const numbers = JSON.parse(readFileSync(new URL("./fixtures/numbers.json", import.meta.url), "utf8")) as [
  text: string,
  bits: string,
][];

const double = new DataView(new ArrayBuffer(8));
function bitsOf(value: number): string {
  double.setFloat64(0, value);
  return double.getBigUint64(0).toString(16).padStart(16, "0");
}

describe.each(scanners)("a number read %s", (_, scanner) => {
  const read = (text: string, style = {}): number => {
    const { halt, values } = scanText(scanner, encode(text), { style });
    if (halt !== HALT.end || values.length !== 1) throw new Error(`${text} stopped with ${halt}`);
    return values[0];
  };

  test("is the one that NumPy reads, to the last bit: halfway cases, subnormals and overflow too", () => {
    for (const [text, bits] of numbers) expect(bitsOf(read(text)), text).toBe(bits);
  });

  const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });

  test("is the double it was written from", () => {
    fc.assert(
      fc.property(doubles, (value) => {
        for (const text of [String(value), value.toExponential(16), value.toPrecision(17)]) {
          expect(bitsOf(read(text) + 0)).toBe(bitsOf(value + 0)); // String drops the sign of zero
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("is what the language makes of the same digits, however many there are", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 40 });
    const parts = fc.tuple(
      fc.constantFrom("", "-", "+"),
      digits,
      fc.option(digits),
      fc.option(fc.integer({ min: -400, max: 400 })),
    );
    fc.assert(
      fc.property(parts, ([sign, whole, fraction, exponent]) => {
        const text = `${sign}${whole}${fraction === null ? "" : `.${fraction}`}${exponent === null ? "" : `e${exponent}`}`;
        expect(bitsOf(read(text)), text).toBe(bitsOf(Number(text)));
      }),
      { numRuns: 3000 },
    );
  });

  test("may stand half way between two doubles, in hundreds of digits", () => {
    fc.assert(
      fc.property(fc.bigInt(2n ** 52n, 2n ** 53n - 1n), fc.integer({ min: -60, max: 60 }), (odd, power) => {
        const half = (2n * odd + 1n) * 5n ** 60n * 2n ** BigInt(60 + power); // times 10^-60 / 2
        for (const digits of [half, half + 1n, half - 1n]) {
          const text = `${digits}e-60`;
          expect(bitsOf(read(text)), text).toBe(bitsOf(Number(text)));
        }
      }),
    );
  });

  const spelt: readonly [text: string, value: number][] = [
    ["nan", NaN],
    ["NaN", NaN],
    ["-nan", NaN],
    ["NA", NaN],
    ["N/A", NaN],
    ["null", NaN],
    ["None", NaN],
    ["nan(ind)", NaN],
    ["-nan(ind)", NaN],
    ["nan(snan)", NaN],
    ["1.#QNAN", NaN],
    ["-1.#IND", NaN],
    ["1.#IND00", NaN],
    ["1.#SNAN", NaN],
    ["inf", Infinity],
    ["Inf", Infinity],
    ["INF", Infinity],
    ["+inf", Infinity],
    ["-inf", -Infinity],
    ["Infinity", Infinity],
    ["-Infinity", -Infinity],
    ["1.#INF", Infinity],
    ["-1.#INF", -Infinity],
    ["1.#INF00", Infinity],
    ["1.5D+02", 150],
    ["1.5d-2", 0.015],
    ["1q3", 1000],
    ["1.", 1],
    [".5", 0.5],
    ["+7", 7],
    ["-.5e1", -5],
    ['"2.5"', 2.5],
    ['""', NaN],
    ["-0", -0],
  ];
  test.each(spelt)("may be written %s", (text, value) => {
    expect(read(text)).toBe(value);
  });

  test("may have a decimal comma", () => {
    expect(read("-1,25e2", { separator: 59, decimal: 44 })).toBe(-125);
    expect(read("123456789012345678901,5", { separator: 59, decimal: 44 })).toBe(
      Number("123456789012345678901.5"),
    );
  });

  const wrong = [
    "abc",
    "1e",
    "1e+",
    ".",
    "-",
    "+-1",
    "1..2",
    "1.2.3",
    "0x10",
    "1_000",
    "nano",
    "infinite",
    "--1",
    "1.#",
    "nan(",
    "1 2",
    "∞",
    '"1',
    '1"',
    "(1)",
    "1j",
    "\0",
    "1\0",
  ];
  test.each(wrong)("is not made up from %j", (text) => {
    expect(scanText(scanner, encode(text)).halt).toBe(HALT.notANumber);
  });

  const complexes: readonly [text: string, re: number, im: number][] = [
    ["1+2j", 1, 2],
    ["(1+2j)", 1, 2],
    ["( 1 - 2j )", 1, -2],
    ["1 + 2i", 1, 2],
    ["1-i", 1, -1],
    ["2i", 0, 2],
    ["3", 3, 0],
    ["(1,2)", 1, 2],
    ["( 1 , -2 )", 1, -2],
    ["1e3-2.5e-1i", 1000, -0.25],
    ["(1.0e+00+-2.0e+00j)", 1, -2],
    ["nan+infj", NaN, Infinity],
    ["(nan+nanj)", NaN, NaN],
    ["-inf-Infinityi", -Infinity, -Infinity],
    ["1+nani", 1, NaN],
    ['"1+2j"', 1, 2],
    ["infj", 0, Infinity],
  ];
  test.each(complexes)("may be complex: %s", (text, re, im) => {
    const { halt, values } = scanText(scanner, encode(text), { style: { complex: true } });
    expect([halt, ...values]).toEqual([HALT.end, re, im]);
  });

  test.each(["1+2", "1+", "(1+2j", "1+2j)", "j", "1+2k", "(1;2)", "1+2jj", "1++2j+"])(
    "is not a complex one made up from %j",
    (text) => {
      expect(scanText(scanner, encode(text), { style: { complex: true } }).halt).toBe(HALT.notANumber);
    },
  );

  test("may be complex between spaces: a lone sign joins, a sign before a digit does not", () => {
    const style = { separator: 32, complex: true };
    const { halt, values } = scanText(scanner, encode("1 + 2i 3 -4i (5,6) 7-8i"), {
      style,
      plan: { columns: 5 },
    });
    expect([halt, values]).toEqual([HALT.end, [1, 2, 3, 0, 0, -4, 5, 6, 7, -8]]);
  });
});
