import { alignPair, analysisSource, type Convention, istft, samplesOfArray, stft } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conventionWith, noise } from "../../core/test/transform/conventions.ts";
import { misfitOf } from "../src/index.ts";

const LENGTH = 12_000;

/** The frames of noise as a file would give them, with `blur` radians of error on each angle. */
function framesOf(convention: Convention, blur: number) {
  const byFrames: Convention = { ...convention, layout: { ...convention.layout, frames: "rows" } };
  const audio = samplesOfArray([noise(LENGTH)]);
  const stream = alignPair(analysisSource(audio, byFrames), byFrames);
  const wrong = noise(1 << 18);
  return {
    ...stream,
    async read(...args: Parameters<typeof stream.read>) {
      await stream.read(...args);
      const phase = args[4]!;
      for (let i = 0; i < phase.length; i++) phase[i] += blur * wrong[i % wrong.length];
    },
  };
}

/** ||STFT(ISTFT(X)) - X|| / ||X|| in float64, of the frames as if there were no others. */
async function expected(stored: ReturnType<typeof framesOf>, count: number): Promise<number> {
  const { bins, frames } = stored;
  const first = Math.floor((frames - count) / 2);
  const magnitude = new Float64Array(count * bins);
  const phase = new Float64Array(count * bins);
  await stored.read(0, first, count, magnitude, phase);
  const { geometry } = stored.convention;
  const alone: Convention = {
    ...stored.convention,
    geometry: { ...geometry, start: "zero", length: (count - 1) * geometry.hop + geometry.fftSize },
  };
  const audio = istft({ frames: count, bins, magnitude, phase }, alone);
  const again = stft(audio, alone, true).magnitude;
  let [error, energy] = [0, 0];
  for (let i = 0; i < count * bins; i++) {
    const k = i % bins;
    const weight = k === 0 || 2 * k === geometry.fftSize ? 1 : 2;
    const re = magnitude[i] * Math.cos(phase[i]);
    const im = magnitude[i] * Math.sin(phase[i]);
    error += weight * ((again[2 * i] - re) ** 2 + (again[2 * i + 1] - im) ** 2);
    energy += weight * magnitude[i] ** 2;
  }
  return Math.sqrt(error / energy);
}

describe("misfitOf", () => {
  it("is what inverse and forward transform give in float64", async () => {
    const sizes = fc.constantFrom([256, 64, 256], [400, 160, 400], [511, 128, 511], [512, 128, 300]);
    await fc.assert(
      fc.asyncProperty(sizes, fc.constantFrom(0.02, 0.3, 3), async ([fftSize, hop, length], blur) => {
        const geometry = { fftSize, hop, start: "zero", padding: "none" } as const;
        const stored = framesOf(conventionWith({ geometry, window: { length } }), blur);
        const found = await misfitOf(stored);
        expect(found!.misfit).toBeCloseTo(await expected(stored, found!.frames), 3);
      }),
      { numRuns: 12 },
    );
  });

  it("is next to nothing for frames of sound, and much for angles without meaning", async () => {
    const convention = conventionWith({ geometry: { fftSize: 512, hop: 128 } });
    expect((await misfitOf(framesOf(convention, 0)))!.misfit).toBeLessThan(2e-3);
    expect((await misfitOf(framesOf(convention, 10)))!.misfit).toBeGreaterThan(0.7);
  });

  it("says nothing where frames share too little", async () => {
    expect(await misfitOf(framesOf(conventionWith({ geometry: { fftSize: 512, hop: 300 } }), 0))).toBe(
      undefined,
    );
    const folded = { geometry: { fftSize: 256, hop: 64 }, window: { length: 400 } };
    expect(await misfitOf(framesOf(conventionWith(folded), 0))).toBe(undefined);
  });
});
