import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  axisRoles,
  type FrameSource,
  isUnspectroError,
  matrixAxes,
  orient,
  type StridedArray,
  stridedSource,
} from "../../src/plugin.ts";
import { memoryBytes } from "./memory.ts";

/** Numbers 0, 1, 2... in the order of storage, of an element that a view can write. */
function counting(
  shape: readonly number[],
  options: {
    order?: "rows" | "columns";
    complex?: boolean;
    later?: boolean;
    element?: "float32" | "float64" | "int16";
  } = {},
): StridedArray {
  const { order = "rows", complex = false, later = false, element = "float64" } = options;
  const count = shape.reduce((total, length) => total * length, complex ? 2 : 1);
  const kinds = { float32: Float32Array, float64: Float64Array, int16: Int16Array };
  const numbers = new kinds[element](count);
  for (let at = 0; at < count; at++) numbers[at] = at;
  const bytes = memoryBytes(new Uint8Array(numbers.buffer), later);
  return {
    format: "test",
    name: "S.bin",
    bytes,
    offset: 0,
    element,
    littleEndian: true,
    shape,
    order,
    complex,
  };
}

/** Where the number at a place of the array stands in the file: the definition of C and Fortran order. */
function indexOf(place: readonly number[], shape: readonly number[], order: "rows" | "columns"): number {
  const axes = place.map((_, axis) => axis);
  if (order === "columns") axes.reverse();
  return axes.reduce((index, axis) => index * shape[axis] + place[axis], 0);
}

async function everything(source: FrameSource, channel = 0): Promise<number[]> {
  const into = new Float64Array(source.frames * source.bins * (source.complex ? 2 : 1));
  expect(await source.read(0, source.frames, into, { channel })).toBe(source.frames);
  return [...into];
}

const order = fc.constantFrom("rows" as const, "columns" as const);
const element = fc.constantFrom("float32" as const, "float64" as const, "int16" as const);

