import { watchedBytes, watchedScratch, watchedSink } from "@unspectro/conformance";
import { type ErrorCode, isUnspectroError, type WriteOptions } from "@unspectro/core/plugin";
import { npy } from "@unspectro/npy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeHeader } from "../src/header.ts";
import { parseLiteral } from "../src/literal.ts";
import { fileNamed, refused } from "./files.ts";

const open = (bytes: Uint8Array, options = {}, name = "S") =>
  Promise.resolve(npy.open(watchedBytes(name, bytes), options));

async function codeOf(action: () => unknown): Promise<ErrorCode | undefined> {
  try {
    await action();
  } catch (error) {
    if (isUnspectroError(error)) return error.code;
    throw error;
  }
}

/** A .npy with a header of one's own. */
function withHeader(text: string, data = 80, version = 1): Uint8Array {
  const length = text.length;
  const size =
    version === 1 ? [length & 255, length >> 8] : [length & 255, (length >> 8) & 255, length >> 16, 0];
  const header = [0x93, ...new TextEncoder().encode("NUMPY"), version, 0, ...size];
  return Uint8Array.of(...header, ...new TextEncoder().encode(text), ...new Uint8Array(data));
}

describe("what must not be read", () => {
  test.each(refused.map(({ name, code, bytes }) => [name, code, bytes] as const))(
    "%s is refused: %s",
    async (_, code, bytes) => {
      expect(await codeOf(() => open(bytes))).toBe(code);
    },
  );

  test("a list says why each array cannot be opened, without failing", async () => {
    for (const { name, bytes, code } of refused) {
      if (["two arrays, none named", "bzip2", "an office document", "an empty zip"].includes(name)) continue;
      const [info] = await npy.list(watchedBytes("S", bytes));
      expect(info.refusal, `${name} (${code})`).toMatch(/\w+ \w+/);
    }
  });

  test.each([
    [
      "a huge shape",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999)}",
      "bad-header",
    ],
    ["a shape past the file", "{'descr': '<f4', 'fortran_order': False, 'shape': (1000, 1000)}", "truncated"],
    ["a negative shape", "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 5)}", "bad-header"],
    [
      "a product that wraps",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
      "bad-header",
    ],
    ["an expression", "{'descr': '<f4', 'fortran_order': False, 'shape': (2*2, 5)}", "bad-header"],
    [
      "a call",
      "{'descr': '<f4', 'fortran_order': __import__('os').system('id'), 'shape': (2, 5)}",
      "bad-header",
    ],
    ["a missing key", "{'descr': '<f4', 'shape': (2, 5)}", "bad-header"],
    ["a further key", "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 5), 'x': 1}", "bad-header"],
    [
      "a key twice",
      "{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (2, 5)}",
      "bad-header",
    ],
    [
      "a prototype",
      "{'__proto__': 1, 'descr': '<f4', 'fortran_order': False, 'shape': (2, 5)}",
      "bad-header",
    ],
    [
      "deep nesting",
      `{'descr': ${"[".repeat(5000)}${"]".repeat(5000)}, 'fortran_order': False, 'shape': (2, 5)}`,
      "bad-header",
    ],
    ["nonsense for a dtype", "{'descr': '<<f4', 'fortran_order': False, 'shape': (2, 5)}", "bad-header"],
    ["another dtype", "{'descr': '<q9', 'fortran_order': False, 'shape': (2, 5)}", "unsupported"],
  ])("%s is an error", async (_, header, code) => {
    expect(await codeOf(() => open(withHeader(header)))).toBe(code);
  });

  test("a header that Python 2 wrote is read", async () => {
    const source = await open(withHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (2L, 5L), }\n"));
    expect([source.frames, source.bins]).toEqual([2, 5]);
  });

  test("a later version is not guessed at", async () => {
    const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 5), }";
    expect(await codeOf(() => open(withHeader(header, 80, 4)))).toBe("unsupported");
    expect(await codeOf(() => open(withHeader(header, 80, 0)))).toBe("unsupported");
  });

  test("a header that claims 4 GB is not allocated", async () => {
    const bytes = withHeader("{}", 80, 2);
    new DataView(bytes.buffer).setUint32(8, 0xfffffff0, true);
    expect(await codeOf(() => open(bytes))).toBe("bad-header");
  });

  test("a small file that claims to unpack to gigabytes is not believed", async () => {
    const { bytes } = fileNamed("deflated.npz");
    const bomb = bytes.slice();
    const view = new DataView(bomb.buffer);
    const end = bomb.length - 22;
    for (let at = view.getUint32(end + 16, true); at < end; ) {
      view.setUint32(at + 24, 0xf0000000, true);
      at +=
        46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    expect(await codeOf(() => open(bomb, { array: "phase" }))).toBe("bad-header");
  });

  test("damaged deflated data are noticed by their checksum", async () => {
    const { bytes } = fileNamed("deflated.npz");
    const directory = new DataView(bytes.buffer).getUint32(bytes.length - 6, true);
    let noticed = 0;
    for (let at = 80; at < directory; at++) {
      const damaged = bytes.slice();
      damaged[at] ^= 0x10;
      const before = fileNamed("deflated.npz").expected.data;
      const code = await codeOf(async () => {
        const source = await open(damaged, { array: "phase" });
        const into = new Float64Array(source.frames * source.bins);
        await source.read(0, source.frames, into);
        expect(into).toEqual(before);
      });
      if (code !== undefined) noticed++;
    }
    expect(noticed).toBeGreaterThan(100);
  });
});

