import { watchedBytes } from "@unspectro/conformance";
import { expect, test } from "vitest";
import { csv } from "../src/index.ts";
import { fixtures } from "./fixtures.ts";

for (const fixture of fixtures) {
  test(`reads ${fixture.name} as its producer does, and says what it recognised`, async () => {
    const source = await csv.open(watchedBytes(fixture.name, fixture.bytes), fixture.options);
    const { frames, bins, complex, notes } = source;
    expect([frames, bins, complex]).toEqual([
      fixture.expected.frames,
      fixture.expected.bins,
      fixture.expected.complex,
    ]);
    expect(notes).toEqual(expect.arrayContaining([...fixture.notes]));
    const numbers = new Float64Array(frames * bins * (complex ? 2 : 1));
    expect(await source.read(0, frames, numbers)).toBe(frames);
    expect(numbers).toEqual(Float64Array.from(fixture.expected.data));
    await source.close();
  });
}

test.each([2, 255, 256, 257, 258, 300, 513, 1025, 4000])(
  "reads rows of %i short cells whole",
  async (bins) => {
    const rows = Array.from({ length: 5 }, (_, row) =>
      Array.from({ length: bins }, (_, k) => ((row * 7 + k) % 9) + 0.5),
    );
    const text = new TextEncoder().encode(rows.map((row) => `${row.join(",")}\n`).join(""));
    const source = await csv.open(watchedBytes("wide.csv", text));
    expect([source.frames, source.bins]).toEqual([5, bins]);
    const numbers = new Float64Array(5 * bins);
    await source.read(0, 5, numbers);
    expect([...numbers]).toEqual(rows.flat());
  },
);