describe("an array of binary numbers", () => {
  test("gives each cell from its place, in either order, whatever the element, channels and complex parts", async () => {
    const lengths = fc.tuple(
      fc.integer({ min: 2, max: 4 }),
      fc.integer({ min: 3, max: 9 }),
      fc.integer({ min: 3, max: 9 }),
    );
    const cells = fc.constantFrom("real", "complex", "pair");
    await fc.assert(
      fc.asyncProperty(
        lengths,
        order,
        element,
        cells,
        fc.boolean(),
        async (lengths, order, element, kind, later) => {
          const [channels, rows, columns] = lengths;
          const shape = kind === "pair" ? [...lengths, 2] : lengths;
          const source = stridedSource(
            counting(shape, { order, element, complex: kind === "complex", later }),
          );
          expect([source.channels, source.complex, source.frameAxis]).toEqual([
            channels,
            kind !== "real",
            order === "rows" ? 1 : 2,
          ]);
          for (let channel = 0; channel < channels; channel++) {
            const found = await everything(source, channel);
            const expected: number[] = [];
            for (let frame = 0; frame < source.frames; frame++)
              for (let bin = 0; bin < source.bins; bin++) {
                const place = order === "rows" ? [channel, frame, bin] : [channel, bin, frame];
                if (kind === "real") expected.push(indexOf(place, shape, order));
                else
                  for (const part of [0, 1])
                    expected.push(
                      kind === "complex"
                        ? 2 * indexOf(place, shape, order) + part
                        : indexOf([...place, part], shape, order),
                    );
              }
            expect(found).toEqual(expected);
            expect([rows, columns]).toEqual(
              order === "rows" ? [source.frames, source.bins] : [source.bins, source.frames],
            );
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test("reads a part of its records as it reads the whole, across blocks", async () => {
    const shape = [40, 3000];
    for (const kind of ["float32", "int16"] as const) {
      const source = stridedSource(counting(shape, { element: kind }));
      const into = new Float32Array(20 * 2500);
      expect(await source.read(10, 20, into, { firstBin: 300, binCount: 2500 })).toBe(20);
      const wrapped = kind === "int16" ? (value: number) => (value << 16) >> 16 : (value: number) => value;
      for (const [record, bin] of [
        [0, 0],
        [0, 2499],
        [7, 1234],
        [19, 2499],
      ])
        expect(into[record * 2500 + bin]).toBe(wrapped((10 + record) * 3000 + 300 + bin));
    }
  });

  test("answers at once where the bytes do, with one read for many frames", () => {
    const array = counting([1000, 257], { element: "float32" });
    const source = stridedSource(array);
    expect(source.read(100, 64, new Float32Array(64 * 257))).toBe(64);
    expect((array.bytes as ReturnType<typeof memoryBytes>).reads).toBe(1);
  });

  test("takes imaginary parts from a plane of their own, of another element", async () => {
    const real = Int16Array.from({ length: 12 }, (_, at) => at);
    const imaginary = Float64Array.from({ length: 12 }, (_, at) => 100.5 + at);
    const source = stridedSource({
      ...counting([3, 4], { order: "columns" }),
      bytes: memoryBytes(new Uint8Array(real.buffer)),
      element: "int16",
      imaginary: {
        bytes: memoryBytes(new Uint8Array(imaginary.buffer)),
        offset: 0,
        element: "float64",
        littleEndian: true,
      },
    });
    expect([source.frames, source.bins, source.complex]).toEqual([4, 3, true]);
    expect(await everything(source)).toEqual([...real].flatMap((value) => [value, 100.5 + value]));
  });

  test.each([
    ["the last axis of MATLAB's", [4, 5, 3], "last" as const, [3, 5, 4]],
    ["the first axis of NumPy's", [3, 4, 5], "first" as const, [3, 5, 4]],
  ])("finds channels on %s arrays", (_, shape, channels, [count, frames, bins]) => {
    const source = stridedSource({ ...counting(shape, { order: "columns" }), channels });
    expect([source.channels, source.frames, source.bins]).toEqual([count, frames, bins]);
  });

  test.each([
    [[], "bad-shape"],
    [[5], "bad-shape"],
    [[4, 0], "empty"],
    [[4, -1], "bad-header"],
    [[4, 1.5], "bad-header"],
    [[2 ** 40, 2 ** 40], "bad-header"],
    [[2 ** 20, 2 ** 20], "truncated"],
    [Array.from({ length: 65 }, () => 1), "bad-header"],
  ])("refuses the shape %j: %s", (shape, code) => {
    let error: unknown;
    try {
      stridedSource({ ...counting([2, 2]), shape });
    } catch (thrown) {
      error = thrown;
    }
    expect(isUnspectroError(error, code as "bad-shape")).toBe(true);
  });

  test.each([
    [[1025, 431], [0, 1], [], undefined],
    [[1, 1025, 431], [1, 2], [], undefined],
    [[1025, 431, 1], [0, 1], [], undefined],
    [[2, 1025, 431], [1, 2], [0], undefined],
    [[1025, 431, 2], [0, 1], [], 2],
    [[1, 2, 1025, 431], [2, 3], [1], undefined],
    [[2, 1025, 431, 2], [1, 2], [0], 3],
    [[1, 1025, 2], [1, 2], [], undefined],
    [[3, 2, 1025, 431], [2, 3], [0, 1], undefined],
    [[1, 1, 7], [1, 2], [], undefined],
    [[1025, 2], [0, 1], [], undefined],
  ])("knows the roles of the axes of %j", (shape, matrix, channels, pair) => {
    const roles = axisRoles(shape, "S");
    expect([roles.matrix, roles.channels, roles.pair]).toEqual([matrix, channels, pair]);
  });

  test("a last axis of 2 is two channels where channels stand last", () => {
    const roles = axisRoles([1025, 431, 2], "S.mat", { channels: "last" });
    expect([roles.matrix, roles.channels, roles.pair]).toEqual([[0, 1], [2], undefined]);
  });
});

describe("orient", () => {
  test("leaves what runs the right way alone", () => {
    const source = stridedSource(counting([4, 5]));
    expect(orient(source, 0)).toBe(source);
    expect(() => orient(source, 2)).toThrow(RangeError);
  });

  test("gives the transposed array in any memory, any blocks, any order, at once or later", async () => {
    const frames = fc.integer({ min: 1, max: 70 });
    const memory = fc.constantFrom(1, 64, 1000, 20000, 1 << 20);
    const partial = fc.boolean();
    await fc.assert(
      fc.asyncProperty(
        frames,
        frames,
        element,
        memory,
        partial,
        fc.boolean(),
        fc.boolean(),
        fc.infiniteStream(fc.nat()),
        async (rows, columns, element, memory, partial, complex, later, numbers) => {
          const array = stridedSource(counting([rows, columns], { element, complex, later }));
          const source = Object.assign({ ...array }, { partialRecords: partial });
          const view = orient(source, 1, { memory });
          expect([view.frames, view.bins, view.frameAxis]).toEqual([columns, rows, 1]);
          const unit = complex ? 2 : 1;
          const draw = () => numbers.next().value as number;
          const reads = Array.from({ length: 8 }, async () => {
            const start = draw() % columns;
            const count = 1 + (draw() % 9);
            const firstBin = draw() % rows;
            const binCount = 1 + (draw() % (rows - firstBin));
            const into = new Float64Array(count * binCount * unit);
            const given = await view.read(start, count, into, { firstBin, binCount });
            expect(given).toBe(Math.min(count, columns - start));
            for (let i = 0; i < given * binCount * unit; i++) {
              const [record, cell, part] = [
                Math.floor(i / unit / binCount),
                Math.floor(i / unit) % binCount,
                i % unit,
              ];
              expect(into[i]).toBe(((firstBin + cell) * columns + start + record) * unit + part);
            }
          });
          await Promise.all(reads);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("reads the file about once for a whole pass, forwards or backwards", async () => {
    const [rows, columns] = [300, 4000];
    for (const backwards of [false, true]) {
      const array = counting([rows, columns], { element: "float32" });
      let numbers = 0;
      const source = stridedSource(array);
      const watched: FrameSource = {
        ...source,
        read: (start, count, into, options) => {
          numbers += count * (options?.binCount ?? columns);
          return source.read(start, count, into, options);
        },
      };
      const view = orient(watched, 1, { memory: 1 << 20 });
      const into = new Float32Array(view.blockFrames * rows);
      const starts = Array.from(
        { length: Math.ceil(columns / view.blockFrames) },
        (_, at) => at * view.blockFrames,
      );
      for (const start of backwards ? starts.reverse() : starts)
        await view.read(start, view.blockFrames, into);
      expect(numbers).toBeLessThanOrEqual(1.5 * rows * columns);
    }
  });

  test("keeps a strip per pass where records cannot be read in part", async () => {
    const source = stridedSource(counting([100, 64], { element: "float32" }));
    let records = 0;
    const text: FrameSource = {
      ...source,
      partialRecords: false,
      read: (start, count, into, options) => {
        records += Math.min(count, 100 - start);
        return source.read(start, count, into, options);
      },
    };
    // Two strips of 16 view records share the memory.
    const view = orient(text, 1, { memory: 2 * 16 * 100 * 4 });
    for (let start = 0; start < 64; start++) await view.read(start, 1, new Float64Array(100));
    expect(records).toBe(4 * 100);
  });

  test("says closed after close, and closes the source", async () => {
    const source = stridedSource(counting([4, 5]));
    const view = orient(source, 1);
    await view.close();
    expect(() => view.read(0, 1, new Float64Array(4))).toThrow("closed");
    expect(() => source.read(0, 1, new Float64Array(5))).toThrow("closed");
  });

  test("finds the matrix among channels", () => {
    expect(matrixAxes(stridedSource(counting([2, 7, 9])))).toEqual([1, 2]);
    expect(matrixAxes(stridedSource(counting([2, 7, 9], { order: "columns" })))).toEqual([1, 2]);
    expect(matrixAxes(stridedSource(counting([7, 9, 2])))).toEqual([0, 1]);
    expect(
      matrixAxes(
        stridedSource({ ...counting([7, 9, 2], { order: "columns" }), channels: "last", complex: false }),
      ),
    ).toEqual([0, 1]);
  });
});
