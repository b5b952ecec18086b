import {
  type ByteSource,
  bytesFromArray,
  FormatError,
  type FrameSource,
  type OpenOptions,
  readExactly,
} from "@unspectro/core/plugin";
import { refusedError, type Variable } from "../variable.ts";
import { type Element, MI, readTag, TAG_BYTES } from "./elements.ts";
import { badMatrix, HEADER_BYTES, type MatrixHeader, readMatrixHeader } from "./matrix.ts";
import { openNumbers } from "./numbers.ts";
import { unpackZlib, type ZlibPart, zlibHead } from "./unzlib.ts";

/** Bytes of text and version before the first variable. */
const FILE_HEADER_BYTES = 128;
const ENDIAN_AT = 126;

/** Byte order of a MAT-file of version 5, told by the letters `MI` at the end of its header; undefined: it is none. */
export function mat5Order(head: Uint8Array): "little" | "big" | undefined {
  const [low, high] = [head[ENDIAN_AT], head[ENDIAN_AT + 1]];
  if (low === 0x49 && high === 0x4d && head[125] === 1) return "little";
  if (low === 0x4d && high === 0x49 && head[124] === 1) return "big";
  return undefined;
}

/**
 * The variables of a MAT-file of version 5 (saved with -v6 or -v7), from their headers.
 *
 * @throws FormatError `truncated`, `bad-header`, `aborted`
 */
export async function readMat5(
  bytes: ByteSource,
  littleEndian: boolean,
  signal?: AbortSignal,
): Promise<readonly Variable[]> {
  const variables: Variable[] = [];
  const head = new Uint8Array(TAG_BYTES);
  for (let at = FILE_HEADER_BYTES; at < bytes.size; ) {
    await readExactly(bytes, at, head, signal);
    const element = readTag(new DataView(head.buffer), 0, littleEndian, at);
    if (element.offset + element.size > bytes.size) throw cutShort(bytes, element);
    const variable =
      element.type === MI.compressed
        ? await packedVariable(bytes, element, littleEndian, signal)
        : await plainVariable(bytes, at, littleEndian, signal);
    if (variable !== undefined) variables.push(variable);
    at = element.next;
  }
  return variables;
}

async function plainVariable(
  bytes: ByteSource,
  offset: number,
  littleEndian: boolean,
  signal?: AbortSignal,
): Promise<Variable | undefined> {
  const file = bytes.name;
  const header = await readMatrixHeader(bytes, offset, littleEndian, file, signal);
  if (header === undefined) return undefined;
  const { info, numbersAt } = header;
  return {
    info,
    open(options) {
      if (info.refusal !== undefined) throw refusedError(file, info);
      return openNumbers({ bytes, offset: numbersAt, littleEndian, file }, info, undefined, options.signal);
    },
  };
}

/** A variable saved with -v7: the whole element is deflated, tag and all. */
async function packedVariable(
  bytes: ByteSource,
  element: Element,
  littleEndian: boolean,
  signal?: AbortSignal,
): Promise<Variable | undefined> {
  const file = bytes.name;
  const part = { bytes, offset: element.offset, size: element.size };
  const head = await zlibHead(part, HEADER_BYTES, signal);
  if (head.length < TAG_BYTES) throw badMatrix(file, element.offset, "nothing inside");
  const header = await readMatrixHeader(bytesFromArray(head, file), 0, littleEndian, file, signal);
  if (header === undefined) return undefined;
  const size = TAG_BYTES + readTag(new DataView(head.buffer), 0, littleEndian, 0).size;
  return { info: header.info, open: (options) => openPacked(part, size, header, littleEndian, options) };
}

async function openPacked(
  part: ZlibPart,
  size: number,
  { info, numbersAt }: MatrixHeader,
  littleEndian: boolean,
  { scratch, signal }: OpenOptions,
): Promise<FrameSource> {
  const file = part.bytes.name;
  if (info.refusal !== undefined) throw refusedError(file, info);
  const bytes = await unpackZlib(part, size, scratch, signal);
  try {
    return await openNumbers(
      { bytes, offset: numbersAt, littleEndian, file },
      info,
      () => bytes.close(),
      signal,
    );
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

function cutShort(bytes: ByteSource, { offset, size }: Element): FormatError {
  return new FormatError("truncated", "the file ends inside a variable", {
    file: bytes.name,
    where: `byte ${offset}`,
    expected: `${size} bytes`,
    found: `${bytes.size - offset} bytes`,
    advice: "the file was probably cut short while it was copied or written; get it again",
  });
}
