import { stft } from "@unspectro/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyConvention, conventionWith, noise } from "../../core/test/transform/conventions.ts";
import { engineInverse, inOrder, piecesOf } from "../src/index.ts";
import { asSingle, invertInBlocks } from "./signals.ts";

describe("piecesOf", () => {
  it("cuts work into pieces whose samples, joined, are the whole, bit for bit", () => {
    fc.assert(
      fc.property(anyConvention, fc.integer({ min: 1, max: 40 }), (convention, pieceFrames) => {
        const stored = asSingle(stft(noise(600), convention));
        const { frames, bins } = stored;
        const pieces = piecesOf(convention, { frames }, pieceFrames);
        fc.pre(pieces !== null);
        const whole = invertInBlocks(engineInverse(convention, { frames, bins }), stored, [frames]);
        const joined: number[] = [];
        for (const { range, samples } of pieces ?? []) {
          expect(samples.from).toBe(joined.length);
          const maker = engineInverse(convention, { frames, bins, range });
          const sound = invertInBlocks(maker, stored, [8]);
          joined.push(...sound.slice(samples.from - maker.start, samples.to - maker.start));
        }
        expect(Float64Array.from(joined)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves whole what each frame needs all others for", () => {
    const cut = (parts: Parameters<typeof conventionWith>[0]) =>
      piecesOf(conventionWith(parts), { frames: 90 }, 9);
    expect(cut({})).toHaveLength(10);
    expect(cut({ phase: { difference: "time" } })).toBeNull();
    expect(cut({ geometry: { padding: "circular", tail: "circular" } })).toBeNull();
  });
});

describe("inOrder", () => {
  it("gives results in order, and has no more waiting than there are helpers", async () => {
    let begun = 0;
    let taken = 0;
    const helper = {
      async run(task: number) {
        begun++;
        expect(begun - taken).toBeLessThanOrEqual(4);
        for (let i = 0; i < (task * 7) % 5; i++) await null;
        return task;
      },
    };
    const results: number[] = [];
    for await (const result of inOrder([...Array(20).keys()], [helper, helper, helper])) {
      taken++;
      results.push(result);
    }
    expect(results).toEqual([...Array(20).keys()]);
  });

  it("throws a helper's failure where its turn comes", async () => {
    const run = async (task: number): Promise<number> => {
      if (task === 2) throw new Error("no");
      return task;
    };
    const results: number[] = [];
    const all = (async () => {
      for await (const result of inOrder([0, 1, 2, 3], [{ run }, { run }, { run }])) results.push(result);
    })();
    await expect(all).rejects.toThrow("no");
    expect(results).toEqual([0, 1]);
  });
});
