import fc from "fast-check";
import { expect, test } from "vitest";
import { arraySink, bytesFromArray, cached, counting, spool } from "../src/index.ts";
import { blobScratch } from "../src/web.ts";

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 131) % 251);

/** A source that answers later, as a network does. */
function slow(array: Uint8Array) {
  const source = bytesFromArray(array);
  return { ...source, read: async (position: number, into: Uint8Array) => source.read(position, into) };
}

test("reads any part of an array, short only at its end", () => {
  fc.assert(
    fc.property(fc.nat(100), fc.nat(120), fc.nat(50), (size, position, length) => {
      const array = bytes(size);
      const into = new Uint8Array(length).fill(255);
      const got = bytesFromArray(array).read(position, into);
      const truth = array.subarray(position, position + length);
      expect(got).toBe(truth.length);
      expect([...into.subarray(0, truth.length)]).toEqual([...truth]);
      expect(into.subarray(truth.length).every((value) => value === 255)).toBe(true);
    }),
  );
});

test("an array sink appends, overwrites and extends", async () => {
  const sink = arraySink();
  await sink.write(bytes(10_000));
  await sink.writeAt?.(3, new Uint8Array([9, 9]));
  await sink.writeAt?.(10_002, new Uint8Array([7]));
  const truth = new Uint8Array(10_003);
  truth.set(bytes(10_000));
  truth.set([9, 9], 3);
  truth[10_002] = 7;
  expect(sink.bytes()).toEqual(truth);
});

test.each([
  ["at once", bytesFromArray],
  ["later", slow],
])("a cache in front of a source that answers %s gives the same bytes", async (_, make) => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(300),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.tuple(fc.nat(320), fc.nat(90)), { maxLength: 12 }),
      async (size, blockBytes, blocks, reads) => {
        const array = bytes(size);
        const source = cached(make(array), { blockBytes, blocks });
        const answers = reads.map(async ([position, length]) => {
          const into = new Uint8Array(length);
          const got = await source.read(position, into);
          expect(into.subarray(0, got)).toEqual(array.slice(position, position + length));
        });
        await Promise.all(answers);
      },
    ),
  );
});

test("a cache asks once for what is read many times, at once or together", async () => {
  const source = counting(slow(bytes(1000)));
  const kept = cached(source, { blockBytes: 100, blocks: 2 });
  await Promise.all([1, 2, 3].map((at) => kept.read(at, new Uint8Array(10))));
  await kept.read(50, new Uint8Array(20));
  expect(source.reads).toBe(1);
  expect(source.bytes).toBe(100);
});

test("a cache tries again after a failed read", async () => {
  let failures = 1;
  const source = slow(bytes(100));
  const kept = cached({
    ...source,
    read: async (position, into) => {
      if (failures-- > 0) throw new Error("line dropped");
      return source.read(position, into);
    },
  });
  await expect(kept.read(0, new Uint8Array(10))).rejects.toThrow("line dropped");
  expect(await kept.read(0, new Uint8Array(10))).toBe(10);
});

test("a stream is spooled into scratch room and read in any order", async () => {
  async function* pieces() {
    const reused = new Uint8Array(3);
    for (const first of [0, 3, 6]) yield reused.map((_, i) => first + i);
  }
  const source = await spool(pieces(), blobScratch(), "pipe");
  const into = new Uint8Array(4);
  expect(source.size).toBe(9);
  expect(await source.read(4, into)).toBe(4);
  expect([...into]).toEqual([4, 5, 6, 7]);
});

test("scratch room is given back when a stream fails", async () => {
  let discarded = 0;
  async function* pieces() {
    yield new Uint8Array(1);
    throw new Error("cut");
  }
  const scratch = {
    create: () => ({
      append() {},
      finish: () => bytesFromArray(new Uint8Array(0)),
      discard() {
        discarded += 1;
      },
    }),
  };
  await expect(spool(pieces(), scratch, "pipe")).rejects.toThrow("cut");
  expect(discarded).toBe(1);
});
