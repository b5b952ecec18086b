import { conformanceCases, type Fixture, type KitOptions } from "@unspectro/conformance";
import {
  type ByteSource,
  FormatError,
  type FormatPlugin,
  type FrameSource,
  type Numbers,
} from "@unspectro/core/plugin";
import { describe, expect, test } from "vitest";
import { toy, toyFixture } from "./toy.ts";

const fixture = toyFixture(7, 5);

type Read = FrameSource["read"];

/** The toy reader, with what its sources do changed. */
function withSource(change: (source: FrameSource, bytes: ByteSource) => Partial<FrameSource>): FormatPlugin {
  return {
    ...toy,
    async open(bytes, options) {
      const source = await toy.open(bytes, options);
      return { ...source, ...change(source, bytes) };
    },
  };
}

const withRead = (change: (read: Read, source: FrameSource) => Read): FormatPlugin =>
  withSource((source) => ({ read: change((...call) => source.read(...call), source) }));

/** A source that is told to the kit in another shape. */
const claiming = (claims: Partial<FrameSource>): FormatPlugin => withSource(() => claims);

/** Keeps the numbers in memory and gives them without asking the file again. */
const fromMemory = (give: (all: Float64Array, source: FrameSource) => Read, patient = true): FormatPlugin =>
  withSource((source) => {
    let all: Float64Array | undefined;
    return {
      async read(start, count, into, options) {
        if (options?.signal?.aborted && patient)
          throw new FormatError("aborted", "stopped", { file: source.name });
        if (all === undefined) {
          all = new Float64Array(source.frames * source.bins);
          await source.read(0, source.frames, all);
        }
        return give(all, source)(start, count, into, options);
      },
    };
  });

const copyRecords =
  (all: Float64Array, source: FrameSource): Read =>
  (start, count, into, { firstBin = 0, binCount = source.bins - firstBin } = {}) => {
    const given = Math.max(0, Math.min(count, source.frames - start));
    for (let r = 0; r < given; r++)
      for (let i = 0; i < binCount; i++)
        into[r * binCount + i] = all[(start + r) * source.bins + firstBin + i];
    return given;
  };

/** A reader that takes short reads for zeros. */
function zeroFilled(bytes: ByteSource, size = bytes.size): ByteSource {
  return {
    name: bytes.name,
    size,
    async read(position, into, signal) {
      into.fill(0);
      if (position < bytes.size) await bytes.read(position, into.subarray(0, bytes.size - position), signal);
      return into.length;
    },
    close: () => bytes.close(),
  };
}

let shared: Numbers = new Float64Array(0);

