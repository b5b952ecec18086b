import fc from "fast-check";
import { expect, test } from "vitest";
import { HALT, type Scanner } from "../src/scanner.ts";
import { scanners, scanText } from "./scanners.ts";

const [[, script], [, wasm]] = scanners;
const letters = '0123456789....,,,;; \t\t\n\n\r"()+-+-eEdDijnNaAfFiI#%/x\0é';
const junk = fc
  .string({ unit: fc.constantFrom(...letters), maxLength: 120 })
  .map((text) => new TextEncoder().encode(text));
const styles = fc.record({
  separator: fc.constantFrom(44, 9, 59, 32),
  decimal: fc.constantFrom(46, 44),
  comment: fc.constantFrom(35, 37, 256),
  lineEnd: fc.constantFrom(10, 13),
  complex: fc.boolean(),
});
const plans = fc.record({
  columns: fc.integer({ min: 1, max: 6 }),
  first: fc.integer({ min: 0, max: 2 }),
  until: fc.integer({ min: 0, max: 6 }),
  stop: fc.integer({ min: 1, max: 6 }),
});

test("JavaScript and WebAssembly do the same to any bytes, in any style, in any blocks", () => {
  fc.assert(
    fc.property(junk, styles, plans, fc.integer({ min: 1, max: 50 }), (content, style, plan, size) => {
      const options = { style, plan, block: () => size };
      expect(scanText(wasm, content, options)).toEqual(scanText(script, content, options));
    }),
    { numRuns: 5000 },
  );
});

function rowsOf(scanner: Scanner, content: Uint8Array, wanted: number): number[] {
  const found: number[] = [];
  scanner.beginRows();
  scanner.text.set(content);
  for (let from = 0; ; from = scanner.at) {
    const halt = scanner.findRows(from, content.length, true, wanted);
    for (let n = 0; n < scanner.written; n++) found.push(scanner.starts[n], scanner.startLines[n]);
    found.push(-scanner.lines);
    if (halt === HALT.end) return found;
  }
}

test("JavaScript and WebAssembly find the same rows in any bytes", () => {
  fc.assert(
    fc.property(junk, styles, fc.integer({ min: 1, max: 9 }), (content, style, wanted) => {
      script.setStyle(style);
      wasm.setStyle(style);
      expect(rowsOf(wasm, content, wanted)).toEqual(rowsOf(script, content, wanted));
    }),
    { numRuns: 2000 },
  );
});
