import { type ArrayToWrite, type ByteSink, FormatError, type WriteOptions } from "@unspectro/core/plugin";
import { crc32, createDeflater, type Deflater } from "@unspectro/deflate";
import { planNpy } from "./write-npy.ts";

/** What the central directory will say of a member. */
interface Written {
  readonly name: Uint8Array;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly headerOffset: number;
}

/** Names in UTF-8. */
const UTF8 = 0x800;
/** CRC and sizes follow the data, because they were not known before. */
const DESCRIPTOR = 8;

/**
 * Appends a zip of .npy files, as np.savez does, or np.savez_compressed with `compress`. Every member has zip64 fields,
 * so arrays and file may be of any size. Where the sink can seek, local headers are complete; where it is a pipe, the
 * sizes follow the data.
 */
export async function writeNpz(
  arrays: readonly ArrayToWrite[],
  sink: ByteSink,
  options: WriteOptions = {},
): Promise<void> {
  checkNames(arrays, sink);
  const written: Written[] = [];
  let position = 0;
  const append = async (bytes: Uint8Array): Promise<void> => {
    await sink.write(bytes);
    position += bytes.length;
  };
  for (const { name, source } of arrays) {
    const plan = planNpy(source, `${sink.name}:${name}`, options);
    const flags = UTF8 | (sink.writeAt === undefined ? DESCRIPTOR : 0);
    const method = options.compress ? 8 : 0;
    const place = { name: new TextEncoder().encode(`${name}.npy`), method, flags, headerOffset: position };
    await append(localHeader({ ...place, crc: 0, size: 0, compressedSize: 0 }));
    const dataStart = position;
    const packer = options.compress ? await createDeflater(append) : storer(append);
    let crc = 0;
    await plan.write({
      name: sink.name,
      async write(bytes) {
        crc = crc32(bytes, crc);
        await packer.push(bytes);
      },
      close() {},
      abort() {},
    });
    await packer.end();
    const member: Written = { ...place, crc, size: plan.size, compressedSize: position - dataStart };
    written.push(member);
    if (sink.writeAt !== undefined) await sink.writeAt(member.headerOffset, localHeader(member));
    else await append(descriptor(member));
  }
  const directoryOffset = position;
  for (const member of written) await append(directoryEntry(member));
  await append(endRecords(written.length, directoryOffset, position - directoryOffset));
}

function storer(append: (bytes: Uint8Array) => Promise<void>): Deflater {
  return { push: append, async end() {} };
}

function checkNames(arrays: readonly ArrayToWrite[], sink: ByteSink): void {
  const names = new Set(arrays.map(({ name }) => name));
  if (arrays.length > 0 && names.size === arrays.length && !names.has("")) return;
  throw new FormatError("not-writable", "each array of a .npz needs a name of its own", {
    file: sink.name,
    found: arrays.map(({ name }) => JSON.stringify(name)).join(", ") || "no arrays",
  });
}

/** Bytes of numbers of 2, 4 and 8 bytes, the low byte first. */
function fields(...values: readonly [size: 2 | 4 | 8, value: number][]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((total, [size]) => total + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of values) {
    if (size === 2) view.setUint16(at, value, true);
    else if (size === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += size;
  }
  return bytes;
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** 1 January 1980, midnight: NumPy's own choice, and the same bytes for the same arrays. */
const DOS_DATE = 33;
/** Zip64 asks for version 4.5. */
const VERSION = 45;
const IN_EXTRA = 0xffffffff;

function localHeader({
  name,
  method,
  flags,
  crc,
  size,
  compressedSize,
}: Omit<Written, "headerOffset">): Uint8Array {
  return join(
    fields([4, 0x04034b50], [2, VERSION], [2, flags], [2, method], [2, 0], [2, DOS_DATE], [4, crc]),
    fields([4, IN_EXTRA], [4, IN_EXTRA], [2, name.length], [2, 20]),
    name,
    fields([2, 1], [2, 16], [8, size], [8, compressedSize]),
  );
}

function descriptor({ crc, size, compressedSize }: Written): Uint8Array {
  return fields([4, 0x08074b50], [4, crc], [8, compressedSize], [8, size]);
}

function directoryEntry({
  name,
  method,
  flags,
  crc,
  size,
  compressedSize,
  headerOffset,
}: Written): Uint8Array {
  return join(
    fields(
      [4, 0x02014b50],
      [2, VERSION],
      [2, VERSION],
      [2, flags],
      [2, method],
      [2, 0],
      [2, DOS_DATE],
      [4, crc],
    ),
    fields(
      [4, IN_EXTRA],
      [4, IN_EXTRA],
      [2, name.length],
      [2, 28],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, IN_EXTRA],
    ),
    name,
    fields([2, 1], [2, 24], [8, size], [8, compressedSize], [8, headerOffset]),
  );
}

function endRecords(count: number, offset: number, length: number): Uint8Array {
  const end = offset + length;
  const narrow = (value: number, limit: number): number => Math.min(value, limit);
  return join(
    fields([4, 0x06064b50], [8, 44], [2, VERSION], [2, VERSION], [4, 0], [4, 0], [8, count], [8, count]),
    fields([8, length], [8, offset]),
    fields([4, 0x07064b50], [4, 0], [8, end], [4, 1]),
    fields([4, 0x06054b50], [2, 0], [2, 0], [2, narrow(count, 0xffff)], [2, narrow(count, 0xffff)]),
    fields([4, narrow(length, IN_EXTRA)], [4, narrow(offset, IN_EXTRA)], [2, 0]),
  );
}
