import { type ByteSource, FormatError, readExactly } from "@unspectro/core/plugin";

/** One file inside a zip. */
export interface ZipMember {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header stands. */
  readonly headerOffset: number;
}

/** The end record with no comment to speak of, and with the longest one it may have. */
const USUAL_TAIL = 1024;
const LONGEST_TAIL = 22 + 65535;
/** Larger directories than this name more than a million arrays. */
const LARGEST_DIRECTORY = 1 << 26;

/**
 * Lists a zip from its central directory (APPNOTE 4.3), which alone tells the sizes: NumPy writes zip64 local headers
 * even for small arrays.
 *
 * @throws FormatError `truncated` without an end record, `bad-header`
 */
export async function readDirectory(bytes: ByteSource, signal?: AbortSignal): Promise<readonly ZipMember[]> {
  let tail = await readTail(bytes, USUAL_TAIL, signal);
  let end = findEnd(tail);
  if (end === undefined) {
    tail = await readTail(bytes, LONGEST_TAIL, signal);
    end = findEnd(tail);
  }
  const tailStart = bytes.size - tail.length;
  if (end === undefined)
    throw new FormatError("truncated", "the end of the zip file is missing", {
      file: bytes.name,
      where: `byte ${bytes.size}`,
      expected: "a zip's end record",
      advice: "the file was probably cut short while it was copied or written; get it again",
    });
  const place = await locate(bytes, tail, tailStart, end, signal);
  const fits = place.offset + place.length <= tailStart + end;
  if (place.length > LARGEST_DIRECTORY || !fits || !Number.isSafeInteger(place.offset + place.length))
    throw badZip(bytes, `a directory of ${place.length} bytes at byte ${place.offset}`);
  const directory = new Uint8Array(place.length);
  await readExactly(bytes, place.offset, directory, signal);
  return parseDirectory(directory, bytes);
}

async function readTail(
  bytes: ByteSource,
  length: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const tail = new Uint8Array(Math.min(length, bytes.size));
  await readExactly(bytes, bytes.size - tail.length, tail, signal);
  return tail;
}

/** The last place where an end record's comment reaches to the end of the file. */
function findEnd(tail: Uint8Array): number | undefined {
  const view = new DataView(tail.buffer);
  for (let at = tail.length - 22; at >= 0; at--)
    if (view.getUint32(at, true) === 0x06054b50 && at + 22 + view.getUint16(at + 20, true) === tail.length)
      return at;
}

async function locate(
  bytes: ByteSource,
  tail: Uint8Array,
  tailStart: number,
  end: number,
  signal: AbortSignal | undefined,
): Promise<{ offset: number; length: number }> {
  const view = new DataView(tail.buffer);
  const locator = end - 20;
  if (locator >= 0 && view.getUint32(locator, true) === 0x07064b50) {
    const record = new Uint8Array(56);
    const position = readSize(view, locator + 8);
    if (position + 56 > tailStart + end) throw badZip(bytes, `a zip64 end record at byte ${position}`);
    await readExactly(bytes, position, record, signal);
    const wide = new DataView(record.buffer);
    if (wide.getUint32(0, true) !== 0x06064b50)
      throw badZip(bytes, "no zip64 end record where one is announced");
    return { length: readSize(wide, 40), offset: readSize(wide, 48) };
  }
  return { length: view.getUint32(end + 12, true), offset: view.getUint32(end + 16, true) };
}

/** A 64-bit size; past 2^53 it is as good as infinite. */
function readSize(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 4294967296 + view.getUint32(at, true);
}

function parseDirectory(directory: Uint8Array, bytes: ByteSource): ZipMember[] {
  const view = new DataView(directory.buffer);
  const members: ZipMember[] = [];
  for (let at = 0; at < directory.length; ) {
    if (at + 46 > directory.length || view.getUint32(at, true) !== 0x02014b50)
      throw badZip(bytes, `no entry at byte ${at} of the directory`);
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > directory.length) throw badZip(bytes, `an entry at byte ${at} that leaves the directory`);
    const name = new TextDecoder().decode(directory.subarray(at + 46, nameEnd));
    const narrow = [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ];
    const [size, compressedSize, headerOffset] = widen(view, nameEnd, extraEnd, narrow);
    const method = view.getUint16(at + 10, true);
    const encrypted = (view.getUint16(at + 8, true) & 1) === 1;
    members.push({
      name,
      method,
      encrypted,
      crc: view.getUint32(at + 16, true),
      compressedSize,
      size,
      headerOffset,
    });
    at = next;
  }
  return members;
}

/** The zip64 extra field holds, in this order, those numbers that did not fit into 32 bits. */
function widen(view: DataView, from: number, to: number, narrow: readonly number[]): number[] {
  for (let at = from; at + 4 <= to; ) {
    const fieldEnd = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      let place = at + 4;
      return narrow.map((value) => {
        if (value !== 0xffffffff || place + 8 > Math.min(fieldEnd, to)) return value;
        place += 8;
        return readSize(view, place - 8);
      });
    }
    at = fieldEnd;
  }
  return [...narrow];
}

export function badZip(bytes: ByteSource, found: string): FormatError {
  return new FormatError("bad-header", "the zip file contradicts itself", {
    file: bytes.name,
    found,
    advice: "the file is damaged; get it again",
  });
}
