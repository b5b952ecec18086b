import { type BinaryElement, FormatError, type FormatErrorCode } from "@unspectro/core/plugin";
import type { Literal } from "./literal.ts";

/** How NumPy stores a number, in this project's words. */
export interface Dtype {
  readonly element: BinaryElement;
  readonly littleEndian: boolean;
  readonly complex: boolean;
  readonly notes: readonly string[];
}

const numeric: Readonly<Record<string, readonly [element: BinaryElement, complex: boolean]>> = {
  b1: ["uint8", false],
  i1: ["int8", false],
  i2: ["int16", false],
  i4: ["int32", false],
  i8: ["int64", false],
  u1: ["uint8", false],
  u2: ["uint16", false],
  u4: ["uint32", false],
  u8: ["uint64", false],
  f2: ["float16", false],
  f4: ["float32", false],
  f8: ["float64", false],
  c8: ["float32", true],
  c16: ["float64", true],
};

/**
 * Understands a header's `descr`.
 *
 * @throws FormatError `refused` for objects (pickles), `unsupported` for what is no number, `bad-header` for nonsense
 */
export function readDtype(descr: Literal, file: string): Dtype {
  if (typeof descr === "string") return readSimple(descr, file);
  if (!Array.isArray(descr)) throw problem("bad-header", "the header's dtype makes no sense", descr, file);
  return readFields(descr, file);
}

function readSimple(descr: string, file: string): Dtype {
  const [, order, kind, size] = /^([<>|=]?)([a-zA-Z?])([0-9]*)(?:\[\w+\])?$/.exec(descr) ?? [];
  const found = numeric[kind + size];
  if (found !== undefined)
    return {
      element: found[0],
      littleEndian: order !== ">",
      complex: found[1],
      notes: kind === "b" ? ["true and false, read as 1 and 0"] : [],
    };
  if (kind === "O")
    throw problem(
      "refused",
      "an array of Python objects is a pickle, which runs code when it is read",
      descr,
      file,
      "save numbers: np.save(path, np.asarray(array, dtype=float))",
    );
  const advice = "save it as numbers first: np.save(path, array.astype(np.float64))";
  if (kind === undefined) throw problem("bad-header", "the header's dtype makes no sense", descr, file);
  if (kind === "f" || kind === "c")
    throw problem(
      "unsupported",
      "numbers of extended precision differ between machines",
      descr,
      file,
      advice,
    );
  throw problem(
    "unsupported",
    `an array of ${kinds[kind] ?? "this dtype"} is no spectrogram`,
    descr,
    file,
    advice,
  );
}

const kinds: Readonly<Record<string, string>> = {
  S: "byte strings",
  a: "byte strings",
  U: "strings",
  M: "dates",
  m: "time spans",
  V: "raw bytes (or bfloat16, which NumPy cannot name)",
};

/** A record of two equal floats that are called real and imaginary is a complex number by another name. */
function readFields(fields: readonly Literal[], file: string): Dtype {
  const pairs = fields.map((field) => (Array.isArray(field) ? field : []));
  const [real, imaginary] = pairs;
  const named =
    pairs.length === 2 &&
    pairs.every((pair) => pair.length === 2 && typeof pair[1] === "string") &&
    /^(re|real|r)$/i.test(String(real[0])) &&
    /^(im|imag|imaginary|i)$/i.test(String(imaginary[0])) &&
    real[1] === imaginary[1];
  if (named) {
    const part = readSimple(String(real[1]), file);
    if (!part.complex)
      return { ...part, complex: true, notes: ["a structured array read as complex numbers"] };
  }
  const holdsObjects = pairs.some((pair) => typeof pair[1] === "string" && /O/.test(pair[1]));
  throw problem(
    holdsObjects ? "refused" : "unsupported",
    "a structured array holds several arrays in one",
    fields,
    file,
    "save one field of it: np.save(path, array['name'])",
  );
}

function problem(
  code: FormatErrorCode,
  what: string,
  descr: Literal,
  file: string,
  advice = "the header is damaged, or this is another format",
): FormatError {
  const found = `dtype ${JSON.stringify(descr)}`;
  return new FormatError(code, what, {
    file,
    found: found.length > 120 ? `${found.slice(0, 117)}...` : found,
    advice,
  });
}

const codes: Readonly<Record<BinaryElement, string>> = {
  int8: "|i1",
  uint8: "|u1",
  int16: "<i2",
  uint16: "<u2",
  int32: "<i4",
  uint32: "<u4",
  int64: "<i8",
  uint64: "<u8",
  float16: "<f2",
  float32: "<f4",
  float64: "<f8",
};

/** The `descr` to write; undefined where NumPy has no such complex number. */
export function writeDtype(element: BinaryElement, complex: boolean): string | undefined {
  if (!complex) return codes[element];
  return element === "float32" ? "<c8" : element === "float64" ? "<c16" : undefined;
}
