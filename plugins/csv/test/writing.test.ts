import { watchedBytes, watchedSink } from "@unspectro/conformance";
import {
  type FrameSource,
  framesOfArray,
  isUnspectroError,
  type Numbers,
  type WriteOptions,
} from "@unspectro/core/plugin";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csv } from "../src/index.ts";

const matrix = (frames: number, bins: number, data: Numbers, complex = false): FrameSource =>
  framesOfArray(data, [frames, bins], { complex });

async function write(source: FrameSource, options: WriteOptions = {}): Promise<Uint8Array> {
  const sink = watchedSink("S.csv");
  await csv.write?.([{ name: "S", source }], sink, options);
  return sink.content();
}

const text = async (source: FrameSource, options: WriteOptions = {}) =>
  new TextDecoder().decode(await write(source, options));

const shapes = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 6 }), fc.boolean());
const separators = fc.constantFrom(",", "\t", ";", " ");

test("doubles read back as they were written", async () => {
  await fc.assert(
    fc.asyncProperty(
      shapes,
      separators,
      fc.infiniteStream(fc.double()),
      async ([frames, bins, complex], separator, values) => {
        const length = frames * bins * (complex ? 2 : 1);
        const data = Float64Array.from({ length }, () => Number(values.next().value));
        const content = await write(matrix(frames, bins, data, complex), { separator });
        const source = await csv.open(watchedBytes("S.csv", content), {
          text: { separator, headerLines: 0, indexColumns: 0 },
        });
        expect([source.frames, source.bins, source.complex]).toEqual([frames, bins, complex]);
        const numbers = new Float64Array(length);
        await source.read(0, frames, numbers);
        expect(numbers).toEqual(data);
        await source.close();
      },
    ),
    { numRuns: 300 },
  );
});

test("floats read back as they were written, in no more digits than that takes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.float(), { minLength: 2, maxLength: 20 }), async (floats) => {
      const data = Float32Array.from(floats);
      const content = await write(matrix(1, data.length, data));
      const source = await csv.open(watchedBytes("S.csv", content), { text: { separator: "," } });
      const numbers = new Float32Array(data.length);
      await source.read(0, 1, numbers);
      expect(numbers).toEqual(data);
      const digits = new TextDecoder()
        .decode(content)
        .trim()
        .split(",")
        .map((cell) => cell.replace(/e.*|^-?0*\.0*|[-.]/g, "").length);
      expect(Math.max(...digits)).toBeLessThanOrEqual(9);
      await source.close();
    }),
    { numRuns: 300 },
  );
});

test("writes what it is asked for: digits, separator, axis", async () => {
  const source = matrix(2, 3, Float64Array.of(1 / 3, -1e-10, 2, NaN, Infinity, -Infinity));
  expect(await text(source)).toBe("0.3333333333333333,-1e-10,2\nnan,inf,-inf\n");
  expect(await text(source, { digits: 3, separator: "\t" })).toBe("0.333\t-1e-10\t2\nnan\tinf\t-inf\n");
  expect(await text(source, { frameAxis: 1 })).toBe("0.3333333333333333,nan\n-1e-10,inf\n2,-inf\n");
  expect(await text(matrix(1, 3, Float32Array.of(0.1, 1 / 3, 16777216)))).toBe("0.1,0.33333334,16777216\n");
  expect(await text(matrix(1, 2, Float64Array.of(1.5, -2, -0, Infinity), true))).toBe("1.5-2j,-0+infj\n");
});

test("says that text holds one matrix", async () => {
  const source = matrix(1, 2, Float64Array.of(1, 2));
  const sink = watchedSink("S.csv");
  const both = [
    { name: "S", source },
    { name: "P", source },
  ];
  await expect(Promise.resolve(csv.write?.(both, sink))).rejects.toThrow(
    /holds one matrix \(found 2 arrays\)/,
  );
  const stereo = [{ name: "S", source: { ...source, channels: 2 } }];
  await expect(Promise.resolve(csv.write?.(stereo, sink))).rejects.toThrow(
    /holds one matrix \(found 2 channels\)/,
  );
  expect(sink.content().length).toBe(0);
});

const junk = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .string({ unit: fc.constantFrom(...'0123456789.,;\t \n\r-+eEjinaf#%"()|'), maxLength: 300 })
    .map((s) => new TextEncoder().encode(s)),
);
const told = fc.record(
  {
    separator: fc.constantFrom(",", ";", "\t", " ", "|", "", "ab", ", "),
    decimal: fc.constantFrom("." as const, "," as const),
    headerLines: fc.integer({ min: 0, max: 3 }),
    indexColumns: fc.integer({ min: 0, max: 3 }),
    comment: fc.constantFrom("#", "%", ""),
  },
  { requiredKeys: [] },
);

test("any bytes, read in any way, end in numbers or in a typed error", async () => {
  await fc.assert(
    fc.asyncProperty(junk, told, async (content, layout) => {
      try {
        const source = await csv.open(watchedBytes("junk", content), { text: layout });
        const { frames, bins, complex } = source;
        expect(frames * bins).toBeGreaterThan(0);
        await source.read(0, frames, new Float64Array(frames * bins * (complex ? 2 : 1)));
        await source.close();
      } catch (error) {
        if (!isUnspectroError(error)) throw error;
      }
    }),
    { numRuns: 3000 },
  );
});
