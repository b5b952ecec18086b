import { bytesFromArray } from "@unspectro/core/plugin";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRawLayout } from "../src/index.ts";
import { conventionFor, filesOf, voice } from "./memory.ts";

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
