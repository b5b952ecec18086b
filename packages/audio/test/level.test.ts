import fc from "fast-check";
import { expect, test } from "vitest";
import { levelGain, levelMeter, wavWriter } from "../src/index.ts";
import { gather } from "./help.ts";

test("the meter knows peak, RMS and what is not a number", () => {
  const meter = levelMeter();
  meter.push([Float64Array.of(0.3, -0.4, Number.NaN, 9), Float64Array.of(0, 0, Infinity, 9)], 3);
  expect([meter.peak, meter.notFinite]).toEqual([0.4, 2]);
  expect(meter.rms).toBeCloseTo(0.25, 15);
  expect(levelMeter().rms).toBe(0);
});

test("what was fitted is never clipped, dither included", async () => {
  const formats = fc.constantFrom("pcm16", "pcm24", "pcm32", "float32", "float64");
  const loud = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(formats, loud, fc.nat(), async (format, list, seed) => {
      const samples = [Float64Array.from(list)];
      const meter = levelMeter();
      meter.push(samples, list.length);
      const gain = levelGain("fit", meter.peak, format);
      expect(gain).toBeLessThanOrEqual(1);
      const options = { sampleRate: 8000, channels: 1, format, gain, seed, dither: "always" } as const;
      const wav = await wavWriter(gather(), options);
      await wav.write(samples);
      expect(await wav.finish()).toMatchObject({ clipped: 0, frames: list.length });
    }),
  );
});

test("policies mean what they say", () => {
  expect(levelGain("keep", 4, "pcm16")).toBe(1);
  expect(levelGain("fit", 0.9, "pcm16")).toBe(1);
  expect(levelGain("fit", 4, "float32")).toBe(0.25);
  expect(levelGain({ gain: 3 }, 4, "pcm16")).toBe(3);
});
