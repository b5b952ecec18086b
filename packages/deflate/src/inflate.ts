import { type ByteSource, type FormatError, isUnspectroError, readExactly } from "@unspectro/core/plugin";

/** Deflated bytes inside a file. */
export interface Packed {
  readonly bytes: ByteSource;
  readonly offset: number;
  /** Deflated bytes, without any header or trailer around them. */
  readonly size: number;
  /** The format's own words for data that are not what they should be. */
  damaged(found: string): FormatError;
}

/** Bytes to inflate at a time; they become 8 MiB at most. */
const PIECE = 8192;

/**
 * Inflates piece by piece, as long as somebody asks for more.
 *
 * @throws FormatError what `damaged` makes, `truncated`, `aborted`
 */
export async function* inflate(
  packed: Packed,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { Inflate } = await import("fflate");
  const { bytes, offset, size } = packed;
  const out: Uint8Array[] = [];
  const inflater = new Inflate((piece) => {
    if (piece.length > 0) out.push(piece);
  });
  const input = new Uint8Array(PIECE);
  for (let at = 0; at < size; at += PIECE) {
    const piece = input.subarray(0, Math.min(PIECE, size - at));
    await readExactly(bytes, offset + at, piece, signal);
    try {
      inflater.push(piece.slice(), at + PIECE >= size); // it keeps what it is given
    } catch (error) {
      if (isUnspectroError(error)) throw error;
      throw packed.damaged("deflated data that do not unpack");
    }
    yield* out.splice(0);
  }
}
