import { decode } from "@unspectro/core/plugin";
import { elementOf } from "./element.ts";
import { type Library, type Metadata, TypeClass } from "./library.ts";

/** Longer values are not what people note about sound. */
const MOST_BYTES = 4096;
const LONGEST_STRING = 256;

/** An attribute's number or string; undefined for anything larger, stranger, or unreadable. */
export function readAttribute(
  library: Library,
  file: bigint,
  path: string,
  name: string,
): number | string | undefined {
  try {
    const metadata = library.get_attribute_metadata(file, path, name);
    return read(library, metadata, (pointer) => {
      const status = library.get_attribute_data(file, path, name, BigInt(pointer));
      return [status, () => library.reclaim_vlen_memory(file, path, name, BigInt(pointer))];
    });
  } catch (error) {
    return unreadable(error);
  }
}

/** The same for a dataset of one cell. */
export function readScalar(library: Library, file: bigint, path: string): number | string | undefined {
  try {
    const metadata = library.get_dataset_metadata(file, path);
    return read(library, metadata, (pointer) => {
      const status = library.get_dataset_data(file, path, null, null, null, BigInt(pointer));
      return [status, () => library.reclaim_vlen_memory(file, path, "", BigInt(pointer))];
    });
  } catch (error) {
    return unreadable(error);
  }
}

/** What the library says no to is left out; its breakdowns and our mistakes are not. */
function unreadable(error: unknown): undefined {
  if (error instanceof Error && error.name === "Error") return undefined;
  throw error;
}

function read(
  library: Library,
  metadata: Metadata,
  fetch: (pointer: number) => [status: number, reclaim: () => void],
): number | string | undefined {
  const { type, size, total_size, vlen, shape } = metadata;
  if (shape === null || total_size !== 1 || size > MOST_BYTES) return undefined;
  const element = elementOf(metadata);
  if (element === undefined && type !== TypeClass.string) return undefined;
  const pointer = library._malloc(size);
  if (pointer === 0) return undefined;
  try {
    const [status, reclaim] = fetch(pointer);
    if (status < 0) return undefined;
    const heap = library.HEAPU8;
    if (element !== undefined) {
      const value = new Float64Array(1);
      decode(heap, pointer, 1, { element, littleEndian: true }, value);
      return value[0];
    }
    if (!vlen) return text(heap, pointer, size);
    const start = new DataView(heap.buffer, pointer, 4).getUint32(0, true);
    const found = start === 0 ? undefined : text(heap, start, LONGEST_STRING);
    reclaim();
    return found;
  } finally {
    library._free(pointer);
  }
}

/** Letters up to the end mark. */
function text(heap: Uint8Array, start: number, most: number): string {
  const bytes = heap.subarray(start, start + most);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(bytes.slice(0, end < 0 ? bytes.length : end)).trimEnd();
}
