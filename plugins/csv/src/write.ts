import {
  type ArrayToWrite,
  type ByteSink,
  FormatError,
  matrixAxes,
  orient,
  type WriteOptions,
} from "@unspectro/core/plugin";
import { formatComplex, numberFormat, writeLines } from "@unspectro/text";

/**
 * Writes one array as lines of numbers, in as many digits as reading back the same takes, or `digits`.
 *
 * @throws FormatError `not-writable` for several arrays or channels; `aborted`
 */
export async function writeCsv(
  arrays: readonly ArrayToWrite[],
  sink: ByteSink,
  options: WriteOptions = {},
): Promise<void> {
  const [array] = arrays;
  if (array === undefined || arrays.length > 1 || array.source.channels > 1) {
    throw new FormatError("not-writable", "text of this kind holds one matrix", {
      file: sink.name,
      found: arrays.length > 1 ? `${arrays.length} arrays` : `${array?.source.channels ?? 0} channels`,
      advice: "write each to a file of its own, or use .npy",
    });
  }
  const { separator = ",", digits, frameAxis = 0, signal } = options;
  const format = numberFormat(options.element ?? array.source.element, digits);
  const cell = array.source.complex
    ? (re: number, im: number) => formatComplex(format, re, im)
    : (re: number) => format(re);
  await writeLines(array.source, sink, { cell, separator }, signal);
}
