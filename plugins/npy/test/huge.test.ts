import { type ByteSource, matrixAxes, orient } from "@unspectro/core/plugin";
import { npy } from "@unspectro/npy";
import { expect, test } from "vitest";
import { writeHeader } from "../src/header.ts";

/** A .npy of float32 whose number at index i is i modulo 65521, made up as it is read: 20 GB that nobody stores. */
function hugeNpy(
  order: "rows" | "columns",
  shape: readonly [number, number],
): ByteSource & { bytesRead: number } {
  const header = writeHeader("<f4", order, shape);
  const source = {
    name: "huge.npy",
    size: header.length + 4 * shape[0] * shape[1],
    bytesRead: 0,
    read(position: number, into: Uint8Array): number {
      source.bytesRead += into.length;
      const word = new DataView(new ArrayBuffer(4));
      for (let at = 0; at < into.length; at++) {
        const place = position + at;
        if (place < header.length) {
          into[at] = header[place];
          continue;
        }
        const index = Math.floor((place - header.length) / 4);
        word.setFloat32(0, index % 65521, true);
        into[at] = word.getUint8((place - header.length) % 4);
      }
      return into.length;
    },
    close() {},
  };
  return source;
}

test.each(["rows", "columns"] as const)(
  "reads the end of 20 GB in %s order as it reads its beginning",
  async (order) => {
    const [frames, bins] = [5_000_000, 1025];
    const bytes = hugeNpy(order, order === "rows" ? [frames, bins] : [bins, frames]);
    const source = await npy.open(bytes);
    expect([source.frames, source.bins]).toEqual([frames, bins]);
    const into = new Float32Array(2 * bins);
    for (const start of [0, 2_500_000, frames - 2]) {
      expect(source.read(start, 2, into)).toBe(2);
      for (const i of [0, 1, bins, 2 * bins - 1]) expect(into[i]).toBe((start * bins + i) % 65521);
    }
    expect(bytes.bytesRead).toBeLessThan(30_000);
  },
);

test("turns a look into the midst of 20 GB of bins x frames for the price of a look", async () => {
  const [bins, frames] = [1025, 5_000_000];
  const bytes = hugeNpy("rows", [bins, frames]);
  const source = await npy.open(bytes);
  const view = orient(source, matrixAxes(source)[1]);
  expect([view.frames, view.bins]).toEqual([frames, bins]);
  const into = new Float32Array(4 * bins);
  expect(await view.read(3_000_000, 4, into)).toBe(4);
  for (const [frame, bin] of [
    [0, 0],
    [3, 1024],
    [2, 500],
  ])
    expect(into[frame * bins + bin]).toBe((bin * frames + 3_000_000 + frame) % 65521);
  expect(bytes.bytesRead).toBeLessThan(32 * bins * 4 + 1000);
});
