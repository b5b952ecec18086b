import {
  type BinaryElement,
  type ByteSource,
  ELEMENT_BYTES,
  FormatError,
  readExactly,
  stridedSource,
} from "@unspectro/core/plugin";
import { describeNumbers, refusedError, type Variable } from "./variable.ts";

/** The five numbers that begin each variable ("MAT-File Format", MathWorks, chapter 2), with what they mean. */
interface Mat4Header {
  readonly littleEndian: boolean;
  readonly element: BinaryElement;
  /** 0: full, 1: text, 2: sparse. */
  readonly kind: number;
  readonly rows: number;
  readonly columns: number;
  readonly complex: boolean;
  readonly nameLength: number;
}

const HEADER_BYTES = 20;
const ELEMENTS: readonly BinaryElement[] = ["float64", "float32", "int32", "int16", "uint16", "uint8"];
const LONGEST_NAME = 256;
const BIG_ENDIAN = 1;

/** The header at the beginning of `head`; undefined: this is none. There is no signature, so every field must make sense. */
export function readMat4Header(head: Uint8Array): Mat4Header | undefined {
  if (head.length < HEADER_BYTES) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, HEADER_BYTES);
  for (const littleEndian of [true, false]) {
    const [type, rows, columns, imaginary, nameLength] = [0, 4, 8, 12, 16].map((at) =>
      view.getInt32(at, littleEndian),
    );
    const machine = Math.floor(type / 1000);
    const element = ELEMENTS[Math.floor(type / 10) % 10];
    const isSound =
      machine === (littleEndian ? 0 : BIG_ENDIAN) &&
      Math.floor(type / 100) % 10 === 0 &&
      element !== undefined &&
      type % 10 <= 2 &&
      rows >= 0 &&
      columns >= 0 &&
      (imaginary === 0 || imaginary === 1) &&
      nameLength > 1 &&
      nameLength <= LONGEST_NAME;
    if (!isSound) continue;
    return { littleEndian, element, kind: type % 10, rows, columns, complex: imaginary === 1, nameLength };
  }
  return undefined;
}

/** Whether a file begins as MAT-files of version 4 do: a sound header, then a name that MATLAB allows. */
export function isMat4(head: Uint8Array): boolean {
  const header = readMat4Header(head);
  return (
    header !== undefined &&
    readName(head.subarray(HEADER_BYTES, HEADER_BYTES + header.nameLength)) !== undefined
  );
}

/**
 * The variables of a MAT-file of version 4 (`save -v4`), from their headers.
 *
 * @throws FormatError `truncated`, `bad-header`, `aborted`
 */
export async function readMat4(bytes: ByteSource, signal?: AbortSignal): Promise<readonly Variable[]> {
  const variables: Variable[] = [];
  for (let at = 0; at < bytes.size; ) {
    const head = new Uint8Array(HEADER_BYTES);
    await readExactly(bytes, at, head, signal);
    const header = readMat4Header(head);
    if (header === undefined) throw badHeader(bytes, at);
    const nameBytes = new Uint8Array(header.nameLength);
    await readExactly(bytes, at + HEADER_BYTES, nameBytes, signal);
    const name = readName(nameBytes);
    if (name === undefined) throw badHeader(bytes, at);
    const offset = at + HEADER_BYTES + header.nameLength;
    const plane = header.rows * header.columns * ELEMENT_BYTES[header.element];
    const end = offset + plane * (header.complex ? 2 : 1);
    if (end > bytes.size) throw cutShort(bytes, at, end);
    variables.push(describe(bytes, name, header, offset, plane));
    at = end;
  }
  return variables;
}

function describe(
  bytes: ByteSource,
  name: string,
  header: Mat4Header,
  offset: number,
  plane: number,
): Variable {
  const { element, littleEndian, complex, kind, rows, columns } = header;
  const file = bytes.name;
  const numbers = { name, shape: [rows, columns], element, complex };
  const refusal = kind === 1 ? "text" : "a sparse matrix: save full(x)";
  const info = kind === 0 ? describeNumbers(numbers, file) : { ...numbers, refusal };
  return {
    info,
    open() {
      if (info.refusal !== undefined) throw refusedError(file, info);
      const part = { bytes, element, littleEndian };
      return stridedSource({
        format: "matlab",
        name: `${file}:${name}`,
        shape: info.shape,
        order: "columns",
        ...part,
        offset,
        ...(complex ? { imaginary: { ...part, offset: offset + plane } } : {}),
      });
    },
  };
}

/** A name and the zero that ends it. */
function readName(bytes: Uint8Array): string | undefined {
  const text = String.fromCharCode(...bytes);
  return /^[A-Za-z]\w*\0+$/.test(text) ? text.replace(/\0+$/, "") : undefined;
}

function badHeader(bytes: ByteSource, at: number): FormatError {
  return new FormatError("bad-header", "a variable's header makes no sense", {
    file: bytes.name,
    where: `byte ${at}`,
    advice: "the file is damaged, or of another format",
  });
}

function cutShort(bytes: ByteSource, at: number, end: number): FormatError {
  return new FormatError("truncated", "the file ends inside a variable", {
    file: bytes.name,
    where: `byte ${at}`,
    expected: `${end} bytes in all`,
    found: `${bytes.size} bytes`,
    advice: "the file was probably cut short while it was copied or written; get it again",
  });
}
