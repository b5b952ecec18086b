import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Convention, coverage, istft, stft } from "../../src/index.ts";
import { anyConvention, conventionWith, noise } from "./conventions.ts";

/** The largest error on samples that are well covered, relative to the largest sample. */
function worstError(
  audio: Float64Array,
  found: Float64Array,
  convention: Convention,
  frames: number,
): number {
  const { uncovered, weak } = coverage(convention, { frames, bins: 0 });
  const skip = new Uint8Array(audio.length);
  for (const { from, to } of [...uncovered, ...weak]) skip.fill(1, from, to);
  let worst = 0;
  for (let n = 0; n < audio.length; n++) if (!skip[n]) worst = Math.max(worst, Math.abs(audio[n] - found[n]));
  return worst;
}

describe("inverse after forward", () => {
  it("gives the audio back on every covered sample, whatever the convention", () => {
    fc.assert(
      fc.property(
        anyConvention,
        fc.integer({ min: 1, max: 400 }),
        fc.boolean(),
        (convention, length, complex) => {
          const audio = noise(length, length);
          const known = { ...convention, geometry: { ...convention.geometry, length } };
          const stored = stft(audio, known, complex);
          const found = istft(stored, known);
          expect(found.length).toBe(length);
          expect(worstError(audio, found, known, stored.frames)).toBeLessThan(1e-10);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("is exact for librosa's defaults", () => {
    const audio = noise(5000);
    const convention = conventionWith({ geometry: { fftSize: 256, length: 5000 } });
    expect(worstError(audio, istft(stft(audio, convention), convention), convention, 79)).toBeLessThan(1e-14);
  });
});
