import { crc32 as nodeCrc32 } from "node:zlib";
import fc from "fast-check";
import { decode } from "fast-png";
import { describe, expect, test } from "vitest";
import {
  colour,
  colourMap,
  createWaterfall,
  INK,
  type Levels,
  MAP_COLOURS,
  type Picture,
  svgPicture,
  terminalPicture,
  toRgba,
  withAxes,
  writePng,
} from "../src/index.ts";
import { crc32 } from "../src/png/crc.ts";

/** Levels rising from left to right, -100 dB to 0. */
function ramp(width = 101, height = 40, options = {}): Levels {
  const waterfall = createWaterfall({
    frames: width,
    bins: 2,
    width,
    height,
    values: "decibels",
    ...options,
  });
  const frames = Float32Array.from({ length: 2 * width }, (_, i) => Math.floor(i / 2) - (width - 1));
  waterfall.push(frames, width);
  return waterfall.levels();
}

async function png(picture: Picture): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await writePng(picture, {
    name: "p.png",
    write: (part) => void parts.push(part.slice()),
    close() {},
    abort() {},
  });
  return new Uint8Array(Buffer.concat(parts));
}

test("levels become colours of the map, from the range's bottom to its top", () => {
  const picture = colour(ramp(), { range: 100 });
  const row = [...picture.pixels.subarray(0, 101)];
  expect([row[0], row[50], row[100]]).toEqual([0, 127, MAP_COLOURS - 1]);
  expect(row).toEqual([...row].sort((a, b) => a - b));
  expect([picture.low, picture.high]).toEqual([-100, 0]);
  expect([...picture.palette.subarray(0, 3)]).toEqual([...colourMap("magma").subarray(0, 3)]);
  expect([...picture.palette.subarray(3 * 253, 3 * 254)]).toEqual([...colourMap("magma").subarray(765)]);
});

test("what is outside the range, or missing, has the colours of its ends", () => {
  const levels = { ...ramp(4, 1), values: Float32Array.of(Number.NEGATIVE_INFINITY, -200, 50, Number.NaN) };
  expect([...colour(levels, { low: -60, high: 0 }).pixels]).toEqual([0, 0, MAP_COLOURS - 1, 0]);
  const silence = { ...levels, values: new Float32Array(4).fill(Number.NEGATIVE_INFINITY) };
  expect([...colour(silence).pixels]).toEqual([0, 0, 0, 0]);
  const even = { ...levels, values: new Float32Array(4).fill(2), unit: "" as const };
  expect([...colour(even).pixels]).toEqual([0, 0, 0, 0]);
});

test("RGBA is the palette looked up, opaque", () => {
  const picture = colour(ramp(3, 1));
  const into = new Uint8ClampedArray(12);
  expect(toRgba(picture, into)).toBe(into);
  expect([...into.subarray(8, 12)]).toEqual([...picture.palette.subarray(3 * 253, 3 * 254), 255]);
});

test("a PNG is read back pixel for pixel by another reader", async () => {
  const sizes = fc.record({
    width: fc.integer({ min: 1, max: 70 }),
    height: fc.integer({ min: 1, max: 200 }),
  });
  const { palette } = colour(ramp(2, 1));
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(255), async ({ width, height }, seed) => {
      const pixels = Uint8Array.from({ length: width * height }, (_, i) => (i * 31 + seed) & 255);
      const read = decode(await png({ width, height, pixels, palette, low: 0, high: 1 }), { checkCrc: true });
      expect([read.width, read.height, read.channels, read.depth]).toEqual([width, height, 1, 8]);
      expect(new Uint8Array(read.data.buffer, read.data.byteOffset, read.data.length)).toEqual(pixels);
      expect(read.palette?.flat()).toEqual([...palette]);
    }),
    { numRuns: 40 },
  );
});

test("CRC-32 is zlib's", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
      expect(crc32(b, crc32(a))).toBe(nodeCrc32(Buffer.concat([a, b])));
    }),
  );
});

describe("axes in pixels", () => {
  const levels = ramp(400, 200, { frequency: { binWidth: 11025 }, time: { step: 0.1 } });
  const plain = colour(levels);
  const framed = withAxes(plain, levels);

  test("leave the picture itself as it is", () => {
    const left = framed.pixels.indexOf(plain.pixels[0]!, 14 * framed.width);
    const at = left % framed.width;
    for (let y = 0; y < 200; y++) {
      const start = (14 + y) * framed.width + at;
      expect([...framed.pixels.subarray(start, start + 400)]).toEqual([
        ...plain.pixels.subarray(y * 400, y * 400 + 400),
      ]);
    }
  });

  test("draw marks and letters in ink outside it", () => {
    expect(framed.pixels.filter((value) => value === INK).length).toBeGreaterThan(300);
    expect([framed.width > 400, framed.height > 200]).toEqual([true, true]);
  });
});

describe("SVG", () => {
  test("is well formed, whatever the title, and holds the picture and its labels", async () => {
    const levels = ramp(300, 100, { frequency: { binWidth: 11025 }, time: { step: 0.1 } });
    const svg = await svgPicture(colour(levels), levels, { title: `"S" < P & 'x'\u0000` });
    const open = [...svg.matchAll(/<(?!\/|!)([a-zA-Z]+)[^>]*?(\/?)>/g)].filter(
      (match) => match[2] === "",
    ).length;
    expect(open).toBe([...svg.matchAll(/<\/[a-zA-Z]+>/g)].length);
    expect(svg).toContain("&#34;S&#34; &#60; P &#38; &#39;x&#39;</title>");
    expect(svg).toContain(">10k</text>");
    expect(svg).toContain("time (s)");
    const data = /base64,([^"]+)"/.exec(svg)?.[1] ?? "";
    expect(decode(Buffer.from(data, "base64")).width).toBe(300);
  });
});

describe("in a terminal", () => {
  const levels = ramp(40, 10);
  // biome-ignore lint/complexity/useRegexLiterals: a literal would hold a control character
  const escapes = new RegExp("\\u001b\\[[0-9;]*m", "g");

  test.each(["true", "256", "none"] as const)("two rows of pixels make a line (%s)", (colours) => {
    const lines = terminalPicture(levels, colours);
    expect(lines).toHaveLength(5);
    if (colours === "none")
      expect(lines.every((line) => line.length <= 40 && /^[ .:\-=+*#%@]*$/.test(line))).toBe(true);
    else expect(lines.every((line) => line.replace(escapes, "") === "▀".repeat(40))).toBe(true);
  });

  test("colours end with the line", () => {
    expect(terminalPicture(levels, "true").every((line) => line.endsWith("\u001b[0m"))).toBe(true);
  });
});
