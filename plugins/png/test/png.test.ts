import { readFileSync } from "node:fs";
import type { ByteSink, ByteSource, FrameSource, OpenOptions } from "@unspectro/core/plugin";
import { colourMap } from "@unspectro/waterfall/colourmaps";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPlot } from "../src/crop.ts";
import { png } from "../src/index.ts";
import { decodePicture } from "../src/picture.ts";

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const truth: Record<"grey8" | "grey16" | "palette" | "grey1", number[][]> & {
  axes: { left: number; top: number; width: number; height: number };
} = JSON.parse(new TextDecoder().decode(fixture("truth.json")));

function source(data: Uint8Array): ByteSource {
  return {
    name: "picture",
    size: data.length,
    read(position, into) {
      const piece = data.subarray(position, position + into.length);
      into.set(piece);
      return piece.length;
    },
    close() {},
  };
}

async function rows(array: FrameSource): Promise<number[][]> {
  const out = new Float64Array(array.frames * array.bins);
  expect(await array.read(0, array.frames, out)).toBe(array.frames);
  return Array.from({ length: array.frames }, (_, row) => [
    ...out.subarray(row * array.bins, (row + 1) * array.bins),
  ]);
}

const open = (data: Uint8Array, options?: OpenOptions) => Promise.resolve(png.open(source(data), options));

describe("the PNG reader", () => {
  test.each(["grey8", "grey16", "palette", "grey1"] as const)("reads %s as Pillow does", async (name) => {
    expect(await rows(await open(fixture(`${name}.png`)))).toEqual(truth[name]);
  });

  test("takes colours that are all grey, with transparency, as grey", async () => {
    const array = await open(fixture("rgba-grey.png"));
    expect(array.element).toBe("uint8");
    expect(await rows(array)).toEqual(truth.grey8);
  });

  test.each(["viridis", "magma", "inferno", "plasma", "jet"] as const)(
    "finds and inverts %s",
    async (name) => {
      const array = await open(fixture(`${name}.png`));
      expect(array.notes.join()).toContain(`colours read as ${name}`);
      const levels = (await rows(array)).flat();
      const expected = truth.grey8.flat();
      // Some neighbours share a colour once rounded to 8 bits, so the claim is: the same colour.
      const map = colourMap(name);
      const colour = (level: number) => [...map.subarray(3 * Math.round(level), 3 * Math.round(level) + 3)];
      expect(levels.map(colour)).toEqual(expected.map(colour));
    },
  );

  test("cuts axes, title, labels and colour bar away when asked", async () => {
    const box = findPlot(decodePicture(fixture("figure.png"), "figure"));
    expect(Math.abs(box.left - truth.axes.left)).toBeLessThanOrEqual(1.5);
    expect(Math.abs(box.top - truth.axes.top)).toBeLessThanOrEqual(1.5);
    expect(Math.abs(box.width - truth.axes.width)).toBeLessThanOrEqual(2);
    expect(Math.abs(box.height - truth.axes.height)).toBeLessThanOrEqual(2);
    const array = await open(fixture("figure.png"), { picture: { crop: "auto" } });
    expect([array.frames, array.bins]).toEqual([box.height, box.width]);
  });

  test("leaves a picture without margins whole", () => {
    const picture = decodePicture(fixture("viridis.png"), "viridis");
    const box = findPlot(picture);
    expect([box.width, box.height]).toEqual([picture.width, picture.height]);
  });

  test("says what it expects when colours are of no map, and when a name is none", async () => {
    await expect(open(fixture("viridis.png"), { picture: { colourMap: "parula" } })).rejects.toMatchObject({
      code: "unsupported",
    });
    await expect(
      open(fixture("grey8.png"), { picture: { crop: { left: 50, top: 0, width: 50, height: 4 } } }),
    ).rejects.toMatchObject({ code: "bad-shape" });
  });

  test("every truncation ends in a FormatError", async () => {
    const whole = fixture("grey8.png");
    for (let length = 0; length < whole.length - 12; length++)
      await expect(open(whole.slice(0, length))).rejects.toMatchObject({ name: "FormatError" });
  });

  test("flipped bits are noticed, never crash and never hang", async () => {
    const whole = fixture("grey8.png");
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length * 8 - 1 }), async (bit) => {
        const damaged = whole.slice();
        damaged[bit >> 3] ^= 1 << (bit & 7);
        try {
          await open(damaged);
        } catch (error) {
          expect(error).toMatchObject({ name: "FormatError" });
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a picture that unpacks to more than it says is refused before it fills the memory", async () => {
    const bomb = bombPng();
    await expect(open(bomb)).rejects.toMatchObject({ code: "bad-header" });
  });

  test("writes what it reads", async () => {
    const pieces: Uint8Array[] = [];
    const sink: ByteSink = { name: "out", write: (piece) => void pieces.push(piece), close() {}, abort() {} };
    const array = await open(fixture("grey16.png"));
    await png.write?.([{ name: "", source: array }], sink);
    expect(await rows(await open(pieces[0]))).toEqual(truth.grey16);
    await expect(
      (async () => png.write?.([{ name: "", source: await open(fixture("viridis.png")) }], sink))(),
    ).rejects.toMatchObject({ code: "not-writable" });
  });

  test("reads any part of its rows, and nothing once closed", async () => {
    const array = await open(fixture("grey8.png"));
    const part = new Float32Array(6);
    expect(array.read(39, 5, part, { firstBin: 50 })).toBe(1);
    expect([...part]).toEqual(truth.grey8[39].slice(50));
    array.close();
    expect(() => array.read(0, 1, new Float32Array(56))).toThrow(/closed/);
  });
});

/** A 4 x 4 picture whose image data unpack to 64 MiB of zeros. */
function bombPng(): Uint8Array {
  const { deflateSync, crc32 } = process.getBuiltinModule("node:zlib");
  const chunk = (type: string, data: Uint8Array): Uint8Array => {
    const out = new Uint8Array(12 + data.length);
    const view = new DataView(out.buffer);
    view.setUint32(0, data.length);
    out.set(new TextEncoder().encode(type), 4);
    out.set(data, 8);
    view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
    return out;
  };
  const header = new Uint8Array(13);
  header.set([0, 0, 0, 4, 0, 0, 0, 4, 8, 0, 0, 0, 0]);
  const parts = [
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(new Uint8Array(64 * 2 ** 20))),
    chunk("IEND", new Uint8Array(0)),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
