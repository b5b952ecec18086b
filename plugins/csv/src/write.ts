import {
  type ArrayToWrite,
  type ByteSink,
  FormatError,
  type FrameSource,
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
  await writeLines(frameAxis === 0 ? array.source : turn(array.source), sink, { cell, separator }, signal);
}

/** The source with what were numbers of a record as records: a line for each bin. */
function turn(source: FrameSource): FrameSource {
  const [rows, columns] = matrixAxes(source);
  return orient(source, source.frameAxis === rows ? columns : rows);
}
