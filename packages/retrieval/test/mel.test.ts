import { readFileSync } from "node:fs";
import { hertzToMel, melToHertz } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MelDefinition, melFilterbank, melInverse } from "../src/index.ts";

const oracle: (Required<MelDefinition> & { bank: number[][] })[] = JSON.parse(
  readFileSync(new URL("./fixtures/mel.json", import.meta.url), "utf8"),
);

function dense(definition: MelDefinition): number[][] {
  const bins = Math.floor(definition.fftSize / 2) + 1;
  return melFilterbank(definition).map(({ first, weights }) =>
    Array.from({ length: bins }, (_, k) => weights[k - first] ?? 0),
  );
}

describe("mel bands", () => {
  test.each(oracle)(
    "are torchaudio's: $bands of $fftSize, $scale, $normalisation",
    ({ bank, ...definition }) => {
      const ours = dense(definition);
      for (let band = 0; band < bank.length; band++)
        for (let k = 0; k < bank[band].length; k++) expect(ours[band][k]).toBeCloseTo(bank[band][k], 4);
    },
  );

  test.each(["slaney", "htk"] as const)("%s mels come back to hertz", (scale) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 96000, noNaN: true }), (hertz) => {
        expect(melToHertz(hertzToMel(hertz, scale), scale)).toBeCloseTo(hertz, 6);
      }),
    );
    expect(hertzToMel(1000, scale)).toBeCloseTo(scale === "slaney" ? 15 : 999.9855, 3);
  });

  test("of any non-negative spectrum are explained again by the inverse", () => {
    const definition = { bands: 40, fftSize: 512, sampleRate: 16000 };
    const bank = dense(definition);
    const inverse = melInverse(definition);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 257, maxLength: 257 }),
        (power) => {
          const mel = bank.map((row) => row.reduce((sum, weight, k) => sum + weight * power[k], 0));
          const amplitudes = new Float64Array(257);
          expect(inverse.run(mel, amplitudes)).toBeLessThan(2e-2);
          const again = bank.map((row) =>
            row.reduce((sum, weight, k) => sum + weight * amplitudes[k] ** 2, 0),
          );
          const error = Math.hypot(...again.map((value, b) => value - mel[b])) / Math.hypot(...mel, 1e-300);
          expect(error).toBeLessThan(2e-2);
          expect(amplitudes.every((a) => a >= 0)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("refuse numbers that make no filter bank", () => {
    expect(() => melFilterbank({ bands: 0, fftSize: 512, sampleRate: 16000 })).toThrow(RangeError);
    expect(() => melFilterbank({ bands: 4, fftSize: 512, sampleRate: 16000, lowest: 9000 })).toThrow(
      RangeError,
    );
  });
});
