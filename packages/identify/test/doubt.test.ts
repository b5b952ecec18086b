import { describe, expect, it } from "vitest";
import { identify } from "../src/index.ts";
import { conventionFor, filesOf, memory, SMALL_GEOMETRY, voice } from "./memory.ts";

const { magnitude, phase } = filesOf(voice(5000), conventionFor({ geometry: SMALL_GEOMETRY }));

async function numbers(source: typeof magnitude): Promise<Float64Array> {
  const data = new Float64Array(source.frames * source.bins);
  await source.read(0, source.frames, data);
  return data;
}

describe("what is not certain", () => {
  it("is not taken for degrees because unwrapped radians happen to span 360", async () => {
    const { frames, bins } = phase;
    const angles = await numbers(phase);
    for (let f = 1; f < frames; f++)
      for (let b = 0; b < bins; b++) {
        const at = f * bins + b;
        const turns = Math.round((angles[at] - angles[at - bins]) / (2 * Math.PI));
        angles[at] -= 2 * Math.PI * turns;
      }
    // a whole number of turns in one bin, and the values span 360 within the tolerance of wrapped degrees
    const span = angles.reduce((a, b) => Math.max(a, b), 0) - angles.reduce((a, b) => Math.min(a, b), 0);
    const turns = Math.round((358 - span) / (2 * Math.PI));
    const loudest = angles.reduce((best, v, i) => (v > angles[best] ? i : best), 0) % bins;
    for (let f = 0; f < frames; f++) angles[f * bins + loudest] += 2 * Math.PI * turns;
    const found = await identify({ first: magnitude, second: memory("two", frames, bins, angles) });
    expect(found.verdict).toBe("identified");
    expect(found.convention?.encoding.phase.unit).toBe("radians");
  });

  it("is not taken for upside down because its loudest moment is a hiss", async () => {
    const audio = voice(16000);
    const noise = (n: number): number => ((n * n * 0.618034 + n * 0.414) % 1) - 0.5;
    for (let n = 5000; n < 7000; n++) audio[n] = 0.5 * (noise(n) - 2 * noise(n - 1) + noise(n - 2));
    const hissing = filesOf(audio, conventionFor({ geometry: SMALL_GEOMETRY }));
    const angles = await numbers(hissing.phase);
    const conjugated = memory(
      "two",
      hissing.phase.frames,
      hissing.phase.bins,
      angles.map((v) => -v),
    );
    const { convention } = await identify({ first: hissing.magnitude, second: conjugated });
    expect(convention?.layout.flipped).toBe(false);
    expect(convention?.encoding.phase.sign).toBe(-1);
  });

  it("grows with noise: the confidence falls from certain to nothing, and never rises on the way", async () => {
    const { frames, bins } = phase;
    const angles = await numbers(phase);
    const stated: number[] = [];
    for (const error of [0, 0.3, 3.2]) {
      const noisy = angles.map((v, i) => v + error * (2 * ((i * 0.618034) % 1) - 1));
      const { confidence } = await identify({ first: magnitude, second: memory("two", frames, bins, noisy) });
      stated.push(confidence);
    }
    expect(stated[0]).toBeGreaterThan(0.99);
    expect(stated[1]).toBeLessThan(stated[0]);
    expect(stated[2]).toBeLessThan(0.1);
  });

  it("costs no more than it may: without time, nothing is sought and nothing is claimed", async () => {
    const found = await identify({ first: magnitude, second: phase, budget: 0 });
    expect(found.verdict).toBe("unidentifiable");
    expect(found.confidence).toBe(0);
  });
});
