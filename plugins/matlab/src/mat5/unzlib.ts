import {
  type ByteSource,
  FormatError,
  isUnspectroError,
  readExactly,
  type Scratch,
  type ScratchFile,
  throwIfAborted,
} from "@unspectro/core/plugin";
import { createBreath } from "@unspectro/text";
import { adler32 } from "./adler32.ts";

/** A zlib stream (RFC 1950) inside a file. */
export interface ZlibPart {
  readonly bytes: ByteSource;
  readonly offset: number;
  readonly size: number;
}

/** Without scratch room, compressed variables up to here are unpacked in memory. */
export const MEMORY_LIMIT: number = 1 << 28;
/** Deflate cannot shrink more than this: whoever claims it lies, or plants a bomb. */
const LARGEST_RATIO = 1032;
/** Compressed bytes to unpack at a time. */
const PIECE = 8192;
const BREATH_BYTES = 1 << 22;
const ZLIB_HEADER = 2;
const ZLIB_TRAILER = 4;
const DEFLATE = 8;

/**
 * Unpacks `size` bytes from a zlib stream once, so that they can be read in any order. Closing the result frees them.
 *
 * @throws FormatError `bad-header` when the stream is damaged or of another length, `unsupported` when it is too large
 * for memory and there is no scratch room, `truncated`, `aborted`
 */
export async function unpack(
  part: ZlibPart,
  size: number,
  scratch: Scratch | undefined,
  signal?: AbortSignal,
): Promise<ByteSource> {
  const file = part.bytes.name;
  if (size > LARGEST_RATIO * (part.size + 16)) throw damaged(part, `${size} bytes packed into ${part.size}`);
  if (scratch === undefined && size > MEMORY_LIMIT) {
    throw new FormatError("unsupported", "a compressed variable is too large to be unpacked in memory", {
      file,
      expected: `${MEMORY_LIMIT} bytes at most`,
      found: `${size} bytes`,
      advice: "save it with -v6, which does not compress",
    });
  }
  const room = scratch === undefined ? memoryFile(file, size) : await scratch.create(file);
  try {
    const breathe = createBreath(BREATH_BYTES);
    let total = 0;
    let sum = 1;
    for await (const piece of inflate(part, signal)) {
      total += piece.length;
      if (total > size) throw damaged(part, `more than its ${size} bytes`);
      sum = adler32(piece, sum);
      await room.append(piece);
      await breathe(piece.length);
      throwIfAborted(signal, file);
    }
    if (total < size) throw damaged(part, `${total} bytes instead of ${size}`);
    const trailer = new Uint8Array(ZLIB_TRAILER);
    await readExactly(part.bytes, part.offset + part.size - ZLIB_TRAILER, trailer, signal);
    if (new DataView(trailer.buffer).getUint32(0) !== sum) throw damaged(part, "a wrong checksum");
    return await room.finish();
  } catch (error) {
    await room.discard();
    throw error;
  }
}

/** The first bytes of a zlib stream, `count` of them or all there are. */
export async function unpackHead(part: ZlibPart, count: number, signal?: AbortSignal): Promise<Uint8Array> {
  const head = new Uint8Array(count);
  let filled = 0;
  for await (const piece of inflate(part, signal)) {
    const wanted = piece.subarray(0, count - filled);
    head.set(wanted, filled);
    filled += wanted.length;
    if (filled === count) break;
  }
  return head.subarray(0, filled);
}

async function* inflate(part: ZlibPart, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  const { Inflate } = await import("fflate");
  const { bytes, offset, size } = part;
  const header = new Uint8Array(ZLIB_HEADER);
  await readExactly(bytes, offset, header, signal);
  const isZlib = (header[0] & 15) === DEFLATE && ((header[0] << 8) | header[1]) % 31 === 0;
  if (!isZlib || size < ZLIB_HEADER + ZLIB_TRAILER) throw damaged(part, "no zlib stream");
  const out: Uint8Array[] = [];
  const inflater = new Inflate((piece) => {
    if (piece.length > 0) out.push(piece);
  });
  const input = new Uint8Array(PIECE);
  const end = offset + size - ZLIB_TRAILER;
  for (let at = offset + ZLIB_HEADER; at < end; at += PIECE) {
    const piece = input.subarray(0, Math.min(PIECE, end - at));
    await readExactly(bytes, at, piece, signal);
    try {
      inflater.push(piece.slice(), at + PIECE >= end); // it keeps what it is given
    } catch (error) {
      if (isUnspectroError(error)) throw error;
      throw damaged(part, "data that do not unpack");
    }
    yield* out.splice(0);
  }
}

/** Room in memory for as many bytes as are announced, and no more. */
function memoryFile(name: string, size: number): ScratchFile {
  let room = new Uint8Array(size);
  let length = 0;
  const free = (): void => {
    room = new Uint8Array(0);
  };
  return {
    append(bytes) {
      room.set(bytes, length);
      length += bytes.length;
    },
    finish: () => ({
      name,
      size: length,
      read(position, into) {
        const piece = room.subarray(position, position + into.length);
        into.set(piece);
        return piece.length;
      },
      close: free,
    }),
    discard: free,
  };
}

function damaged({ bytes, offset }: ZlibPart, found: string): FormatError {
  return new FormatError("bad-header", "a compressed variable is damaged", {
    file: bytes.name,
    where: `byte ${offset}`,
    found,
    advice: "get the file again",
  });
}
