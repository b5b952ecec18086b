import {
  type ByteSource,
  createBreath,
  FormatError,
  type Scratch,
  throwIfAborted,
} from "@unspectro/core/plugin";
import { inflate, type Packed } from "./inflate.ts";
import { roomInMemory } from "./room.ts";

/** What the unpacked bytes must be, and where they may go. */
export interface Unpacked {
  /** For errors and temporary files. */
  readonly name: string;
  /** Bytes announced. */
  readonly size: number;
  /** The checksum announced, and how it is taken: its first value is that of no bytes. */
  readonly sum: number;
  readonly checksum: (bytes: Uint8Array, before?: number) => number;
  /** Where bytes go that memory should not hold; without it they stay in memory. */
  readonly scratch: Scratch | undefined;
  /** How to save the file so that nothing needs unpacking. */
  readonly advice: string;
}

/** Without scratch room, arrays up to here are unpacked in memory. */
export const MEMORY_LIMIT: number = 1 << 28;

/** Deflate cannot shrink more than this: whoever claims it lies, or plants a bomb. */
const LARGEST_RATIO = 1032;

/** Between breaths, in bytes unpacked: a few tens of milliseconds. */
const BREATH_BYTES = 1 << 22;

/**
 * Unpacks once, so that the bytes can be read in any order; size and checksum are checked on the way. Closing the result
 * frees it.
 *
 * @throws FormatError what `packed.damaged` makes, `unsupported` when the bytes are too many for memory and there is no
 * scratch room, `truncated`, `aborted`
 */
export async function unpack(packed: Packed, wanted: Unpacked, signal?: AbortSignal): Promise<ByteSource> {
  const { name, size, scratch, checksum } = wanted;
  const file = packed.bytes.name;
  if (size > LARGEST_RATIO * (packed.size + 16))
    throw packed.damaged(`${size} bytes packed into ${packed.size}`);
  if (scratch === undefined && size > MEMORY_LIMIT)
    throw new FormatError("unsupported", "a compressed array is too large to be unpacked in memory", {
      file,
      expected: `${MEMORY_LIMIT} bytes at most`,
      found: `${size} bytes`,
      advice: wanted.advice,
    });
  const room = scratch === undefined ? roomInMemory(name, size) : await scratch.create(name);
  try {
    const breathe = createBreath(BREATH_BYTES);
    let total = 0;
    let sum = checksum(new Uint8Array(0));
    for await (const piece of inflate(packed, signal)) {
      total += piece.length;
      if (total > size) throw packed.damaged(`more than its ${size} bytes`);
      sum = checksum(piece, sum);
      await room.append(piece);
      await breathe(piece.length);
      throwIfAborted(signal, file);
    }
    if (total < size) throw packed.damaged(`${total} bytes instead of ${size}`);
    if (sum !== wanted.sum) throw packed.damaged("a wrong checksum");
    return await room.finish();
  } catch (error) {
    await room.discard();
    throw error;
  }
}

/**
 * The first bytes, `count` of them or all there are; nothing is checked.
 *
 * @throws FormatError what `packed.damaged` makes, `truncated`, `aborted`
 */
export async function unpackHead(packed: Packed, count: number, signal?: AbortSignal): Promise<Uint8Array> {
  const head = new Uint8Array(count);
  let filled = 0;
  for await (const piece of inflate(packed, signal)) {
    const wanted = piece.subarray(0, count - filled);
    head.set(wanted, filled);
    filled += wanted.length;
    if (filled === count) break;
  }
  return head.subarray(0, filled);
}
