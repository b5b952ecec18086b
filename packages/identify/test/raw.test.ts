import type { RawLayout } from "@unspectro/core";
import { bytesFromArray } from "@unspectro/core/plugin";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRawLayout, identify } from "../src/index.ts";
import { numbersOf } from "../src/raw/elements.ts";
import { conventionFor, filesOf, memory, voice } from "./memory.ts";

function withHeader(header: number, body: ArrayBufferView): Uint8Array {
  const bytes = new Uint8Array(header + body.byteLength);
  bytes.set(new Uint8Array(body.buffer, body.byteOffset, body.byteLength), header);
  return bytes;
}

const convention = conventionFor({
  geometry: {
    fftSize: 254,
    hop: 64,
    window: { family: "hann", length: 254, symmetric: false },
    start: "zero",
    padding: "none",
    tail: "fit",
  },
});
const { magnitude, phase } = filesOf(voice(14000), convention);

async function numbers(source: typeof magnitude): Promise<Float64Array> {
  const data = new Float64Array(source.frames * source.bins);
  await source.read(0, source.frames, data);
  return data;
}

/** Bins as records: the array turned. */
function turned(data: Float64Array, rows: number, columns: number): Float64Array {
  return data.map((_, i) => data[(i % rows) * columns + Math.floor(i / rows)]);
}

describe("files without any header that says what they hold", () => {
  it("are laid out by their numbers: header, length of a record, types, whichever way they run", async () => {
    const m = await numbers(magnitude);
    const p = await numbers(phase);
    const { frames, bins } = magnitude;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 8, 16, 64),
        fc.boolean(),
        fc.constantFrom("float32", "float64", "uint16"),
        async (header, byBins, element) => {
          const order = (data: Float64Array) => (byBins ? turned(data, frames, bins) : data);
          const top = m.reduce((a, b) => Math.max(a, b), 0);
          const magnitudes = {
            float32: () => Float32Array.from(order(m)),
            float64: () => Float64Array.from(order(m)),
            uint16: () => Uint16Array.from(order(m), (v) => Math.round((65535 * v) / top)),
          }[element]();
          const phases = element === "float32" ? Float32Array.from(order(p)) : Float64Array.from(order(p));
          const [found] = await findRawLayout(
            bytesFromArray(withHeader(header, magnitudes), "one"),
            bytesFromArray(withHeader(header, phases), "two"),
          );
          const recordLength = byBins ? frames : bins;
          expect(found?.layouts[0]).toMatchObject({ element, headerBytes: header, recordLength });
          expect(found?.layouts[1].element).toBe(element === "float32" ? "float32" : "float64");
        },
      ),
      { numRuns: 12 },
    );
  });

  it("are laid out by where they sound: zeros of the silence at their end are numbers of any type", async () => {
    const m = await numbers(magnitude);
    const p = await numbers(phase);
    const { bins } = magnitude;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 8), fc.integer({ min: 140, max: 400 }), async (header, silent) => {
        const silence = new Float64Array(silent * bins);
        const [found] = await findRawLayout(
          bytesFromArray(withHeader(header, Float64Array.of(...m, ...silence)), "one"),
          bytesFromArray(withHeader(header, Float64Array.of(...p, ...silence)), "two"),
        );
        expect(found?.layouts[0]).toMatchObject({
          element: "float64",
          headerBytes: header,
          recordLength: bins,
        });
        expect(found?.layouts[1].element).toBe("float64");
      }),
      { numRuns: 4 },
    );
  });

  it("are not made up of noise", async () => {
    const noise = Float32Array.from({ length: 40000 }, (_, i) => {
      const x = Math.sin(i * 12.9898) * 43758.5453;
      return x - Math.floor(x);
    });
    const found = await findRawLayout(
      bytesFromArray(withHeader(0, noise), "one"),
      bytesFromArray(withHeader(0, noise.toReversed()), "two"),
    );
    expect(found.every(({ score }) => score < 20)).toBe(true);
  });
});

