import type { FrameSource } from "@unspectro/core";
import { describe, expect, it } from "vitest";
import { identify } from "../src/index.ts";
import { indexOf } from "../src/survey/index-lines.ts";
import { conventionFor, filesOf, memory, SMALL_GEOMETRY, voice } from "./memory.ts";

const RATE = 16_000;
const { magnitude, phase } = filesOf(voice(6000), conventionFor({ geometry: SMALL_GEOMETRY }));

/** The same array with a first row of hertz and a first column of seconds, written with a few digits. */
async function labelled(source: FrameSource, row: boolean, column: boolean): Promise<FrameSource> {
  const { frames, bins } = source;
  const data = new Float64Array(frames * bins);
  await source.read(0, frames, data);
  const [down, across] = [row ? 1 : 0, column ? 1 : 0];
  const out = new Float64Array((frames + down) * (bins + across));
  for (let r = 0; r < frames + down; r++)
    for (let c = 0; c < bins + across; c++) {
      const hertz = Number((((c - across) * RATE) / 128).toFixed(1));
      const seconds = Number((((r - down) * 32 + 64) / RATE).toFixed(4));
      const value = r < down ? hertz : c < across ? seconds : data[(r - down) * bins + c - across];
      out[r * (bins + across) + c] = r < down && c < across ? Number.NaN : value;
    }
  return memory(source.name, frames + down, bins + across, out);
}

describe("rows and columns of names stored with the data", () => {
  it.each([
    [true, true],
    [true, false],
    [false, true],
  ])("are left out, and tell the rate: hertz %s, seconds %s", async (row, column) => {
    const first = await labelled(magnitude, row, column);
    const second = await labelled(phase, row, column);
    const found = await identify({ first, second });
    expect(found.verdict).toBe("identified");
    expect(found.convention?.geometry).toMatchObject({ fftSize: 128, hop: 32 });
    expect(found.convention?.layout).toMatchObject({ skipRows: row ? 1 : 0, skipColumns: column ? 1 : 0 });
    expect(found.sampleRate?.hertz).toBe(RATE);
  });

  it("are none in data alone, and are as many as the user says", async () => {
    expect(await indexOf(magnitude, phase)).toEqual({ rows: 0, columns: 0 });
    expect(await indexOf(magnitude, phase, { skipRows: 2 })).toMatchObject({ rows: 2, columns: 0 });
  });

  it("are the same in both arrays: a magnitude that happens to rise evenly is data", async () => {
    const { frames, bins } = magnitude;
    const data = new Float64Array(frames * bins);
    await magnitude.read(0, frames, data);
    for (let b = 0; b < bins; b++) data[b] = b;
    const rising = memory("one", frames, bins, data);
    expect(await indexOf(rising, phase)).toEqual({ rows: 0, columns: 0 });
    expect(await indexOf(rising, rising)).toMatchObject({ rows: 1, columns: 0 });
  });
});
