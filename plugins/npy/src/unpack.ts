import {
  type ByteSource,
  FormatError,
  isUnspectroError,
  readExactly,
  type Scratch,
  type ScratchFile,
  throwIfAborted,
} from "@unspectro/core/plugin";
import { Inflate } from "fflate";
import { crc32 } from "./crc32.ts";
import { badZip, type ZipMember } from "./zip-directory.ts";

/** Without scratch room, deflated arrays up to here are unpacked in memory. */
export const MEMORY_LIMIT: number = 1 << 28;

/** Deflate cannot shrink more than this: whoever claims it lies, or plants a bomb. */
const LARGEST_RATIO = 1032;

/** Bytes to inflate at a time; they become 8 MiB at most. */
const PIECE = 8192;

/** Between breaths, in bytes unpacked: a few tens of milliseconds. */
const BREATH = 1 << 22;

/**
 * Unpacks a deflated member once, so that it can be read in any order. Its size and CRC are checked on the way.
 * Closing the result frees it.
 *
 * @throws FormatError `bad-header` when the data are not what the directory says, `unsupported` when they are too large
 * for memory and there is no scratch room, `aborted`
 */
export async function unpack(
  deflated: ByteSource,
  member: ZipMember,
  scratch: Scratch | undefined,
  signal?: AbortSignal,
): Promise<ByteSource> {
  if (member.size > LARGEST_RATIO * (member.compressedSize + 16))
    throw badZip(deflated, `${member.name} of ${member.size} bytes deflated to ${member.compressedSize}`);
  if (scratch === undefined && member.size > MEMORY_LIMIT)
    throw new FormatError("unsupported", "a deflated array is too large to be unpacked in memory", {
      file: deflated.name,
      expected: `${MEMORY_LIMIT} bytes at most`,
      found: `${member.size} bytes`,
      advice: "unpack the .npz first, or save with np.savez, which does not compress",
    });
  const room = scratch === undefined ? memoryFile(member) : await scratch.create(member.name);
  try {
    let size = 0;
    let crc = 0;
    let breath = 0;
    for await (const piece of inflate(deflated, member, signal)) {
      size += piece.length;
      if (size > member.size)
        throw badZip(deflated, `${member.name} holding more than its ${member.size} bytes`);
      crc = crc32(piece, crc);
      await room.append(piece);
      breath += piece.length;
      if (breath >= BREATH) {
        breath = 0;
        await new Promise((resolve) => setTimeout(resolve));
        throwIfAborted(signal, deflated.name);
      }
    }
    if (size < member.size)
      throw badZip(deflated, `${size} bytes in ${member.name} instead of ${member.size}`);
    if (crc !== member.crc) throw badZip(deflated, `a wrong checksum of ${member.name}`);
    return await room.finish();
  } catch (error) {
    await room.discard();
    throw error;
  }
}

/** The first bytes of a deflated member, `count` of them or all there are. */
export async function unpackHead(
  deflated: ByteSource,
  member: ZipMember,
  count: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const head = new Uint8Array(Math.min(count, member.size));
  let filled = 0;
  for await (const piece of inflate(deflated, member, signal)) {
    const wanted = piece.subarray(0, head.length - filled);
    head.set(wanted, filled);
    filled += wanted.length;
    if (filled === head.length) break;
  }
  return head.subarray(0, filled);
}

/** Inflates piece by piece. */
async function* inflate(
  deflated: ByteSource,
  member: ZipMember,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const out: Uint8Array[] = [];
  const inflater = new Inflate((piece) => {
    if (piece.length > 0) out.push(piece);
  });
  const input = new Uint8Array(PIECE);
  for (let at = 0; at < deflated.size; at += PIECE) {
    const piece = input.subarray(0, Math.min(PIECE, deflated.size - at));
    await readExactly(deflated, at, piece, signal);
    try {
      // The inflater keeps what it is given, so it gets a copy.
      inflater.push(piece.slice(), at + PIECE >= deflated.size);
    } catch (error) {
      if (isUnspectroError(error)) throw error;
      throw badZip(deflated, `deflated data in ${member.name} that are damaged`);
    }
    yield* out.splice(0);
  }
}

/** Room in memory for as many bytes as the directory announces, and no more. */
function memoryFile(member: ZipMember): ScratchFile {
  let room = new Uint8Array(member.size);
  let length = 0;
  return {
    append(bytes) {
      room.set(bytes, length);
      length += bytes.length;
    },
    finish(): ByteSource {
      return {
        name: member.name,
        size: length,
        read(position, into) {
          const piece = room.subarray(position, position + into.length);
          into.set(piece);
          return piece.length;
        },
        close() {
          room = new Uint8Array(0);
        },
      };
    },
    discard() {
      room = new Uint8Array(0);
    },
  };
}
