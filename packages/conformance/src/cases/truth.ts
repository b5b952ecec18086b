import type { FrameSource, Numbers } from "@unspectro/core/plugin";
import { describe, ensure, ensureTrue, fail, failureOf, type Selection, same } from "../check.ts";
import { type CaseContext, type FixtureCase, withSource } from "../context.ts";
import { noise } from "../noise.ts";

/** A number that no fixture holds, to see what was written over. */
const UNTOUCHED = -12345.678;

function numbersIn(source: FrameSource, { start, count, binCount = source.bins }: Selection): number {
  const given = Math.max(0, Math.min(count, source.frames - start));
  return given * binCount * (source.complex ? 2 : 1);
}

async function readAndCompare(
  { fixture }: CaseContext,
  source: FrameSource,
  selection: Selection,
  what: string,
): Promise<void> {
  const { start, count, ...options } = selection;
  const expected = numbersIn(source, selection);
  const into = new Float64Array(expected + 3).fill(UNTOUCHED);
  const given = await source.read(start, count, into, options);
  same(given, Math.max(0, Math.min(count, source.frames - start)), `${what}: the number of frames given`);
  ensureTrue(fixture, into, selection, what);
  ensure(
    into.subarray(expected).every((value) => value === UNTOUCHED),
    `${what}: memory past the numbers given was written to`,
  );
}

/** That the numbers are the true ones, however they are asked for. */
export const truthCases: readonly FixtureCase[] = [
  {
    claim: "gives the true numbers in float64 and float32, in every channel",
    async run(context) {
      await withSource(context, async ({ source }) => {
        const size = source.frames * source.bins * (source.complex ? 2 : 1);
        for (let channel = 0; channel < source.channels; channel++)
          for (const into of [new Float64Array(size), new Float32Array(size)]) {
            same(await source.read(0, source.frames, into, { channel }), source.frames, "frames given");
            const what = `channel ${channel} in ${into.constructor.name}`;
            ensureTrue(context.fixture, into, { start: 0, count: source.frames, channel }, what);
          }
      });
      return 0;
    },
  },
  {
    claim: "gives the same numbers in blocks of every size",
    async run(context) {
      await withSource(context, async ({ source }) => {
        const sizes = new Set([
          1,
          2,
          3,
          5,
          8,
          17,
          64,
          source.blockFrames,
          source.frames - 1,
          source.frames + 7,
        ]);
        for (const size of sizes) {
          if (size < 1) continue;
          for (let start = 0; start < source.frames; start += size)
            await readAndCompare(context, source, { start, count: size }, `blocks of ${size}`);
        }
      });
      return 0;
    },
  },
  {
    claim: "gives the same numbers backwards, at random and repeatedly",
    async run(context) {
      await withSource(context, async ({ source }) => {
        for (let start = source.frames - 1; start >= 0; start--)
          await readAndCompare(context, source, { start, count: 1 }, "backwards");
        const next = noise(11);
        for (let i = 0; i < 60; i++) {
          const start = next() % source.frames;
          const selection = { start, count: 1 + (next() % 6), channel: next() % source.channels };
          await readAndCompare(context, source, selection, "at random");
          if (i % 7 === 0) await readAndCompare(context, source, selection, "repeatedly");
        }
      });
      return 0;
    },
  },
  {
    claim: "gives any part of its records",
    async run(context) {
      await withSource(context, async ({ source }) => {
        const next = noise(13);
        for (let i = 0; i < 60; i++) {
          const firstBin = next() % source.bins;
          const binCount = i === 0 ? 1 : next() % (source.bins - firstBin + 1);
          const selection = { start: next() % source.frames, count: 1 + (next() % 5), firstBin, binCount };
          await readAndCompare(context, source, selection, `bins ${firstBin} to ${firstBin + binCount}`);
        }
      });
      return 0;
    },
  },
  {
    claim: "gives nothing past its end",
    async run(context) {
      await withSource(context, async ({ source }) => {
        for (const start of [source.frames, source.frames + 1, source.frames + 1000])
          await readAndCompare(context, source, { start, count: 4 }, "past the end");
        await readAndCompare(context, source, { start: source.frames - 1, count: 4 }, "across the end");
        await readAndCompare(context, source, { start: 0, count: 0 }, "no frames at all");
      });
      return 0;
    },
  },
  {
    claim: "writes where it is told, in any kind of memory",
    async run(context) {
      await withSource(context, async ({ source }) => {
        const count = Math.min(3, source.frames);
        const size = numbersIn(source, { start: 0, count });
        const heap = new WebAssembly.Memory({ initial: Math.ceil((size * 8 + 64) / 65536) });
        const large = new ArrayBuffer(size * 8 + 64);
        const places: Numbers[] = [
          new Float64Array(large, 24, size),
          new Float32Array(large, 12, size),
          new Float64Array(heap.buffer, 16, size),
          new Float32Array(heap.buffer, 20, size),
        ];
        for (const into of places) {
          const around = new Uint8Array(into.buffer).fill(0xa5);
          await source.read(0, count, into);
          ensureTrue(context.fixture, into, { start: 0, count }, `at byte ${into.byteOffset} of a buffer`);
          ensure(
            around.subarray(0, into.byteOffset).every((byte) => byte === 0xa5) &&
              around.subarray(into.byteOffset + into.byteLength).every((byte) => byte === 0xa5),
            "memory around the caller's view was written to",
          );
        }
      });
      return 0;
    },
  },
  {
    claim: "refuses memory that is too small",
    async run(context) {
      await withSource(context, async ({ source }) => {
        const size = numbersIn(source, { start: 0, count: source.frames });
        const error = await failureOf(() => source.read(0, source.frames, new Float64Array(size - 1)));
        if (!(error instanceof RangeError))
          fail(`memory one number too small should be a RangeError, but was ${describe(error)}`);
      });
      return 0;
    },
  },
];
