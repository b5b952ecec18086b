import { conformanceCases, type Fixture, watchedBytes, watchedSink } from "@unspectro/conformance";
import {
  ELEMENT_BYTES,
  type ErrorCode,
  encode,
  isUnspectroError,
  type OpenOptions,
  type RawLayout,
} from "@unspectro/core/plugin";
import { raw, recordLengths } from "@unspectro/raw";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";

const [FRAMES, BINS] = [6, 5];
const numbers = Float64Array.from({ length: FRAMES * BINS }, (_, at) => ((at * 7) % 31) + 1);

/** Numbers behind a header, in any element. */
function rawBytes(element: NonNullable<RawLayout["element"]>, littleEndian: boolean, header = 0): Uint8Array {
  if (element === "text") throw new RangeError("no text here");
  const body = new Uint8Array(numbers.length * 8);
  encode(numbers, 0, numbers.length, { element, littleEndian }, body);
  return Uint8Array.of(
    ...new Uint8Array(header).fill(9),
    ...body.subarray(0, numbers.length * ELEMENT_BYTES[element]),
  );
}

function fixture(name: string, layout: RawLayout): Fixture {
  const { element = "float32", littleEndian = true, headerBytes = 0, complex = false } = layout;
  const bins = complex ? 3 : BINS;
  const frames = complex ? 5 : FRAMES;
  return {
    name,
    bytes: rawBytes(element, littleEndian, headerBytes),
    options: { raw: { ...layout, recordLength: bins } },
    truncation: "prefix",
    expected: {
      frames,
      bins,
      complex,
      element,
      frameAxis: layout.order === "columns" ? 1 : 0,
      data: numbers,
    },
  };
}

const fixtures = [
  fixture("float32", {}),
  fixture("float64 high byte first", { element: "float64", littleEndian: false }),
  fixture("float16 columns", { element: "float16", order: "columns" }),
  fixture("uint8 after 3 bytes", { element: "uint8", headerBytes: 3 }),
  fixture("int16 high byte first after 7 bytes", { element: "int16", littleEndian: false, headerBytes: 7 }),
  fixture("complex float32", { complex: true }),
];

/** What must be said of a file that our writer made. */
function reopen(
  { options = {}, expected }: Fixture,
  written: { frameAxis?: 0 | 1; order?: string },
): OpenOptions {
  const frameAxis = written.frameAxis ?? 0;
  const order = written.order ?? (frameAxis === 1 ? "columns" : "rows");
  const together = (order === "rows") === (frameAxis === 0);
  const recordLength = together ? expected.bins : expected.frames;
  const shown = order === "rows" ? ("rows" as const) : ("columns" as const);
  return { raw: { ...options.raw, headerBytes: 0, littleEndian: true, recordLength, order: shown } };
}

let malformed = 0;

describe("the raw reader keeps the contract", () => {
  const options = {
    headerless: true,
    accepts: ["csv", "columns", "octave"],
    reopen,
    writes: [
      { order: "rows", frameAxis: 1 },
      { order: "columns", frameAxis: 0 },
    ] as const,
  };
  for (const { name, run } of conformanceCases(raw, fixtures, options))
    test(name, async () => {
      malformed += (await run()).malformed;
    });
  afterAll(() => {
    expect(malformed).toBeGreaterThan(5000);
  });
});

async function codeOf(bytes: Uint8Array, layout?: RawLayout, name = "S"): Promise<ErrorCode | undefined> {
  try {
    await raw.open(watchedBytes(name, bytes), layout === undefined ? {} : { raw: layout });
  } catch (error) {
    if (isUnspectroError(error)) return error.code;
    throw error;
  }
}