/** What is wrong, the reader that does it, and the cases that must see it. */
const broken: readonly [fault: string, reader: FormatPlugin, cases: readonly string[]][] = [
  ["an id with a space", { ...toy, id: "my toy" }, ["describes itself"]],
  [
    "a probe that says yes to all",
    { ...toy, probe: () => 1 },
    ["takes no noise for its own", "takes no other format for its own"],
  ],
  ["a probe that says no to all", { ...toy, probe: () => 0 }, ["is recognised by its content"]],
  [
    "a probe that throws on short heads",
    {
      ...toy,
      probe: (head) => (new DataView(head.buffer, head.byteOffset).getUint32(0) === 0x544f5931 ? 1 : 0),
    },
    ["probes any bytes without throwing, the same way twice"],
  ],
  [
    "a probe that goes by the name",
    { ...toy, probe: (_, name) => (name.includes("toy") ? 1 : 0) },
    ["is recognised by its content"],
  ],
  [
    "frames and bins exchanged",
    claiming({ frames: 5, bins: 7 }),
    ["has the shape it should have", "gives the same numbers in blocks of every size"],
  ],
  ["a name that does not say which file", claiming({ name: "array" }), ["has the shape it should have"]],
  ["a block of no frames", claiming({ blockFrames: 0 }), ["has the shape it should have"]],
  [
    "an axis that is not the records'",
    claiming({ frameAxis: 1 }),
    ["has the shape it should have", "reads back as it was written"],
  ],
  [
    "a list that shows another shape",
    { ...toy, list: async (bytes) => (await toy.list(bytes)).map((info) => ({ ...info, shape: [5, 7] })) },
    ["is listed as it is opened"],
  ],
  [
    "arrays that are not there but open",
    {
      ...toy,
      open: (bytes, options = {}) =>
        toy.open(bytes, { ...(options.signal ? { signal: options.signal } : {}) }),
    },
    ["is listed as it is opened"],
  ],
  [
    "numbers that are a little wrong",
    withRead((read) => async (start, count, into, options) => {
      const given = await read(start, count, into, options);
      if (given > 0 && into.length > 0) into[0] += 1e-7;
      return given;
    }),
    ["gives the true numbers in float64 and float32, in every channel", "can be opened many times at once"],
  ],
  [
    "a start that is ignored",
    withRead((read) => (_, count, into, options) => read(0, count, into, options)),
    [
      "gives the same numbers in blocks of every size",
      "gives the same numbers backwards, at random and repeatedly",
      "gives nothing past its end",
      "can be read many times at once, whether bytes come at once, later, or out of order",
    ],
  ],
  [
    "reading that only goes forward",
    withSource((source) => {
      let next = 0;
      return {
        async read(start, count, into, options) {
          const given = await source.read(Math.max(start, next), count, into, options);
          next = start + given;
          return Math.max(0, Math.min(count, source.frames - start));
        },
      };
    }),
    ["gives the same numbers backwards, at random and repeatedly"],
  ],
  [
    "parts of records that are ignored",
    withRead(
      (read) => (start, count, into, options) =>
        read(start, count, into, { ...(options?.signal ? { signal: options.signal } : {}) }),
    ),
    ["gives any part of its records"],
  ],
  [
    "zeros past the end",
    withRead((read) => async (start, count, into, options) => {
      const given = await read(start, count, into, options);
      into.fill(0, given * (options?.binCount ?? 5));
      return given;
    }),
    ["gives nothing past its end", "gives the same numbers in blocks of every size"],
  ],
  [
    "a count that includes what is not there",
    withRead((read) => async (start, count, into, options) => {
      await read(start, count, into, options);
      return count;
    }),
    ["gives nothing past its end"],
  ],
  [
    "numbers written to the beginning of the buffer",
    withRead((read) => async (start, count, into, options) => {
      const given = await read(start, count, into, options);
      const whole =
        into instanceof Float32Array
          ? new Float32Array(into.buffer)
          : new Float64Array(into.buffer, 0, into.buffer.byteLength >> 3);
      whole.set(into.slice(0, given));
      return given;
    }),
    ["writes where it is told, in any kind of memory"],
  ],
  [
    "memory that is too small being filled as far as it goes",
    fromMemory(copyRecords),
    ["refuses memory that is too small", "can be closed twice, and not be read afterwards"],
  ],
  [
    "one buffer for all reads at a time",
    withSource((source) => ({
      async read(start, count, into, options) {
        shared = new Float64Array(into.length);
        const given = await source.read(start, count, shared, options);
        await Promise.resolve();
        into.set(shared.subarray(0, given * (options?.binCount ?? source.bins)));
        return given;
      },
    })),
    [
      "can be read many times at once, whether bytes come at once, later, or out of order",
      "can be opened many times at once",
    ],
  ],
  [
    "a signal that is not heard",
    {
      ...toy,
      open: async (bytes) => {
        const source = await toy.open(bytes);
        return { ...source, read: (start, count, into) => source.read(start, count, into) };
      },
    },
    ["stops when it is told to"],
  ],
  [
    "an abort that comes out as another error",
    {
      ...toy,
      async open(bytes, options) {
        try {
          const source = await toy.open(bytes, options);
          return {
            ...source,
            async read(...call) {
              try {
                return await source.read(...call);
              } catch (error) {
                throw error instanceof RangeError ? error : new TypeError("cannot read", { cause: error });
              }
            },
          };
        } catch (error) {
          throw new TypeError("cannot open", { cause: error });
        }
      },
    },
    [
      "stops in the midst of its work, and can be read again",
      "is not taken for whole wherever it is cut short",
      "survives any flipped bit at its ends",
      "survives random damage",
      "passes on the failure of a disk, whichever read it hits",
      "does not take a file that shrinks while it is read for zeros",
    ],
  ],
  [
    "a failing disk taken for zeros",
    {
      ...toy,
      open: (bytes, options) =>
        toy.open(
          {
            ...bytes,
            async read(position, into, signal) {
              try {
                return await bytes.read(position, into, signal);
              } catch (error) {
                if (signal?.aborted) throw error;
                return into.length;
              }
            },
          },
          options,
        ),
    },
    ["passes on the failure of a disk, whichever read it hits"],
  ],
  [
    "short reads taken for zeros",
    { ...toy, open: (bytes, options) => toy.open(zeroFilled(bytes), options) },
    ["does not take a file that shrinks while it is read for zeros"],
  ],
  [
    "a size that is believed",
    { ...toy, open: (bytes, options) => toy.open(zeroFilled(bytes, 1e9), options) },
    ["is not taken for whole wherever it is cut short"],
  ],
  [
    "bytes that are closed by the reader",
    withSource((source, bytes) => ({
      async close() {
        await source.close();
        await bytes.close();
      },
    })),
    ["gives the true numbers in float64 and float32, in every channel"],
  ],
  [
    "scratch room that is not freed",
    {
      ...toy,
      async open(bytes, options) {
        await options?.scratch?.create("left behind");
        return toy.open(bytes, options);
      },
    },
    ["has the shape it should have", "is not taken for whole wherever it is cut short"],
  ],
  [
    "a whole file read to open it",
    {
      ...toy,
      async open(bytes, options) {
        await bytes.read(0, new Uint8Array(bytes.size), options?.signal);
        return toy.open(bytes, options);
      },
    },
    ["opens after reading little"],
  ],
  [
    "the whole file read for each block",
    withSource((source, bytes) => ({
      blockFrames: 1,
      async read(...call) {
        for (let i = 0; i < 20; i++) await bytes.read(0, new Uint8Array(bytes.size), call[3]?.signal);
        return source.read(...call);
      },
    })),
    ["reads the file about once in one pass over the frames"],
  ],
  [
    "a writer that closes what it writes to",
    {
      ...toy,
      async write(arrays, sink, options) {
        await toy.write?.(arrays, sink, options);
        await sink.close();
      },
    },
    ["reads back as it was written"],
  ],
  [
    "a writer that loses digits",
    {
      ...toy,
      async write([array], sink, options) {
        const { source } = array;
        const read: Read = async (start, count, into, more) => {
          const given = await source.read(start, count, into, more);
          for (let i = 0; i < into.length; i++) into[i] = Math.fround(into[i]);
          return given;
        };
        await toy.write?.([{ ...array, source: { ...source, read } }], sink, options);
      },
    },
    ["reads back as it was written"],
  ],
  [
    "a writer that does not mind a full disk",
    {
      ...toy,
      async write(arrays, sink, options) {
        await Promise.resolve(toy.write?.(arrays, sink, options)).catch(() => undefined);
      },
    },
    ["says so when writing cannot go on"],
  ],
];

/** Names of the cases that fail for a reader. */
async function failing(reader: FormatPlugin, of: Fixture, options: KitOptions): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of conformanceCases(reader, [of], options)) {
    const claim = name.replace(`${of.name} `, "");
    await run().catch(() => failed.push(claim));
  }
  return failed;
}

const options: KitOptions = { effort: 0.05, openBytes: 64 };

describe("the kit sees", () => {
  test.each(broken)("%s", async (_, reader, cases) => {
    expect(await failing(reader, fixture, options)).toEqual(expect.arrayContaining([...cases]));
  });

  test("nothing wrong with a good reader", async () => {
    expect(await failing(toy, fixture, options)).toEqual([]);
  });

  test("a fault with every one of its cases", () => {
    const names = conformanceCases(toy, [fixture]).map(({ name }) => name.replace(`${fixture.name} `, ""));
    const shown = new Set(broken.flatMap(([, , cases]) => cases));
    expect(names.filter((name) => !shown.has(name))).toEqual([]);
  });

  test("how many malformed inputs it tried", async () => {
    let malformed = 0;
    for (const { run } of conformanceCases(toy, [fixture])) malformed += (await run()).malformed;
    expect(malformed).toBeGreaterThan(3000);
  });
});
