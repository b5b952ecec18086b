import type { ByteSink } from "@unspectro/core/plugin";
import { fields, UNDEFINED } from "./bytes.ts";

/** A chunk in the file. */
export interface Chunk {
  readonly address: number;
  readonly bytes: number;
  /** Of its first cell, along each axis. */
  readonly offset: readonly number[];
}

/** Cuts rows of bytes into chunks of whole rows, and packs each: shuffled, then deflated (zlib). */
export interface ChunkWriter {
  /** Takes the next bytes of the array; any number of them. */
  push(bytes: Uint8Array): Promise<void>;
  readonly chunks: readonly Chunk[];
}

/**
 * @param dims of the array; the last two are the matrix
 * @param rows in a chunk
 * @param place where the sink will write next, and a step forward
 */
export function chunkWriter(
  dims: readonly number[],
  rows: number,
  cellBytes: number,
  sink: ByteSink,
  place: { position: number },
): ChunkWriter {
  const rowBytes = dims.at(-1)! * cellBytes;
  const height = dims.at(-2)!;
  const chunk = new Uint8Array(rows * rowBytes);
  const chunks: Chunk[] = [];
  let channel = 0;
  let row = 0;
  let filled = 0;

  async function empty(): Promise<void> {
    // Chunks at the array's end are whole chunks, too.
    chunk.fill(0, filled);
    const packed = await deflate(shuffle(chunk, cellBytes));
    const offset = dims.length === 3 ? [channel, row, 0] : [row, 0];
    chunks.push({ address: place.position, bytes: packed.length, offset });
    await sink.write(packed);
    place.position += packed.length;
    row += rows;
    filled = 0;
    if (row >= height) {
      row = 0;
      channel += 1;
    }
  }

  return {
    chunks,
    async push(bytes) {
      for (let at = 0; at < bytes.length; ) {
        const wanted = Math.min(rows, height - row) * rowBytes;
        const part = bytes.subarray(at, at + wanted - filled);
        chunk.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === wanted) await empty();
      }
    },
  };
}

/** The first bytes of all cells, then the second bytes, and so on: alike bytes together deflate better. */
function shuffle(bytes: Uint8Array, cellBytes: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.length);
  const cells = bytes.length / cellBytes;
  for (let byte = 0; byte < cellBytes; byte++)
    for (let cell = 0, to = byte * cells; cell < cells; cell++, to++)
      out[to] = bytes[cell * cellBytes + byte]!;
  return out;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Half the entries of a node: the library's default, which superblocks of version 0 cannot change. */
const CHUNK_K = 32;

/**
 * The B-tree that finds chunks (III.A.1, node type 1), level by level from the leaves; `address` is where it will lie.
 * Chunks must be in order of their offsets.
 */
export function chunkTree(
  chunks: readonly Chunk[],
  dims: readonly number[],
  address: number,
): { readonly root: number; readonly bytes: Uint8Array } {
  const keyBytes = 8 + 8 * (dims.length + 1);
  const nodeBytes = 24 + 2 * CHUNK_K * 8 + (2 * CHUNK_K + 1) * keyBytes;
  const tree: Uint8Array[] = [];
  let position = address;
  let level = 0;
  let children = chunks.map((chunk) => ({ first: chunk, address: chunk.address }));
  for (;;) {
    const nodes = Math.max(1, Math.ceil(children.length / (2 * CHUNK_K)));
    const parents: typeof children = [];
    for (let node = 0; node < nodes; node++) {
      const mine = children.slice(node * 2 * CHUNK_K, (node + 1) * 2 * CHUNK_K);
      const left = node === 0 ? UNDEFINED : position - nodeBytes;
      const right = node === nodes - 1 ? UNDEFINED : position + nodeBytes;
      const bytes = fields().text("TREE").u8(1, level).u16(mine.length).u64(left, right);
      for (const { first, address: child } of mine) bytes.u32(first.bytes, 0).u64(...first.offset, 0, child);
      // The key after the last: the next node's first, or the array's end.
      const next = children[(node + 1) * 2 * CHUNK_K]?.first;
      bytes
        .u32(next?.bytes ?? 0, 0)
        .u64(...(next?.offset ?? dims), 0)
        .upTo(nodeBytes);
      tree.push(bytes.done());
      if (mine[0] !== undefined) parents.push({ first: mine[0].first, address: position });
      position += nodeBytes;
    }
    if (nodes === 1) break;
    children = parents;
    level += 1;
  }
  const bytes = new Uint8Array(position - address);
  tree.forEach((node, i) => {
    bytes.set(node, i * nodeBytes);
  });
  return { root: position - nodeBytes, bytes };
}
