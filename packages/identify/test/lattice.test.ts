import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactSamples, findLattice } from "../src/index.ts";
import { voice } from "./memory.ts";

const pcm = voice(20000).map((v) => Math.round(v * 9000));

describe("audio that was PCM", () => {
  it("shows its step at any gain, and gives back the whole numbers", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e4, noNaN: true }), (gain) => {
        const audio = pcm.map((v) => Math.fround(v * gain));
        const lattice = findLattice(audio);
        expect(lattice?.share).toBe(1);
        expect(lattice!.step / gain).toBeCloseTo(1, 6);
        expect(exactSamples(audio, lattice!)).toEqual(Int32Array.from(pcm));
      }),
      { numRuns: 6 },
    );
  });

  it("is claimed with a little noise between its points, not with as much as they are apart", () => {
    const noisy = (level: number): Float64Array => {
      const noise = voice(20000, 99);
      return pcm.map((v, n) => v + level * noise[(n * 7919) % 20000]);
    };
    expect(findLattice(noisy(0.1))?.share).toBe(1);
    expect(findLattice(noisy(3))).toBeUndefined();
  });

  it("is never claimed of audio that was not", () => {
    expect(findLattice(voice(20000))).toBeUndefined();
    expect(findLattice(new Float64Array(1000))).toBeUndefined();
  });
});
