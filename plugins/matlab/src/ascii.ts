import {
  type ByteSource,
  FormatError,
  type FrameSource,
  type OpenOptions,
  PROBE_BYTES,
} from "@unspectro/core/plugin";
import {
  describeMatrix,
  isText,
  openTextMatrix,
  sampleFile,
  sampleHead,
  type TextMatrix,
} from "@unspectro/text";

/**
 * How `save -ascii` prints: every number after a blank, with 7 decimals (MATLAB), 8 (Octave) or 16 (`-double`), and an
 * exponent. Other text of numbers is left to other readers.
 */
const SAVED_LINE = /^( +(-?\d\.(\d{7,8}|\d{16})e[+-]\d{2,3}|NaN|-?Inf))+ *\r?$/;
const LOOKED_AT = 8;

/** Whether a text looks like `save -ascii`'s. */
export function isAscii(head: Uint8Array): boolean {
  if (!isText(head)) return false;
  const { lines } = sampleHead(head, head.length < PROBE_BYTES);
  const texts = lines.slice(0, LOOKED_AT).map(({ bytes, whole }) => {
    const text = String.fromCharCode(...bytes);
    return whole ? text : text.replace(/ +\S*$/, ""); // its last number may be cut
  });
  return (
    texts.length > 0 &&
    texts.some((text) => text.includes("e")) &&
    texts.every((text) => SAVED_LINE.test(text))
  );
}

/**
 * Opens a text that `save -ascii` wrote. It holds one matrix, or several under one another, which cannot be told apart:
 * then rows are of unequal length.
 *
 * @throws FormatError `no-array`, and what text throws: `truncated`, `bad-shape`, `bad-number`, `aborted`
 */
export async function openAscii(
  bytes: ByteSource,
  { array, text, signal }: OpenOptions,
): Promise<FrameSource> {
  if (array !== undefined && array !== "") {
    const advice = "leave the array's name out";
    throw new FormatError("no-array", "`save -ascii` keeps no names", {
      file: bytes.name,
      found: array,
      advice,
    });
  }
  const sample = await sampleFile(bytes, text?.headerLines, signal);
  const found = describeMatrix(sample, text);
  if (found === undefined) throw new FormatError("bad-number", "no lines of numbers", { file: bytes.name });
  const matrix: TextMatrix = { ...found, linesEnd: true, notes: ["save -ascii", ...found.notes] };
  return openTextMatrix(bytes, matrix, { format: "matlab", name: bytes.name }, signal);
}