describe("a .npz", () => {
  test("is found behind a long comment", async () => {
    const { bytes } = fileNamed("stored.npz");
    const comment = new Uint8Array(5000).fill(0x78);
    const commented = Uint8Array.of(...bytes, ...comment);
    new DataView(commented.buffer).setUint16(bytes.length - 2, comment.length, true);
    expect((await open(commented, { array: "phase" })).frames).toBe(4);
  });

  test("opens the only array that can be frames", async () => {
    const { bytes } = fileNamed("one of three.npz");
    const source = await open(bytes);
    expect(source.name).toBe("S:S");
    const infos = await npy.list(watchedBytes("S", bytes));
    expect(infos.map(({ name, refusal }) => [name, refusal === undefined])).toEqual([
      ["S", true],
      ["names", false],
      ["sr", false],
    ]);
  });

  test("names its arrays when several could be meant", async () => {
    await expect(open(fileNamed("stored.npz").bytes)).rejects.toThrow("magnitude, phase");
  });

  test("unpacks into scratch room and frees it on close", async () => {
    const scratch = watchedScratch();
    const source = await open(fileNamed("deflated.npz").bytes, { scratch, array: "phase" });
    expect(scratch.held()).toBe(1);
    await source.close();
    expect(scratch.held()).toBe(0);
  });
});

describe("writing", () => {
  const ways: [WriteOptions, RegExp][] = [
    [{}, /'fortran_order': False, 'shape': \(5, 4\)/],
    [{ frameAxis: 1 }, /'fortran_order': True, 'shape': \(4, 5\)/],
    [{ frameAxis: 1, order: "rows" }, /'fortran_order': False, 'shape': \(4, 5\)/],
    [{ order: "columns" }, /'fortran_order': True, 'shape': \(5, 4\)/],
    [{ element: "float16" }, /'<f2'/],
  ];
  test.each(ways)("%j writes the header that NumPy would", async (options, pattern) => {
    const source = await open(fileNamed("<f4 C.npy").bytes);
    const sink = watchedSink("S.npy");
    await npy.write?.([{ name: "", source }], sink, options);
    expect(new TextDecoder("latin1").decode(sink.content().subarray(0, 128))).toMatch(pattern);
  });

  test("writes the bytes that NumPy writes", async () => {
    for (const name of ["<f4 C.npy", "<f8 F.npy", "<f2 C.npy", "|u1 C.npy", "<c8 F.npy", "<i8 C.npy"]) {
      const { bytes } = fileNamed(name);
      const source = await open(bytes);
      const sink = watchedSink("S.npy");
      await npy.write?.([{ name: "", source }], sink, { frameAxis: name.includes("F") ? 1 : 0 });
      expect(sink.content(), name).toEqual(bytes);
    }
  });

  test("writes .npz where the sink cannot seek", async () => {
    const source = await open(fileNamed("<f8 F.npy").bytes);
    const { writeAt: _, ...pipe } = watchedSink("pair.npz");
    for (const compress of [false, true]) {
      const sink = watchedSink("pair.npz");
      await npy.write?.(
        [
          { name: "a", source },
          { name: "b", source },
        ],
        { ...pipe, write: sink.write },
        { compress },
      );
      for (const array of ["a", "b"]) {
        const again = await open(sink.content(), { array });
        const into = new Float64Array(20);
        await again.read(0, 5, into);
        expect(into).toEqual(fileNamed("<f8 F.npy").expected.data);
      }
    }
  });

  test("refuses what NumPy does not have", async () => {
    const complex = await open(fileNamed("<c8 C.npy").bytes);
    const write = (names: string[], sink: string, options: WriteOptions = {}) =>
      npy.write?.(
        names.map((name) => ({ name, source: complex })),
        watchedSink(sink),
        options,
      );
    expect(await codeOf(() => write(["S"], "S.npy", { element: "int16" }))).toBe("not-writable");
    expect(await codeOf(() => write(["a", "b"], "S.npy"))).toBe("not-writable");
    expect(await codeOf(() => write(["a", "a"], "S.npz"))).toBe("not-writable");
    expect(await codeOf(() => write([], "S.npz"))).toBe("not-writable");
  });
});

describe("a header's literal", () => {
  test("comes back as it was written, whatever the shape", () => {
    const shape = fc.array(fc.nat({ max: 2 ** 40 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(shape, fc.constantFrom("rows" as const, "columns" as const), (shape, order) => {
        const header = writeHeader("<f4", order, shape);
        expect(header.length % 64).toBe(0);
        expect(parseLiteral(new TextDecoder("latin1").decode(header.subarray(10)))).toEqual({
          descr: "<f4",
          fortran_order: order === "columns",
          shape,
        });
      }),
    );
  });

  test("is never anything else than a literal, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."{}()[]'\",: TrueFalsNo01-Lf4<") }), (text) => {
        const value = parseLiteral(text);
        expect(["undefined", "string", "number", "boolean", "object"]).toContain(typeof value);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    "(5)",
    "{'a': 1} x",
    "1 + 1",
    "f()",
    "'a' 'b'",
    "{1: 2}",
    "'\\x41'",
    "b'a'",
    "0x10",
    "1.5",
    "--1",
  ])("is not %s", (text) => {
    expect(parseLiteral(text)).toBeUndefined();
  });
});
