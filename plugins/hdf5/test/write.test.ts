import { watchedSink } from "@unspectro/conformance";
import type { ByteSink, FrameSource } from "@unspectro/core/plugin";
import { expect, test } from "vitest";
import { hdf5 } from "../src/index.ts";
import { writeHdf5 } from "../src/write/hdf5.ts";
import { memory } from "./fixtures.ts";

/** Frames that count: number `i` of the array is `i`. */
function counting(frames: number, bins: number, more: Partial<FrameSource> = {}): FrameSource {
  return {
    format: "test",
    name: "test",
    frames,
    bins,
    channels: 1,
    element: "float64",
    complex: false,
    shape: [frames, bins],
    frameAxis: 0,
    blockFrames: 16,
    partialRecords: true,
    notes: [],
    read(start, count, into, { firstBin = 0, binCount = bins - firstBin } = {}) {
      const given = Math.max(0, Math.min(count, frames - start));
      for (let i = 0; i < given; i++)
        for (let j = 0; j < binCount; j++) into[i * binCount + j] = (start + i) * bins + firstBin + j;
      return given;
    },
    close() {},
    ...more,
  };
}

async function read(content: Uint8Array, array: string): Promise<number[]> {
  const source = await hdf5.open(memory(content), { array });
  const into = new Float64Array(source.frames * source.bins);
  await source.read(0, source.frames, into);
  return [...into];
}

const count = (length: number): number[] => Array.from({ length }, (_, i) => i);

test("arrays go into groups by their names, as many as there are", async () => {
  const names = [
    ...Array.from({ length: 70 }, (_, i) => `many/array ${i}`),
    "S",
    "deep/er/mag",
    "deep/phase",
    "größe",
  ];
  const sink = watchedSink("out.h5");
  await hdf5.write?.(
    names.map((name) => ({ name, source: counting(3, 2) })),
    sink,
  );
  const listed = await hdf5.list(memory(sink.content()));
  expect(listed.map(({ name }) => name).sort()).toEqual([...names].sort());
  expect(await read(sink.content(), "deep/er/mag")).toEqual(count(6));
  expect(await read(sink.content(), "many/array 69")).toEqual(count(6));
});

test("chunks are found through a tree of three levels", async () => {
  const sink = watchedSink("out.h5");
  await writeHdf5([{ name: "S", source: counting(4200, 2) }], sink, { compress: true }, 16);
  expect(await read(sink.content(), "S")).toEqual(count(8400));
});

test("compressing makes alike numbers small", async () => {
  const [plain, packed] = [watchedSink("a.h5"), watchedSink("b.h5")];
  const arrays = [{ name: "S", source: counting(1000, 50) }];
  await hdf5.write?.(arrays, plain);
  await hdf5.write?.(arrays, packed, { compress: true });
  expect(packed.content().length * 3).toBeLessThan(plain.content().length);
  expect(await read(packed.content(), "S")).toEqual(count(50_000));
});

test("a pipe gets everything in order, but nothing compressed", async () => {
  const parts: Uint8Array[] = [];
  const pipe: ByteSink = {
    name: "pipe",
    write: (part) => void parts.push(part.slice()),
    close() {},
    abort() {},
  };
  const arrays = [{ name: "S", source: counting(100, 5) }];
  await hdf5.write?.(arrays, pipe);
  expect(await read(new Uint8Array(Buffer.concat(parts)), "S")).toEqual(count(500));
  await expect(hdf5.write?.(arrays, pipe, { compress: true })).rejects.toMatchObject({
    code: "not-writable",
  });
});

test.each([[["S", "S"]], [[""]], [["/"]], [["a", "a/b"]], [["a/b", "a"]], [["a/../b"]]])(
  "names %o are refused before anything is written",
  async (names) => {
    const sink = watchedSink("out.h5");
    const arrays = names.map((name) => ({ name, source: counting(1, 1) }));
    await expect(hdf5.write?.(arrays, sink)).rejects.toMatchObject({
      name: "FormatError",
      code: "not-writable",
    });
    expect(sink.content().length).toBe(0);
  },
);

test("numbers read from text become doubles, complex integers complex floats", async () => {
  const sink = watchedSink("out.h5");
  const pairs = counting(2, 3, {
    complex: true,
    element: "int16",
    read(_, given, into) {
      into.set(count(12));
      return given;
    },
  });
  await hdf5.write?.(
    [
      { name: "text", source: counting(2, 2, { element: "text" }) },
      { name: "pairs", source: pairs },
    ],
    sink,
  );
  expect(await hdf5.list(memory(sink.content()))).toMatchObject([
    { name: "pairs", element: "float32", complex: true },
    { name: "text", element: "float64", complex: false },
  ]);
});
