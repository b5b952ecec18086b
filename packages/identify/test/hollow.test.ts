import type { FrameSource } from "@unspectro/core";
import { describe, expect, it } from "vitest";
import { identify } from "../src/index.ts";
import { conventionFor, filesOf, memory, SMALL_GEOMETRY, voice } from "./memory.ts";

const { magnitude, phase } = filesOf(voice(2500), conventionFor({ geometry: SMALL_GEOMETRY }));
const other = filesOf(voice(2500, 7).reverse(), conventionFor({ geometry: SMALL_GEOMETRY }));

/** The same frames and bins with other numbers. */
async function changed(
  source: FrameSource,
  to: (value: number, frame: number, bin: number) => number,
): Promise<FrameSource> {
  const { frames, bins } = source;
  const data = new Float64Array(frames * bins);
  await source.read(0, frames, data);
  return memory(
    source.name,
    frames,
    bins,
    data.map((v, i) => to(v, Math.floor(i / bins), i % bins)),
  );
}

describe("files that hold no phases, or no magnitudes", () => {
  it("are made from files that would be identified", async () => {
    expect((await identify({ first: magnitude, second: phase })).verdict).toBe("identified");
  });

  it.each([
    ["all zero", () => 0, /phases are all the same \(0\)/],
    ["all equal", () => 1.25, /phases are all the same \(1\.25\)/],
    ["equal up to rounding", (_: number, f: number) => 1.25 + 1e-7 * (f % 3), /phases are all the same/],
    ["the same in every frame", (_: number, __: number, b: number) => Math.sin(3 * b), /along every column/],
    ["the same in every bin", (_: number, f: number) => Math.sin(3 * f), /along every row/],
  ])("phases %s", async (_, to, words) => {
    const found = await identify({ first: magnitude, second: await changed(phase, to) });
    expect(found).toMatchObject({ verdict: "unidentifiable", confidence: 0, convention: null });
    expect(found.notes.join()).toMatch(words);
    expect(found.advice.join()).toMatch(/phases can be estimated/);
  });

  it("magnitudes all equal", async () => {
    const found = await identify({ first: await changed(magnitude, () => 0.5), second: phase });
    expect(found).toMatchObject({ verdict: "unidentifiable", confidence: 0 });
    expect(found.notes.join()).toMatch(/magnitudes are all the same/);
  });

  it("magnitudes of two recordings, phases of two recordings", async () => {
    const quiet = await identify({ first: magnitude, second: other.magnitude });
    expect(quiet.verdict).toBe("unidentifiable");
    expect(quiet.notes.join()).toMatch(/neither array looks like phases/);
    const turning = await identify({ first: phase, second: other.phase });
    expect(turning.verdict).toBe("unidentifiable");
    expect(turning.notes.join()).toMatch(/both arrays look like phases/);
  });

  it("phases of another recording, or random ones", async () => {
    let state = 1;
    const random = await changed(phase, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return 2 * Math.PI * (state / 2 ** 32 - 0.5);
    });
    for (const second of [other.phase, random]) {
      const found = await identify({ first: magnitude, second });
      expect(found.verdict).toBe("unidentifiable");
      // the two voices sing the same notes, so that frames agree in part
      expect(found.confidence).toBeLessThan(0.5);
      expect(found.advice.join()).toMatch(/same recording/);
    }
  });
});
