import { type ByteSource, FormatError, readExactly } from "@unspectro/core/plugin";
import { type Dtype, readDtype } from "./dtype.ts";
import { type Literal, parseLiteral } from "./literal.ts";

/** What a .npy file says before its data. */
export interface NpyHeader {
  readonly descr: Literal;
  readonly order: "rows" | "columns";
  readonly shape: readonly number[];
  /** Where the data begin, in bytes. */
  readonly dataOffset: number;
}

/** Byte 0x93 and `NUMPY`. */
export const MAGIC: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

export function isNpy(head: Uint8Array): boolean {
  return MAGIC.every((byte, at) => head[at] === byte);
}

/** NumPy itself distrusts headers past 10 000 bytes; structured ones may be longer. */
const LONGEST_HEADER = 1 << 20;

/** Most headers are 118 bytes after the first 10. */
const FIRST_READ = 256;

/**
 * Reads the header of versions 1, 2 and 3 (numpy.lib.format).
 *
 * @throws FormatError `not-this-format`, `truncated`, `bad-header`, `unsupported` for a later version
 */
export async function readHeader(bytes: ByteSource, file: string, signal?: AbortSignal): Promise<NpyHeader> {
  let head = new Uint8Array(Math.min(FIRST_READ, bytes.size));
  await readExactly(bytes, 0, head, signal);
  if (!isNpy(head))
    throw new FormatError("not-this-format", "this is no .npy file", {
      file,
      expected: "the mark \\x93NUMPY at its beginning",
    });
  const version = head[6];
  const start = version === 1 ? 10 : 12;
  if (head.length < start) await readExactly(bytes, 0, new Uint8Array(start), signal);
  if (version < 1 || version > 3)
    throw new FormatError("unsupported", "this version of .npy is not known", {
      file,
      where: "byte 6",
      expected: "version 1, 2 or 3",
      found: `version ${version}.${head[7]}`,
      advice: "load and save it again with NumPy 1.17 or later",
    });
  const view = new DataView(head.buffer);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST_HEADER) throw badHeader(file, `a header of ${length} bytes`);
  if (start + length > head.length) {
    head = new Uint8Array(start + length);
    await readExactly(bytes, 0, head, signal);
  }
  const text = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(
    head.subarray(start, start + length),
  );
  return { ...readFields(parseLiteral(text), file), dataOffset: start + length };
}

function readFields(dict: Literal | undefined, file: string): Omit<NpyHeader, "dataOffset"> {
  if (dict === undefined) throw badHeader(file, "text that is no Python literal");
  if (typeof dict !== "object" || dict === null || Array.isArray(dict)) throw badHeader(file, "no dict");
  const { descr, fortran_order, shape, ...rest } = dict as Readonly<Record<string, Literal>>;
  if (Object.keys(rest).length > 0) throw badHeader(file, `unknown keys ${Object.keys(rest).join(", ")}`);
  if (descr === undefined) throw badHeader(file, "no descr");
  if (typeof fortran_order !== "boolean") throw badHeader(file, "no fortran_order");
  if (!Array.isArray(shape) || !shape.every((length) => typeof length === "number"))
    throw badHeader(file, "no shape");
  return { descr, order: fortran_order ? "columns" : "rows", shape: shape as readonly number[] };
}

function badHeader(file: string, found: string): FormatError {
  return new FormatError("bad-header", "the header is not one that NumPy writes", {
    file,
    where: "byte 10",
    expected: "a dict of descr, fortran_order and shape",
    found,
    advice: "the file is damaged; get it again",
  });
}

/** The dtype of a header. */
export function headerDtype(header: NpyHeader, file: string): Dtype {
  return readDtype(header.descr, file);
}

/** The bytes of a version 1 header, padded so that the data begin at a multiple of 64 as NumPy has it. */
export function writeHeader(descr: string, order: "rows" | "columns", shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dict = `{'descr': '${descr}', 'fortran_order': ${order === "columns" ? "True" : "False"}, 'shape': (${tuple}), }`;
  const length = Math.ceil((10 + dict.length + 1) / 64) * 64 - 10;
  const text = new TextEncoder().encode(`${dict.padEnd(length - 1)}\n`);
  return Uint8Array.of(...MAGIC, 1, 0, length & 255, length >> 8, ...text);
}
