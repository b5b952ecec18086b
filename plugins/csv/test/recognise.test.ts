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
