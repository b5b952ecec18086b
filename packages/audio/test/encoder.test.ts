import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileEncoder, target } from "../scripts/encoder.mjs";
import { sampleFormats } from "../src/format.ts";
import type { Encoder, EncoderOptions } from "../src/write/encoder.ts";
import { scriptEncoder } from "../src/write/script-encoder.ts";
import { wasmEncoder } from "../src/write/wasm/encoder.ts";

test("the WebAssembly in the sources is what assembly/ compiles to", async () => {
  expect(await compileEncoder()).toBe(readFileSync(target, "utf8"));
}, 60_000);

function both(options: EncoderOptions): readonly [Encoder, Encoder] {
  const wasm = wasmEncoder(options);
  if (wasm === undefined) throw new RangeError("WebAssembly does not run here");
  return [scriptEncoder(options), wasm];
}

/** Samples within full scale, far beyond it, at its edge, on half steps, and none at all. */
const sample = fc.oneof(
  fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  fc.integer({ min: -70_000, max: 70_000 }).map((n) => n / 65_536),
  fc.constantFrom(0, -0, 1, -1, 1 - 2 ** -24, 1e300, -3.5e38, Number.NaN, 1 / 0, -1 / 0),
);
const options = fc.record({
  channels: fc.integer({ min: 1, max: 4 }),
  windowFrames: fc.constant(40),
  gain: fc.constantFrom(1, 0.5, 1.7),
  most: fc.constantFrom(3.4028234663852886e38, Number.MAX_VALUE),
  seed: fc.integer(),
});

test("JavaScript and WebAssembly make the same bytes of any samples", () => {
  const piece = fc.record({
    samples: fc.array(sample, { minLength: 1, maxLength: 40 }),
    start: fc.nat(9),
    single: fc.boolean(),
    format: fc.constantFrom(...(["pcm8", "pcm16", "pcm24", "pcm32"] as const)),
    dithered: fc.boolean(),
  });
  fc.assert(
    fc.property(options, fc.array(piece, { minLength: 1, maxLength: 4 }), (made, pieces) => {
      const encoders = both(made);
      for (const { samples, start, single, format, dithered } of pieces) {
        const from = Math.min(start, samples.length - 1);
        const count = samples.length - from;
        const [script, wasm] = encoders.map((encoder) => {
          for (let channel = 0; channel < made.channels; channel++) {
            const turned = samples.map((value) => value * (channel + 1));
            const numbers = single ? Float32Array.from(turned) : Float64Array.from(turned);
            encoder.scale(numbers, from, count, channel, 40 - count);
          }
          const clipped = encoder.encodePcm(40, sampleFormats[format], dithered);
          const bytes = encoder.encoded.slice(0, 40 * made.channels * sampleFormats[format].bytes);
          const { peak, notFinite } = encoder;
          return { bytes, clipped, peak, notFinite, window: encoder.window.map((part) => part.slice()) };
        });
        expect(wasm).toEqual(script);
      }
    }),
    { numRuns: 300 },
  );
});

test("both give float32 as it lies in memory, unless some are not finite", () => {
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 50 }), fc.nat(8), (samples, start) => {
      const numbers = Float32Array.from(samples);
      const from = Math.min(start, samples.length - 1);
      const some = numbers.subarray(from);
      const options = { channels: 1, windowFrames: 64, gain: 1, most: 3.4028234663852886e38, seed: 0 };
      for (const encoder of both(options)) {
        const bytes = encoder.verbatim(numbers, from, some.length);
        if (some.every(Number.isFinite)) {
          expect(bytes).toEqual(new Uint8Array(some.slice().buffer));
          expect(encoder.peak).toBe(Math.max(...some.map(Math.abs)));
        } else {
          expect(bytes).toBeUndefined();
          expect(encoder.peak).toBe(0);
        }
      }
    }),
    { numRuns: 300 },
  );
});
