import type { ByteSink } from "@unspectro/core/plugin";
import { adler32, createDeflater } from "@unspectro/deflate";
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
  const waiting: Uint8Array[] = [];
  let size = 0;
  const append = async (bytes: Uint8Array): Promise<void> => {
    size += bytes.length;
    if (sink.writeAt === undefined) waiting.push(bytes);
    else await sink.write(bytes);
  };
  if (sink.writeAt !== undefined) await sink.write(tag(MI.compressed, 0));

  await append(ZLIB_HEADER);
  const deflater = await createDeflater(append);
  let sum = adler32(new Uint8Array(0));
  await write({
    name: sink.name,
    async write(bytes) {
      sum = adler32(bytes, sum);
      await deflater.push(bytes);
    },
    close() {},
    abort() {},
  });
  await deflater.end();
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
