import {
  type BinaryElement,
  type ByteSource,
  ELEMENT_BYTES,
  FormatError,
  type RawLayout,
  readExactly,
} from "@unspectro/core/plugin";
import { recordLengths } from "./record-lengths.ts";

/** A layout with nothing left open. */
export interface WholeLayout {
  readonly element: BinaryElement;
  readonly complex: boolean;
  readonly littleEndian: boolean;
  readonly headerBytes: number;
  readonly recordLength: number;
  readonly records: number;
  readonly order: "rows" | "columns";
  readonly notes: readonly string[];
}

/** What numbers are called in the endings of headerless files; `be` after it for the high byte first. */
const endings: Readonly<Record<string, BinaryElement>> = {
  f16: "float16",
  half: "float16",
  f32: "float32",
  float: "float32",
  f64: "float64",
  double: "float64",
  i8: "int8",
  s8: "int8",
  i16: "int16",
  s16: "int16",
  i32: "int32",
  s32: "int32",
  u8: "uint8",
  u16: "uint16",
  u32: "uint32",
};

/** What a file's ending says of its numbers: `phases.f64`, `S.s16be`. */
export function elementOf(name: string): Pick<RawLayout, "element" | "littleEndian"> {
  const [, word, order] = /\.([a-z]+[0-9]*?)(le|be)?$/i.exec(name) ?? [];
  const element = endings[word?.toLowerCase() ?? ""];
  return element === undefined ? {} : { element, littleEndian: order?.toLowerCase() !== "be" };
}

/** What was said, completed by the file's ending and then by float32, low byte first. */
export function completeElement(
  layout: RawLayout,
  name: string,
): Pick<WholeLayout, "element" | "complex" | "littleEndian"> {
  const named = elementOf(name);
  const element = layout.element ?? named.element ?? "float32";
  if (element === "text")
    throw new FormatError("unsupported", "headerless files hold binary numbers, not text", {
      file: name,
      advice: "read it as csv",
    });
  const littleEndian =
    layout.littleEndian ?? (layout.element === undefined ? named.littleEndian : undefined) ?? true;
  return { element, complex: layout.complex ?? false, littleEndian };
}

/**
 * Completes what a user said about a headerless file from its size, and holds it against it.
 *
 * @throws FormatError `bad-shape` without the length of a record (naming those that fit) or when records do not fit,
 * `truncated` when the header is longer than the file, `empty`
 */
export async function completeLayout(
  bytes: ByteSource,
  layout: RawLayout = {},
  signal?: AbortSignal,
): Promise<WholeLayout> {
  const { name, size } = bytes;
  const number = completeElement(layout, name);
  const cell = ELEMENT_BYTES[number.element] * (number.complex ? 2 : 1);
  if (size === 0) throw new FormatError("empty", "the file is empty", { file: name });
  checkCount("headerBytes", layout.headerBytes, 0, name);
  checkCount("recordLength", layout.recordLength, 1, name);
  if ((layout.headerBytes ?? 0) > size)
    throw new FormatError("truncated", "the file ends before its header does", {
      file: name,
      expected: `more than ${layout.headerBytes} bytes`,
      found: `${size} bytes`,
    });
  const { recordLength } = layout;
  if (recordLength === undefined) throw unknownLength(bytes, layout, number.element, number.complex);
  const record = recordLength * cell;
  const room = size - (layout.headerBytes ?? 0);
  const left = room % record;
  const records = (room - left) / record;
  const header = left === 0 ? (layout.headerBytes ?? 0) : layout.headerBytes === undefined ? left : undefined;
  if (
    records === 0 ||
    header === undefined ||
    (left > 0 && !(await tellsShape(bytes, left, recordLength, records, signal)))
  )
    throw leftOver(bytes, record, records, left);
  return {
    ...number,
    headerBytes: header,
    recordLength,
    records,
    order: layout.order ?? "rows",
    notes: left === 0 ? [] : [`the first ${left} bytes hold the array's shape, not data`],
  };
}

/** Headers that C programs write are a few integers, the dimensions among them. */
async function tellsShape(
  bytes: ByteSource,
  length: number,
  recordLength: number,
  records: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (length < 4 || length > 1024) return false;
  const header = new Uint8Array(length);
  await readExactly(bytes, 0, header, signal);
  const view = new DataView(header.buffer);
  const found = new Set<number>();
  for (let at = 0; at + 4 <= length; at += 4)
    for (const low of [true, false]) found.add(view.getUint32(at, low));
  return found.has(recordLength) && found.has(records);
}

function checkCount(field: string, value: number | undefined, least: number, file: string): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return;
  throw new FormatError("bad-shape", `${field} is not a count`, {
    file,
    expected: `a whole number from ${least} on`,
    found: String(value),
  });
}

function unknownLength(
  bytes: ByteSource,
  layout: RawLayout,
  element: BinaryElement,
  complex: boolean,
): FormatError {
  const headerBytes = layout.headerBytes ?? 0;
  const fitting = recordLengths([{ size: bytes.size, element, complex, headerBytes }]);
  const [best] = fitting;
  return new FormatError("bad-shape", "a headerless file does not tell how long its records are", {
    file: bytes.name,
    expected: "the length of a record",
    found: `${bytes.size} bytes`,
    advice:
      best === undefined
        ? "no length fits: check the element type and the length of the header"
        : `try ${fitting
            .slice(0, 4)
            .map(({ recordLength }) => recordLength)
            .join(", ")}`,
  });
}

function leftOver(bytes: ByteSource, record: number, records: number, left: number): FormatError {
  return new FormatError(
    records === 0 ? "truncated" : "bad-shape",
    "the file does not hold a whole number of records",
    {
      file: bytes.name,
      expected: `a multiple of ${record} bytes`,
      found: records === 0 ? `${left} bytes` : `${records} records and ${left} bytes`,
      advice:
        "check the length of a record, the element type and the length of the header; or the file was cut short",
    },
  );
}
