import type { ByteSink } from "@unspectro/core/plugin";
import type { Picture } from "../picture.ts";
import { crc32 } from "./crc.ts";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Rows handed to the compressor at a time. */
const ROWS = 64;

/**
 * Writes a picture as PNG of 256 colours (colour type 3), in pieces as they are compressed; the sink need not seek and
 * is not closed. Rows go unfiltered, as the PNG standard advises for palettes.
 */
export async function writePng(picture: Picture, sink: ByteSink): Promise<void> {
  const { width, height, palette } = picture;
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, 3);
  await sink.write(SIGNATURE);
  await writeChunk(sink, "IHDR", new Uint8Array(header.buffer));
  await writeChunk(sink, "PLTE", palette);
  for await (const bytes of compressed(rows(picture))) await writeChunk(sink, "IDAT", bytes);
  await writeChunk(sink, "IEND", new Uint8Array(0));
}

/** Each row after a byte that names its filter: 0, none. */
function* rows({ width, height, pixels }: Picture): Generator<Uint8Array<ArrayBuffer>> {
  for (let y = 0; y < height; y += ROWS) {
    const count = Math.min(ROWS, height - y);
    const block = new Uint8Array(count * (width + 1));
    for (let i = 0; i < count; i++)
      block.set(pixels.subarray((y + i) * width, (y + i + 1) * width), i * (width + 1) + 1);
    yield block;
  }
}

/** A zlib stream, which is what PNG wants; the platform's own compressor, in Node and browsers alike. */
async function* compressed(blocks: Iterable<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array> {
  const stream = new CompressionStream("deflate");
  const writer = stream.writable.getWriter();
  const writing = (async () => {
    for (const block of blocks) await writer.write(block);
    await writer.close();
  })();
  const reader = stream.readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    yield value;
  }
  await writing;
}

async function writeChunk(sink: ByteSink, type: string, data: Uint8Array): Promise<void> {
  const name = Uint8Array.from(type, (letter) => letter.charCodeAt(0));
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(name, 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(data, crc32(name)));
  await sink.write(chunk);
}
