import { type Convention, istft, stft } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identify } from "../src/index.ts";
import { conventionFor, memory, SMALL_GEOMETRY, voice } from "./memory.ts";

const convention = conventionFor({ geometry: SMALL_GEOMETRY });
const audio = voice(8000, 3);
const { frames, bins, magnitude, phase } = stft(audio, convention);
const angles = Float64Array.from(phase ?? []);

/** Signal to noise in dB of what stored magnitudes give. */
function heard(stored: Float64Array, by: Convention): number {
  const rebuilt = istft({ frames, bins, magnitude: stored, phase: angles }, by);
  let product = 0;
  let power = 0;
  for (let n = 0; n < audio.length; n++) {
    product += audio[n] * rebuilt[n];
    power += rebuilt[n] ** 2;
  }
  let signal = 0;
  let noise = 0;
  for (let n = 128; n < audio.length - 256; n++) {
    signal += audio[n] ** 2;
    noise += (audio[n] - (product / power) * rebuilt[n]) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

describe("a logarithm stretched over whole numbers of 16 bits, from its own least to its own most", () => {
  it("has its rate and what was added to the last decibel that the numbers hold", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: -5, max: -2, noNaN: true }), async (share) => {
        const added = 10 ** share * magnitude.reduce((a, b) => Math.max(a, b), 0);
        const logs = Float64Array.from(magnitude, (a) => Math.log(a + added));
        const least = logs.reduce((a, b) => Math.min(a, b));
        const step = (logs.reduce((a, b) => Math.max(a, b)) - least) / 65535;
        const stored = logs.map((v) => Math.round((v - least) / step));
        const found = await identify({
          first: memory("magnitude", frames, bins, stored, "uint16"),
          second: memory("phase", frames, bins, angles),
        });
        expect(found.verdict).toBe("identified");
        const best = stored.map((q) => Math.exp(step * q + least) - added);
        expect(heard(stored, found.convention!)).toBeGreaterThan(heard(best, convention) - 1.5);
      }),
      { numRuns: 3 },
    );
  });
});
