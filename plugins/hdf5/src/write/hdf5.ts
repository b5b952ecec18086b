import {
  type ArrayToWrite,
  type BinaryElement,
  type ByteSink,
  ELEMENT_BYTES,
  FormatError,
  type FrameSource,
  fitsFloat32,
  orient,
  otherAxis,
  throwIfAborted,
  type WriteOptions,
  writeRecords,
} from "@unspectro/core/plugin";
import { fields, UNDEFINED } from "./bytes.ts";
import { type Chunk, chunkTree, chunkWriter } from "./chunks.ts";
import { INTERNAL_K, layOutGroup, leafK, treeOf } from "./groups.ts";
import { chunked, contiguous, dataspace, datatype, fillValue, filters, objectHeader } from "./messages.ts";

/** One dataset before it is written. */
interface Plan {
  readonly source: FrameSource;
  readonly dims: readonly number[];
  readonly element: BinaryElement;
  readonly cellBytes: number;
  readonly bytes: number;
  /** Rows of a chunk, if it is chunked. */
  readonly rows: number | undefined;
}

const SUPERBLOCK_BYTES = 96;
/** Bytes of a chunk before packing: unpacked at once by whoever reads a frame of it. */
const CHUNK_BYTES = 1 << 20;
/** What platforms' compressors use; it stands in the file for people to read. */
const DEFLATE_LEVEL = 6;

/**
 * Writes arrays in the oldest form of the format (superblock 0), which every HDF5 library and MATLAB read: first all
 * headers, then the numbers as they come, in bounded memory. A slash in a name makes groups. With `compress`, numbers
 * go in chunks, shuffled and deflated; where those lie is known only afterwards, so the sink must be able to seek.
 *
 * @throws FormatError `not-writable`, `aborted`; what sources and sink throw
 */
export async function writeHdf5(
  arrays: readonly ArrayToWrite[],
  sink: ByteSink,
  options: WriteOptions = {},
  chunkBytes: number = CHUNK_BYTES,
): Promise<void> {
  throwIfAborted(options.signal, sink.name);
  if (options.compress && sink.writeAt === undefined)
    throw new FormatError("not-writable", "compressed HDF5 cannot be written into a pipe", {
      file: sink.name,
      advice: "write to a file, or without compression",
    });
  const tree = treeOf(
    arrays.map(({ name }) => name),
    sink.name,
  );
  const plans = arrays.map(({ source }) => planDataset(source, options, chunkBytes));
  const k = leafK(tree);

  /** All that stands before the numbers; `trees` says where the chunks of each dataset are found. */
  function head(trees: readonly number[], end: number): Uint8Array {
    const sizes = plans.map((plan) => datasetHeader(plan, 0).length);
    const root = layOutGroup(tree, SUPERBLOCK_BYTES, k, []).bytes.length + SUPERBLOCK_BYTES;
    const headers = sizes.map((_, i) => root + sum(sizes.slice(0, i)));
    let data = root + sum(sizes);
    const bodies = plans.map((plan, i) => {
      const header = datasetHeader(plan, trees[i] ?? data);
      data += plan.rows === undefined ? plan.bytes : 0;
      return header;
    });
    const groups = layOutGroup(tree, SUPERBLOCK_BYTES, k, headers);
    const bytes = fields()
      .bytes(superblock(k, end === 0 ? data : end, groups.place))
      .bytes(groups.bytes);
    for (const body of bodies) bytes.bytes(body);
    return bytes.done();
  }

  const first = head([], 0);
  await sink.write(first);
  const place = { position: first.length };
  const trees: number[] = [];
  for (const plan of plans) {
    const chunks = await writeNumbers(plan, sink, place, options);
    if (chunks === undefined) continue;
    const made = chunkTree(chunks, plan.dims, place.position);
    await sink.write(made.bytes);
    place.position += made.bytes.length;
    trees.push(made.root);
  }
  if (options.compress) await sink.writeAt?.(0, head(trees, place.position));
}

function planDataset(given: FrameSource, options: WriteOptions, chunkBytes: number): Plan {
  const source = (options.frameAxis ?? 0) === 0 ? given : orient(given, otherAxis(given));
  const element = chooseElement(given, options);
  const cellBytes = ELEMENT_BYTES[element] * (source.complex ? 2 : 1);
  const matrix = [source.frames, source.bins];
  const dims = source.channels > 1 ? [source.channels, ...matrix] : matrix;
  const rows = Math.max(1, Math.min(source.frames, Math.floor(chunkBytes / (source.bins * cellBytes))));
  const bytes = dims.reduce((product, length) => product * length, cellBytes);
  return { source, dims, element, cellBytes, bytes, rows: options.compress ? rows : undefined };
}

/** The source's own element, or what holds it: text is numbers in HDF5, and h5py knows no complex integers. */
function chooseElement(source: FrameSource, options: WriteOptions): BinaryElement {
  const wanted = options.element ?? source.element;
  if (wanted === "text") return "float64";
  if (!source.complex || wanted.startsWith("float")) return wanted;
  return fitsFloat32(wanted) ? "float32" : "float64";
}

function datasetHeader({ dims, element, source, cellBytes, bytes, rows }: Plan, address: number): Uint8Array {
  const chunk = rows === undefined ? [] : [...dims.slice(0, -2).map(() => 1), rows, dims.at(-1)!];
  return objectHeader([
    dataspace(dims),
    datatype(element, source.complex),
    fillValue(rows !== undefined),
    ...(rows === undefined
      ? [contiguous(address, bytes)]
      : [chunked(address, chunk, cellBytes), filters(cellBytes, DEFLATE_LEVEL)]),
  ]);
}

/** The file's first 96 bytes (II.A, version 0), the root group's entry at their end. */
function superblock(
  k: number,
  end: number,
  root: { header: number; tree: number; heap: number },
): Uint8Array {
  return fields()
    .u8(0x89)
    .text("HDF\r\n")
    .u8(0x1a, 0x0a)
    .u8(0, 0, 0, 0, 0, 8, 8, 0)
    .u16(k)
    .u16(INTERNAL_K)
    .u32(0)
    .u64(0, UNDEFINED, end, UNDEFINED)
    .u64(0, root.header)
    .u32(1, 0)
    .u64(root.tree, root.heap)
    .done();
}

/** Appends a dataset's numbers; answers where the chunks lie, where it has chunks. */
async function writeNumbers(
  plan: Plan,
  sink: ByteSink,
  place: { position: number },
  options: WriteOptions,
): Promise<readonly Chunk[] | undefined> {
  const { source, dims, element, cellBytes, rows } = plan;
  const records = { element, littleEndian: true, signal: options.signal };
  if (rows === undefined) {
    await writeRecords(source, sink, records);
    place.position += plan.bytes;
    return undefined;
  }
  const writer = chunkWriter(dims, rows, cellBytes, sink, place);
  const through: ByteSink = { name: sink.name, write: (bytes) => writer.push(bytes), close() {}, abort() {} };
  await writeRecords(source, through, records);
  return writer.chunks;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
