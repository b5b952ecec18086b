import type { ByteSink } from "@unspectro/core/plugin";
import { adler32 } from "./adler32.ts";
import { tag } from "./bytes.ts";
import { MI, TAG_BYTES } from "./elements.ts";

/** Deflate, 32 KiB window, default level; the two bytes are a multiple of 31 (RFC 1950). */
const ZLIB_HEADER = Uint8Array.of(0x78, 0x9c);

/**
 * Packs what `write` writes into a compressed element at byte `position` of a sink, and answers how many bytes it took.
 * Its size stands before the data: filled in afterwards where the sink can seek, else the packed bytes wait in memory.
 */
export async function packedSink(
  sink: ByteSink,
  position: number,
  write: (sink: ByteSink) => Promise<void>,
): Promise<number> {
  const { Deflate } = await import("fflate");
  const waiting: Uint8Array[] = [];
  let size = 0;
  const append = async (bytes: Uint8Array): Promise<void> => {
    size += bytes.length;
    if (sink.writeAt === undefined) waiting.push(bytes);
    else await sink.write(bytes);
  };
  if (sink.writeAt !== undefined) await sink.write(tag(MI.compressed, 0));

  const packed: Uint8Array[] = [ZLIB_HEADER];
  const flush = async (): Promise<void> => {
    for (const piece of packed.splice(0)) await append(piece);
  };
  const deflate = new Deflate({ level: 6 }, (piece) => packed.push(piece));
  let sum = 1;
  await write({
    name: sink.name,
    async write(bytes) {
      sum = adler32(bytes, sum);
      deflate.push(bytes.slice()); // it keeps what it is given
      await flush();
    },
    close() {},
    abort() {},
  });
  deflate.push(new Uint8Array(0), true);
  await flush();
  const trailer = new Uint8Array(4);
  new DataView(trailer.buffer).setUint32(0, sum);
  await append(trailer);

  if (sink.writeAt !== undefined) await sink.writeAt(position, tag(MI.compressed, size));
  else {
    await sink.write(tag(MI.compressed, size));
    for (const piece of waiting) await sink.write(piece);
  }
  return TAG_BYTES + size;
}
