import { readFile } from "node:fs/promises";
import { complexFft } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noise } from "../../core/test/transform/conventions.ts";
import { compileKernel, target } from "../scripts/kernel.mjs";
import { openKernel } from "../src/kernel/instance.ts";
import { digitReversal, radicesOf, smoothSize } from "../src/plan/factors.ts";
import { planFft } from "../src/plan/fft.ts";
import type { Precision } from "../src/plan/memory.ts";
import { RECORD_BYTES } from "../src/plan/records.ts";
import { snr } from "./signals.ts";

describe("the embedded kernel", () => {
  it("is what assembly/ compiles to", { timeout: 30_000 }, async () => {
    expect(await readFile(target, "utf8")).toBe(await compileKernel());
  });

  it("agrees with the host on its records", () => {
    expect(openKernel("single").recordBytes).toEqual(RECORD_BYTES);
  });
});

describe("radices", () => {
  it("multiply to the size, none above 47", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1 << 20 }), (size) => {
        const radices = radicesOf(size);
        if (radices === null) return hasLargePrime(size);
        return radices.reduce((a, b) => a * b, 1) === size && radices.every((radix) => radix <= 47);
      }),
    );
  });

  it("reverse digits one to one", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 12, 60, 105, 128, 441), (size) => {
        const order = digitReversal(size, radicesOf(size) ?? []);
        expect(new Set(order).size).toBe(size);
      }),
    );
  });

  it("find the smallest smooth size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (least) => {
        let size = least;
        while (!isSmooth(size)) size++;
        return smoothSize(least) === size;
      }),
    );
  });
});

describe("the transform", () => {
  const sizes = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 25, 32, 47, 53, 64, 77, 94, 97, 120, 441, 512, 551, 1009, 1024,
  ];

  for (const [precision, least] of [
    ["single", 126],
    ["double", 295],
  ] as const) {
    it(`equals core's in every lane and at every size, in ${precision} arithmetic`, () => {
      for (const size of sizes) {
        const found = transformed(precision, size);
        for (const [lane, result] of found.entries()) {
          expect(snr(expected(size, lane), result), `size ${size}, lane ${lane}`).toBeGreaterThan(least);
        }
      }
    });
  }

  it("sees a wrong twiddle", () => {
    const found = transformed("double", 64)[0];
    found[5] += 1e-6;
    expect(snr(expected(64, 0), found)).toBeLessThan(160);
  });
});

/** Real and imaginary parts of signal `lane`. */
function signalOf(size: number, lane: number): Float64Array {
  return noise(2 * size, 7 + lane);
}

/** The transform with exponent +i, unscaled, as float32 numbers go into it. */
function expected(size: number, lane: number): Float64Array {
  const input = Float64Array.from(Float32Array.from(signalOf(size, lane)));
  const output = new Float64Array(2 * size);
  complexFft(size).inverse(input, output);
  return output.map((value) => value * size);
}

function transformed(precision: Precision, size: number): Float64Array[] {
  const { memory, transform } = openKernel(precision);
  const fft = planFft(memory, size);
  const data = memory.reserve(size * 32);
  const order = new Int32Array(memory.memory.buffer, new Int32Array(memory.memory.buffer, fft, 2)[1], size);
  const { lanes } = memory;
  const view = memory.view(data, size * 2 * lanes);
  for (let lane = 0; lane < lanes; lane++) {
    const signal = Float32Array.from(signalOf(size, lane));
    for (let k = 0; k < size; k++) {
      const at = order[k] / memory.elementBytes;
      view[at + lane] = signal[2 * k];
      view[at + lanes + lane] = signal[2 * k + 1];
    }
  }
  transform(fft, data);
  return Array.from({ length: lanes }, (_, lane) =>
    Float64Array.from({ length: 2 * size }, (_, i) => view[i * lanes + lane]),
  );
}

function isSmooth(size: number): boolean {
  let rest = size;
  for (const factor of [2, 3, 5]) while (rest % factor === 0) rest /= factor;
  return rest === 1;
}

function hasLargePrime(size: number): boolean {
  let rest = size;
  for (let factor = 2; factor <= 47; factor++) while (rest % factor === 0) rest /= factor;
  return rest > 1;
}
