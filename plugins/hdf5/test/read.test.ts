import { readFileSync } from "node:fs";
import type { ArrayInfo, ByteSource, FrameSource } from "@unspectro/core/plugin";
import { ready } from "h5wasm";
import { describe, expect, test, vi } from "vitest";
import { hdf5 } from "../src/index.ts";
import type { Library } from "../src/read/library.ts";
import { bytesOf, memory, truth } from "./fixtures.ts";

/** Counts what is read of a file. */
function counted(file: string, answers: "at once" | "later" = "at once") {
  const inner = memory(bytesOf(file), answers);
  const traffic = { reads: 0, bytes: 0 };
  const source: ByteSource = {
    ...inner,
    read(position, into, signal) {
      traffic.reads += 1;
      traffic.bytes += into.length;
      return inner.read(position, into, signal);
    },
  };
  return { source, traffic };
}

async function frame(source: FrameSource, at: number): Promise<number[]> {
  const into = new Float64Array(source.bins * (source.complex ? 2 : 1));
  await source.read(at, 1, into);
  return [...into];
}

describe.each(Object.keys(truth))("%s", (name) => {
  const { file, array, data, ...expected } = truth[name]!;
  const options = array === null ? {} : { array };

  test.each(["at once", "later"] as const)("holds what was written, bytes coming %s", async (answers) => {
    const source = await hdf5.open(memory(bytesOf(file), answers), options);
    const { frames, bins, channels, complex } = expected;
    const size = frames * bins * (complex ? 2 : 1);
    expect(source).toMatchObject(expected);
    for (let channel = 0; channel < channels; channel++) {
      const into = new Float64Array(size);
      expect(await source.read(0, frames, into, { channel })).toBe(frames);
      expect([...into]).toEqual(data.slice(channel * size, (channel + 1) * size));
    }
    await source.close();
  });
});

test("arrays are found in groups, with what cannot be opened and why; links and loops do no harm", async () => {
  const arrays = await hdf5.list(memory(bytesOf("many")));
  const named = new Map(arrays.map((array) => [array.name, array]));
  expect(named.get("analysis/mag")).toEqual({
    name: "analysis/mag",
    shape: [23, 9],
    element: "float32",
    complex: false,
  });
  expect(named.get("analysis/phase")).toMatchObject({ element: "float64" });
  expect(named.get("times")).toMatchObject({ shape: [5] });
  expect(named.get("title")?.refusal).toBe("it holds text, not numbers");
  expect(named.get("virtual")?.refusal).toBe("its numbers are in other files (elsewhere.h5)");
  expect([named.has("soft"), named.has("outside")]).toEqual([false, false]);
});

test("variables of Octave and MATLAB have the names and shapes that their users know", async () => {
  const octave = await hdf5.list(memory(bytesOf("octave")));
  expect(octave.filter(({ refusal }) => refusal === undefined)).toMatchObject([
    { name: "F", shape: [9, 23], element: "float32", complex: false },
    { name: "S", shape: [9, 23], element: "float64", complex: false },
    { name: "Z", shape: [9, 23], element: "float64", complex: true },
    { name: "p/value/inside", shape: [9, 23] },
  ]);
  const matlab = await hdf5.list(memory(bytesOf("matlab")));
  expect(matlab.map(({ name, shape }) => [name, shape])).toEqual([
    ["Z", [9, 23]],
    ["mag", [9, 23]],
    ["stereo", [9, 23, 2]],
    ["text", [6, 1]],
  ]);
  expect(matlab.at(-1)?.refusal).toBe("it holds char, not numbers");
});

test.each([["analysis/mag"], ["/analysis/mag"], ["analysis//mag/"], ["soft"]])(
  "%s names an array",
  async (array) => {
    const source = await hdf5.open(memory(bytesOf("many")), { array });
    expect(await frame(source, 3)).toEqual(truth.float32!.data.slice(27, 36));
  },
);

test("attributes and chunks are noted", async () => {
  const { notes } = await hdf5.open(memory(bytesOf("many")), { array: "analysis/mag" });
  expect(notes).toEqual(["attribute sr = 22050", "attribute window = hann"]);
  expect((await hdf5.open(memory(bytesOf("gzip")))).notes).toEqual([
    "chunks of 5 x 4, shuffle, deflate, fletcher32",
  ]);
});

test.each([
  [undefined, "no-array", "analysis/mag, analysis/phase"],
  ["nothing", "no-array", "analysis/mag"],
  ["analysis", "no-array", "analysis/mag, analysis/phase"],
  ["outside", "no-array", "analysis/mag"],
  ["title", "unsupported", "it holds text"],
  ["virtual", "unsupported", "elsewhere.h5"],
  ["times", "bad-shape", "plain list"],
  ["rate", "bad-shape", "single number"],
])("array %s of many: %s", async (array, code, words) => {
  const options = array === undefined ? {} : { array };
  await expect(hdf5.open(memory(bytesOf("many")), options)).rejects.toMatchObject({
    name: "FormatError",
    code,
    message: expect.stringContaining(words),
  });
});

test("a filter that isn't there is named", async () => {
  const source = await hdf5.open(memory(bytesOf("lzf")));
  await expect(frame(source, 0)).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringContaining("lzf"),
  });
});

