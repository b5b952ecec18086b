import { deflateRawSync, deflateSync, inflateRawSync, crc32 as zlibCrc32 } from "node:zlib";
import { bytesFromArray, FormatError } from "@unspectro/core/plugin";
import fc from "fast-check";
import { expect, test } from "vitest";
import { adler32, crc32, createDeflater, type Packed, unpack, unpackHead } from "../src/index.ts";

/** Runs and noise: what packs well, and what does not. */
const contents = fc
  .array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 400 })), { maxLength: 20 })
  .map((runs) =>
    Uint8Array.from(
      runs.flatMap(([run, times]) =>
        Array<number[]>(times)
          .fill([...run])
          .flat(),
      ),
    ),
  );

function packedIn(deflated: Uint8Array, before = 0, after = 0): Packed {
  const file = new Uint8Array(before + deflated.length + after).fill(0xaa);
  file.set(deflated, before);
  const damaged = (found: string) => new FormatError("bad-header", "damaged", { found });
  return { bytes: bytesFromArray(file, "file"), offset: before, size: deflated.length, damaged };
}

const wanted = (content: Uint8Array) => ({
  name: "content",
  size: content.length,
  sum: zlibCrc32(content),
  checksum: crc32,
  scratch: undefined,
  advice: "save it unpacked",
});

test("what zlib deflated is read back, in any order", async () => {
  await fc.assert(
    fc.asyncProperty(contents, fc.nat(50), fc.nat(50), fc.nat(), async (content, before, after, at) => {
      const plain = await unpack(packedIn(deflateRawSync(content), before, after), wanted(content));
      expect(plain.size).toBe(content.length);
      const start = content.length === 0 ? 0 : at % content.length;
      const into = new Uint8Array(content.length - start);
      expect(await plain.read(start, into)).toBe(into.length);
      expect(Buffer.compare(into, content.subarray(start))).toBe(0);
    }),
  );
});

test("zlib inflates what was deflated here", async () => {
  await fc.assert(
    fc.asyncProperty(contents, fc.integer({ min: 1, max: 5000 }), async (content, piece) => {
      const out: Uint8Array[] = [];
      const deflater = await createDeflater(async (bytes) => void out.push(bytes));
      for (let at = 0; at < content.length; at += piece)
        await deflater.push(content.subarray(at, at + piece));
      await deflater.end();
      expect(Buffer.compare(inflateRawSync(Buffer.concat(out)), content)).toBe(0);
    }),
  );
});

test("the head is the beginning, as much as there is", async () => {
  await fc.assert(
    fc.asyncProperty(contents, fc.nat(3000), async (content, count) => {
      const head = await unpackHead(packedIn(deflateRawSync(content)), count);
      expect(Buffer.compare(head, content.subarray(0, count))).toBe(0);
    }),
  );
});

test("checksums are those of zlib, in one go or continued", () => {
  fc.assert(
    fc.property(contents, fc.nat(), (content, at) => {
      const middle = content.length === 0 ? 0 : at % content.length;
      const [first, rest] = [content.subarray(0, middle), content.subarray(middle)];
      expect(crc32(rest, crc32(first))).toBe(zlibCrc32(content));
      const trailer = deflateSync(content).subarray(-4).readUInt32BE();
      expect(adler32(rest, adler32(first))).toBe(trailer);
    }),
  );
});

const content = new Uint8Array(100_000).map((_, index) => (index * index) >> 7);
const deflated = deflateRawSync(content);

test.each([
  ["a wrong checksum", deflated, { sum: 1 }, "a wrong checksum"],
  ["more bytes than announced", deflated, { size: 99_999 }, "more than its 99999 bytes"],
  ["fewer bytes than announced", deflated, { size: 100_001 }, "100000 bytes instead of 100001"],
  ["more than deflate can hold", deflated.subarray(0, 10), { size: 1e6 }, "1000000 bytes packed into 10"],
  ["a stream cut short", deflated.subarray(0, 500), {}, "do not unpack"],
  ["noise", deflated.map((byte) => ~byte), {}, "deflated data that do not unpack"],
])("%s is damage, and named", async (_, bytes, change, found) => {
  const error = await unpack(packedIn(bytes), { ...wanted(content), ...change }).catch((error) => error);
  expect(error).toBeInstanceOf(FormatError);
  expect(error).toMatchObject({ code: "bad-header", facts: { found: expect.stringContaining(found) } });
});

test("what memory should not hold needs scratch room", async () => {
  const huge = { ...packedIn(deflated), size: 1 << 20 };
  await expect(unpack(huge, { ...wanted(content), size: 2 ** 29 })).rejects.toMatchObject({
    code: "unsupported",
  });
});

test("scratch room holds the bytes, and is given up when they are damaged", async () => {
  const happened: string[] = [];
  const scratch = {
    create: () => ({
      append: () => {},
      finish: () => bytesFromArray(content, "scratch"),
      discard: () => void happened.push("discarded"),
    }),
  };
  const plain = await unpack(packedIn(deflated), { ...wanted(content), scratch });
  expect(plain.name).toBe("scratch");
  await expect(unpack(packedIn(deflated), { ...wanted(content), scratch, sum: 1 })).rejects.toThrow();
  expect(happened).toEqual(["discarded"]);
});

test("a signal stops it", async () => {
  const signal = AbortSignal.abort();
  await expect(unpack(packedIn(deflated), wanted(content), signal)).rejects.toMatchObject({
    code: "aborted",
  });
});

test("closing frees the bytes", async () => {
  const plain = await unpack(packedIn(deflated), wanted(content));
  await plain.close();
  expect(await plain.read(0, new Uint8Array(10))).toBe(0);
});
