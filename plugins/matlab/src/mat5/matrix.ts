import { type ArrayInfo, type ByteSource, FormatError, readExactly } from "@unspectro/core/plugin";
import { describeNumbers } from "../variable.ts";
import {
  CLASS_ELEMENT,
  CLASS_REFUSAL,
  type Element,
  FLAG,
  MI,
  OPAQUE,
  readTag,
  TAG_BYTES,
} from "./elements.ts";

/** A variable's own header: everything before its numbers. */
export interface MatrixHeader {
  readonly info: ArrayInfo;
  /** Where the numbers begin: the place of the real parts' tag. */
  readonly numbersAt: number;
}

/** Enough for flags, 32 dimensions and a name of 63 characters, MATLAB's longest. */
export const HEADER_BYTES = 1024;

/**
 * Reads the header of the matrix element at `offset` of `bytes`; `file` is what the user knows. Undefined for elements
 * without a name, which are MATLAB's own.
 *
 * @throws FormatError `bad-header`, `truncated`, `aborted`
 */
export async function readMatrixHeader(
  bytes: ByteSource,
  offset: number,
  littleEndian: boolean,
  file: string,
  signal?: AbortSignal,
): Promise<MatrixHeader | undefined> {
  const head = new Uint8Array(Math.max(0, Math.min(HEADER_BYTES, bytes.size - offset)));
  await readExactly(bytes, offset, head, signal);
  const view = new DataView(head.buffer);
  const check = (sound: boolean, found: string): void => {
    if (!sound) throw badMatrix(file, offset, found);
  };
  const element = (place: number): Element => {
    check(place - offset + TAG_BYTES <= head.length, "a header that goes on past its end");
    return readTag(view, place - offset, littleEndian, offset);
  };
  const data = ({ offset: place, size }: Element): Uint8Array => {
    check(place - offset + size <= head.length, "a header that goes on past its end");
    return head.subarray(place - offset, place - offset + size);
  };

  const matrix = element(offset);
  check(matrix.type === MI.matrix, `an element of type ${matrix.type}`);
  if (matrix.size === 0) return undefined;
  const flagsElement = element(matrix.offset);
  check(flagsElement.type === MI.uint32 && flagsElement.size === 8, "no array flags");
  const [kind, flags] = kindAndFlags(data(flagsElement), littleEndian);
  const dimensions = element(flagsElement.next);
  const nameElement = kind === OPAQUE ? dimensions : element(dimensions.next);
  const name = new TextDecoder().decode(data(nameElement));
  if (name === "") return undefined;
  const shape = kind === OPAQUE ? [] : readDimensions(data(dimensions), littleEndian);
  check(kind === OPAQUE || (dimensions.type === MI.int32 && shape.length >= 2), "no dimensions");
  check(
    shape.every((length) => length >= 0),
    `dimensions ${shape.join(" x ")}`,
  );

  const numbers = CLASS_ELEMENT.get(kind);
  const complex = (flags & FLAG.complex) !== 0;
  if (numbers === undefined) {
    const refusal = CLASS_REFUSAL.get(kind) ?? `an array of the unknown class ${kind}`;
    return { info: { name, shape, element: "text", complex: false, refusal }, numbersAt: nameElement.next };
  }
  return {
    info: describeNumbers({ name, shape, element: numbers, complex }, file),
    numbersAt: nameElement.next,
  };
}

/** Class and flags share a word: the class in its lowest byte, the flags in the next. */
function kindAndFlags(bytes: Uint8Array, littleEndian: boolean): [kind: number, flags: number] {
  return littleEndian ? [bytes[0], bytes[1]] : [bytes[3], bytes[2]];
}

function readDimensions(bytes: Uint8Array, littleEndian: boolean): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length >> 2 }, (_, n) => view.getInt32(4 * n, littleEndian));
}

export function badMatrix(file: string, offset: number, found: string): FormatError {
  return new FormatError("bad-header", "the description of a variable is damaged", {
    file,
    where: `byte ${offset}`,
    found,
    advice: "get the file again, or save the variables again",
  });
}
