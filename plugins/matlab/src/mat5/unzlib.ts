import { type ByteSource, FormatError, readExactly, type Scratch } from "@unspectro/core/plugin";
import { adler32, type Packed, unpack, unpackHead } from "@unspectro/deflate";

/** A zlib stream (RFC 1950) inside a file. */
export interface ZlibPart {
  readonly bytes: ByteSource;
  readonly offset: number;
  readonly size: number;
}

const HEADER_BYTES = 2;
const TRAILER_BYTES = 4;
const DEFLATE = 8;

/**
 * Unpacks `size` bytes from a zlib stream once, so that they can be read in any order. Closing the result frees them.
 *
 * @throws FormatError `bad-header` when the stream is damaged or of another length, `unsupported` when it is too large
 * for memory and there is no scratch room, `truncated`, `aborted`
 */
export async function unpackZlib(
  part: ZlibPart,
  size: number,
  scratch: Scratch | undefined,
  signal?: AbortSignal,
): Promise<ByteSource> {
  const packed = await inside(part, signal);
  const trailer = new Uint8Array(TRAILER_BYTES);
  await readExactly(part.bytes, packed.offset + packed.size, trailer, signal);
  const sum = new DataView(trailer.buffer).getUint32(0);
  const advice = "save it with -v6, which does not compress";
  return unpack(packed, { name: part.bytes.name, size, sum, checksum: adler32, scratch, advice }, signal);
}

/** The first bytes of a zlib stream, `count` of them or all there are. */
export async function zlibHead(part: ZlibPart, count: number, signal?: AbortSignal): Promise<Uint8Array> {
  return unpackHead(await inside(part, signal), count, signal);
}

/** The deflated data between a stream's header, which is checked, and its trailer. */
async function inside(part: ZlibPart, signal?: AbortSignal): Promise<Packed> {
  const { bytes, offset, size } = part;
  const header = new Uint8Array(HEADER_BYTES);
  await readExactly(bytes, offset, header, signal);
  const isZlib = (header[0] & 15) === DEFLATE && ((header[0] << 8) | header[1]) % 31 === 0;
  if (!isZlib || size < HEADER_BYTES + TRAILER_BYTES) throw damaged(part, "no zlib stream");
  return {
    bytes,
    offset: offset + HEADER_BYTES,
    size: size - HEADER_BYTES - TRAILER_BYTES,
    damaged: (found) => damaged(part, found),
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