test("a damaged chunk is an error, never numbers", async () => {
  const bytes = bytesOf("gzip");
  const source = await hdf5.open(memory(bytes));
  // The chunks are the end of the file.
  bytes[bytes.length - 300]! ^= 1;
  expect(() => source.read(0, 23, new Float64Array(23 * 9))).toThrow(
    expect.objectContaining({ name: "FormatError", code: "bad-header" }),
  );
});

test("a damaged array does not hide the others", async () => {
  const bytes = bytesOf("many");
  // Each object header in turn: groups, datasets.
  const headers = [...bytes.keys()].filter(
    (at) => String.fromCharCode(...bytes.subarray(at, at + 4)) === "OHDR",
  );
  const lists: (readonly ArrayInfo[])[] = [];
  for (const at of headers) {
    const damaged = bytes.slice();
    damaged[at + 20]! ^= 255;
    try {
      lists.push(await hdf5.list(memory(damaged)));
    } catch (error) {
      expect(error).toMatchObject({ code: "bad-header" });
    }
  }
  const marked = lists.filter((list) => list.some(({ refusal }) => refusal === "it is damaged"));
  expect(marked.length).toBeGreaterThan(2);
  expect(marked.every((list) => list.some(({ refusal }) => refusal === undefined))).toBe(true);
});

test("frames read one by one unpack each chunk once", async () => {
  const { source: bytes, traffic } = counted("gzip");
  const source = await hdf5.open(bytes);
  const before = traffic.bytes;
  for (let at = 0; at < source.frames; at++) await frame(source, at);
  expect(traffic.bytes - before).toBeLessThan(bytes.size);
});

test("a file that answers later is fetched in ranges, once", async () => {
  const { source: bytes, traffic } = counted("gzip", "later");
  const source = await hdf5.open(bytes);
  const before = traffic.reads;
  for (let at = source.frames - 1; at >= 0; at--) await frame(source, at);
  expect(traffic.reads - before).toBeLessThan(3);
});

test("concurrent reads of a file that answers later give each its own", async () => {
  const source = await hdf5.open(memory(bytesOf("gzip"), "later"));
  const all = await Promise.all(Array.from({ length: source.frames }, (_, at) => frame(source, at)));
  expect(all.flat()).toEqual(truth.gzip!.data);
});

test("blocks are whole chunks, and parts of records are cheap where they can be", async () => {
  const chunked = await hdf5.open(memory(bytesOf("latest")));
  expect(chunked.blockFrames % 6 === 0 || chunked.blockFrames === chunked.frames).toBe(true);
  expect((await hdf5.open(memory(bytesOf("float32")))).partialRecords).toBe(true);
});

test("a source that fails is heard, not the library's guess", async () => {
  const bytes = memory(bytesOf("float32"));
  const source = await hdf5.open(bytes);
  const failing = vi.spyOn(bytes, "read").mockImplementation(() => {
    throw new Error("the disk is gone");
  });
  expect(() => source.read(0, 1, new Float64Array(9))).toThrow("the disk is gone");
  failing.mockRestore();
  expect(await frame(source, 0)).toEqual(truth.float32!.data.slice(0, 9));
});

test("nothing is written to the console, whatever the file", async () => {
  const shown = vi.spyOn(console, "error");
  await expect(hdf5.open(memory(bytesOf("many").subarray(0, 3000)))).rejects.toMatchObject({
    code: "truncated",
  });
  expect(shown).not.toHaveBeenCalled();
});

test("probing knows the signature wherever a user block may put it", () => {
  const probe = (file: string): number => hdf5.probe(bytesOf(file), "spectrogram");
  expect([probe("float32"), probe("matlab"), probe("latest")]).toEqual([1, 1, 1]);
  expect(hdf5.probe(new Uint8Array(10_000), "spectrogram.h5")).toBe(0);
  expect(hdf5.probe(bytesOf("float32").subarray(0, 7), "spectrogram.h5")).toBe(0);
});

test("importing the reader does not load the library", () => {
  const sources = ["index", "signature", "read/file", "read/library"].map((name) =>
    readFileSync(new URL(`../src/${name}.ts`, import.meta.url), "utf8"),
  );
  const statics = sources.flatMap((text) => text.match(/^import [^\n]*h5wasm[^\n]*$/gm) ?? []);
  expect(statics).toEqual([]);
});

test("a file that brings the library down is an error, and the next file opens in a fresh one", async () => {
  const other = await hdf5.open(memory(bytesOf("float32")));
  const bad = await hdf5.open(memory(bytesOf("gzip")));
  const library = (await ready) as unknown as Library;
  const breakdown = vi.spyOn(library, "get_dataset_data").mockImplementation(() => {
    throw new WebAssembly.RuntimeError("memory access out of bounds");
  });
  await expect(frame(bad, 0)).rejects.toMatchObject({ name: "FormatError", code: "bad-header" });
  breakdown.mockRestore();
  await expect(frame(other, 0)).rejects.toMatchObject({ code: "closed" });
  await other.close();
  expect(await frame(await hdf5.open(memory(bytesOf("float32"))), 1)).toEqual(
    truth.float32!.data.slice(9, 18),
  );
});