describe("what a headerless file does not tell", () => {
  test("is asked for, with the lengths that fit", async () => {
    const opening = Promise.resolve(raw.open(watchedBytes("S", new Uint8Array(257 * 12 * 4))));
    await expect(opening).rejects.toThrow(/how long its records are.*try 257/);
  });

  test("is taken from its ending", async () => {
    const bytes = rawBytes("int16", false);
    const source = await raw.open(watchedBytes("S.s16be", bytes), { raw: { recordLength: BINS } });
    const into = new Float64Array(numbers.length);
    await source.read(0, FRAMES, into);
    expect(source.element).toBe("int16");
    expect(into).toEqual(numbers);
  });

  test("is a header where its numbers are the shape, and nowhere else", async () => {
    const header = new Uint8Array(8);
    new DataView(header.buffer).setInt32(0, FRAMES, true);
    new DataView(header.buffer).setInt32(4, BINS, true);
    const bytes = Uint8Array.of(...header, ...rawBytes("float32", true));
    const source = await raw.open(watchedBytes("S", bytes), { raw: { recordLength: BINS } });
    const into = new Float64Array(BINS);
    await source.read(0, 1, into);
    expect(into).toEqual(numbers.subarray(0, BINS));
    expect(source.notes.join()).toContain("first 8 bytes");
    bytes[0] = 99;
    expect(await codeOf(bytes, { recordLength: BINS })).toBe("bad-shape");
  });

  test.each([
    ["nothing at all", 0, {}, "empty"],
    ["a header longer than the file", 10, { headerBytes: 11, recordLength: 1 }, "truncated"],
    ["half a record", 10, { recordLength: 5 }, "truncated"],
    ["records and a half", 30, { recordLength: 5 }, "bad-shape"],
    ["a length of no count", 40, { recordLength: 2.5 }, "bad-shape"],
    ["a length of zero", 40, { recordLength: 0 }, "bad-shape"],
    ["a negative header", 40, { recordLength: 5, headerBytes: -1 }, "bad-shape"],
    ["an enormous length", 40, { recordLength: Number.MAX_SAFE_INTEGER }, "truncated"],
    ["text", 40, { element: "text" }, "unsupported"],
  ] as const)("%s is an error", async (_, size, layout, code) => {
    expect(await codeOf(new Uint8Array(size), layout)).toBe(code);
  });
});

describe("record lengths that fit", () => {
  const float32 = (count: number) => ({ size: 4 * count, element: "float32" }) as const;

  test.each([
    [1025, 431],
    [513, 1000],
    [201, 99],
    [129, 63],
    [257, 127],
  ])("hold the true one first for %d bins x %d frames", (bins, frames) => {
    const [best] = recordLengths([float32(bins * frames), float32(bins * frames)]);
    expect(best).toMatchObject({ recordLength: bins, records: frames, recordsAre: "frames" });
  });

  test("know files whose records are bins", () => {
    const candidates = recordLengths([float32(1025 * 431)]);
    expect(candidates[1]).toMatchObject({ recordLength: 431, records: 1025, recordsAre: "bins" });
  });

  test("are few where the files differ by a frame", () => {
    const lengths = recordLengths([float32(1000 * 600), { size: 8 * 1000 * 599, element: "float64" }]);
    expect(lengths.every(({ recordLength }) => 1000 % recordLength === 0)).toBe(true);
    expect(lengths.map(({ recordLength }) => recordLength)).toContain(1000);
  });

  test("always divide every file, and hold the true one among them", () => {
    const length = fc.integer({ min: 17, max: 4097 });
    fc.assert(
      fc.property(length, length, fc.nat({ max: 3 }), (bins, frames, more) => {
        const files = [float32(bins * frames), float32(bins * (frames + more))];
        const found = recordLengths(files);
        expect(found.some(({ recordLength }) => recordLength === bins)).toBe(true);
        for (const { recordLength } of found)
          for (const { size } of files) expect(size % (4 * recordLength)).toBe(0);
      }),
    );
  });

  test("are none for sizes that do not fit the element", () => {
    expect(recordLengths([{ size: 4001, element: "float32" }])).toEqual([]);
    expect(recordLengths([])).toEqual([]);
  });
});

describe("writing", () => {
  test("gives the bytes that ndarray.tofile gives: C order, whatever the array's", async () => {
    const source = await raw.open(watchedBytes("S", rawBytes("float32", true)), {
      raw: { recordLength: BINS },
    });
    const sink = watchedSink("S.f32");
    await raw.write?.([{ name: "", source }], sink, { frameAxis: 1, order: "rows" });
    const turned = new Float32Array(sink.content().buffer.slice(0, numbers.length * 4));
    for (let bin = 0; bin < BINS; bin++)
      for (let frame = 0; frame < FRAMES; frame++)
        expect(turned[bin * FRAMES + frame]).toBe(numbers[frame * BINS + bin]);
  });

  test("refuses numbers that the element cannot hold, rather than wrap them", async () => {
    const source = await raw.open(watchedBytes("S", rawBytes("float32", true)), {
      raw: { recordLength: BINS },
    });
    const scaled = {
      ...source,
      read: async (start: number, count: number, into: Float32Array | Float64Array) => {
        const given = await source.read(start, count, into);
        for (let i = 0; i < into.length; i++) into[i] *= 100;
        return given;
      },
    };
    await expect(
      Promise.resolve(raw.write?.([{ name: "", source: scaled }], watchedSink("S.u8"), { element: "uint8" })),
    ).rejects.toMatchObject({ code: "not-writable" });
  });
});
