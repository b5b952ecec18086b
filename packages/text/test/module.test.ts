import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileScanner, target } from "../scripts/scanner.mjs";
import { powersOfFive } from "../src/wasm/powers-of-five.ts";

test("the WebAssembly in the sources is what assembly/ compiles to", async () => {
  expect(await compileScanner()).toBe(readFileSync(target, "utf8"));
}, 60_000);

test("powers of five have their 128 leading bits, cut off above 5^0 and rounded up below", () => {
  const words = powersOfFive();
  expect(words.length).toBe(2 * 651);
  for (let power = -342; power <= 308; power++) {
    const at = 2 * (power + 342);
    const leading = (words[at] << 64n) | words[at + 1];
    const five = 5n ** BigInt(Math.abs(power));
    const bits = BigInt(five.toString(2).length);
    // Positive: leading is floor(five * 2^(128 - bits)). Negative: 2^(127 + bits) / five lies just below it.
    if (power >= 0) expect(leading).toBe(bits > 128n ? five >> (bits - 128n) : five << (128n - bits));
    else
      expect([leading * five > 1n << (127n + bits), (leading - 1n) * five <= 1n << (127n + bits)]).toEqual([
        true,
        true,
      ]);
    expect(leading >> 127n, String(power)).toBe(1n);
  }
});
