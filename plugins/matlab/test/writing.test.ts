import { readFileSync } from "node:fs";
import { watchedBytes, watchedSink } from "@unspectro/conformance";
import {
  type FrameSource,
  framesOfArray,
  isUnspectroError,
  orient,
  type WriteOptions,
} from "@unspectro/core/plugin";
import fc from "fast-check";
import { expect, test } from "vitest";
import { matlab } from "../src/index.ts";

/** An array in memory. */
const arraySource = (
  frames: number,
  bins: number,
  channels: number,
  complex: boolean,
  data: Float64Array,
): FrameSource => framesOfArray(data, channels > 1 ? [channels, frames, bins] : [frames, bins], { complex });

async function written(
  name: string,
  arrays: Parameters<NonNullable<typeof matlab.write>>[0],
  options: WriteOptions = {},
) {
  const sink = watchedSink(name);
  await matlab.write?.(arrays, sink, options);
  return sink.content();
}

const [FRAMES, BINS] = [4, 3];
const grow = (count: number, step: number) =>
  Float64Array.from({ length: count }, (_, n) => (n + 1) / step - 1.5);
const S = arraySource(
  FRAMES,
  BINS,
  1,
  false,
  grow(12, 7).map((value, n) => [value, NaN, -Infinity, value][n % 4]),
);
const Z = arraySource(FRAMES, BINS, 1, true, grow(24, 9));
const stereo = arraySource(FRAMES, BINS, 2, false, grow(24, 11));
const three = [
  { name: "S", source: S },
  { name: "Z", source: Z },
  { name: "stereo", source: stereo },
];

/** Files that `fixtures/check.py` has shown to SciPy and Octave, which read the same numbers from them. */
const shown: readonly (readonly [file: string, arrays: typeof three, options: WriteOptions])[] = [
  ["written-v6.mat", three, { frameAxis: 1 }],
  ["written-v7.mat", three, { frameAxis: 0, compress: true }],
  ["written-octave.txt", three, { frameAxis: 0 }],
  ["written-ascii.asc", [{ name: "S", source: S }], { frameAxis: 1 }],
];
test.each(shown)("writes %s as SciPy and Octave were seen to read it", async (file, arrays, options) => {
  const content = await written(file, arrays, options);
  expect(content).toEqual(new Uint8Array(readFileSync(new URL(`./fixtures/${file}`, import.meta.url))));
});

const shapes = fc.record({
  frames: fc.integer({ min: 1, max: 9 }),
  bins: fc.integer({ min: 2, max: 9 }),
  channels: fc.constantFrom(1, 1, 3),
  complex: fc.boolean(),
});
const ways = fc.record({
  name: fc.constantFrom("a.mat", "a.txt"),
  frameAxis: fc.constantFrom(0 as const, 1 as const),
  compress: fc.boolean(),
});

test("reads any array back as it was written", async () => {
  await fc.assert(
    fc.asyncProperty(
      shapes,
      ways,
      fc.infiniteStream(fc.double()),
      async (shape, { name, ...options }, values) => {
        const { frames, bins, channels, complex } = shape;
        const length = frames * bins * channels * (complex ? 2 : 1);
        const data = Float64Array.from({ length }, () => Number(values.next().value) + 0);
        const source = arraySource(frames, bins, channels, complex, data);
        fc.pre(channels === 1 || (frames > 1 && bins > 2 && ![frames, bins].includes(channels))); // else axes cannot be told apart
        const content = await written(name, [{ name: "x", source }], options);
        const opened = await matlab.open(watchedBytes(name, content));
        const back = orient(opened, options.frameAxis);
        expect([back.frames, back.bins, back.channels, back.complex]).toEqual([
          frames,
          bins,
          channels,
          complex,
        ]);
        const one = length / channels;
        const numbers = new Float64Array(length);
        for (let channel = 0; channel < channels; channel++) {
          await back.read(0, frames, numbers.subarray(channel * one, (channel + 1) * one), { channel });
        }
        expect(numbers).toEqual(data);
        await back.close();
      },
    ),
    { numRuns: 200 },
  );
});

async function refusal(name: string, arrays: typeof three): Promise<string> {
  try {
    await written(name, arrays);
  } catch (error) {
    if (isUnspectroError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "none";
}

test("says what cannot be written", async () => {
  expect(await refusal("a.mat", [{ name: "2x", source: S }])).toMatch(/^not-writable: .*found "2x"/);
  expect(await refusal("a.mat", [three[0], three[0]])).toMatch(/^not-writable: .*a name of its own/);
  expect(await refusal("a.mat", [])).toMatch(/^not-writable: .*found no arrays/);
  expect(await refusal("a.asc", three)).toMatch(/^not-writable: .*keeps one real matrix/);
  const huge = { ...S, frames: 2 ** 20, bins: 2 ** 9 };
  expect(await refusal("a.mat", [{ name: "S", source: huge }])).toMatch(
    /^not-writable: .*smaller than 2 GiB/,
  );
});