/** Whole numbers as people store them: full scale for the loudest, decibels from there down, half a turn at full scale. */
const stored = {
  int8: { bytes: 1, most: 127, set: (view: DataView, at: number, v: number) => view.setInt8(at, v) },
  uint8: { bytes: 1, most: 255, set: (view: DataView, at: number, v: number) => view.setUint8(at, v) },
  int16: { bytes: 2, most: 32767, set: (view: DataView, at: number, v: number) => view.setInt16(at, v) },
  uint16: { bytes: 2, most: 65535, set: (view: DataView, at: number, v: number) => view.setUint16(at, v) },
} as const;
type Whole = keyof typeof stored;

/** A file of whole numbers, the high byte first unless `littleEndian`. */
function wholeNumbers(values: Float64Array, type: Whole, littleEndian: boolean, header: number): Uint8Array {
  const { bytes, set } = stored[type];
  const body = new Uint8Array(bytes * values.length);
  const view = new DataView(body.buffer);
  values.forEach((v, i) => {
    set(view, bytes * i, Math.round(v));
  });
  if (littleEndian && bytes === 2) for (let i = 0; i < body.length; i += 2) body.subarray(i, i + 2).reverse();
  return withHeader(header, body);
}

/** The numbers of a file as a layout has them. */
function readAs(bytes: Uint8Array, layout: RawLayout): Float64Array {
  const { element = "uint8", littleEndian = true, headerBytes = 0 } = layout;
  const width = Number(/\d+/.exec(element)) / 8;
  return numbersOf(bytes.subarray(headerBytes), { element, littleEndian, bytes: width });
}

describe("headerless files of whole numbers", async () => {
  const m = await numbers(magnitude);
  const p = await numbers(phase);
  const { frames, bins } = magnitude;
  const top = m.reduce((a, b) => Math.max(a, b), 0);
  const levels = m.map((v) => Math.max(-80, 20 * Math.log10(v / top)));
  const scales = {
    amplitude: (most: number) => m.map((v) => (v * most) / top),
    decibel: (most: number) => levels.map((v) => (1 + v / 80) * most),
    "decibel below 0": (most: number) => levels.map((v) => (v / 80) * most),
  } as const;

  it("are read as they were stored: with a sign or without, high byte first or last, angles up to whole turns", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Whole>("int8", "uint8", "int16", "uint16"),
        fc.constantFrom("amplitude", "decibel", "decibel below 0"),
        fc.constantFrom(0, 64),
        fc.boolean(),
        fc.boolean(),
        async (type, scale, header, byBins, littleEndian) => {
          const { most, bytes } = stored[type];
          const signed = type.startsWith("int");
          // one byte is too coarse for amplitudes, and nothing below 0 is stored without a sign
          fc.pre((bytes === 2 || scale !== "amplitude") && (signed || scale !== "decibel below 0"));
          const order = (data: Float64Array) =>
            (byBins ? turned(data, frames, bins) : data).map((v) => Math.round(v) + 0);
          const angles = p.map((v) => (signed ? v / Math.PI : v / (2 * Math.PI) + 0.5) * most);
          const values = [order(scales[scale](most)), order(angles)];
          const files = values.map((each) => wholeNumbers(each, type, littleEndian, header));
          const [found] = await findRawLayout(
            bytesFromArray(files[0], "one"),
            bytesFromArray(files[1], "two"),
          );
          for (const { recordLength, headerBytes } of found.layouts)
            expect([recordLength, headerBytes]).toEqual([byBins ? frames : bins, header]);
          expect(readAs(files[0], found.layouts[0])).toEqual(values[0]);
          const turn = 2 ** (8 * bytes);
          const within = (data: Float64Array) => data.map((v) => (v + turn) % turn);
          expect(within(readAs(files[1], found.layouts[1]))).toEqual(within(values[1]));
        },
      ),
      { numRuns: 10 },
    );
  });

  it("of one byte with a sign are identified", async () => {
    const files = [levels.map((v) => (v / 80) * 127), p.map((v) => (v / Math.PI) * 127)].map((values) =>
      wholeNumbers(values, "int8", true, 64),
    );
    const [found] = await findRawLayout(bytesFromArray(files[0], "one"), bytesFromArray(files[1], "two"));
    const [first, second] = found.layouts.map((layout, i) =>
      memory("file", frames, bins, readAs(files[i], layout)),
    );
    const { verdict, convention: said } = await identify({ first, second });
    expect(verdict).toBe("identified");
    expect(said?.geometry.hop).toBe(64);
  });
});
