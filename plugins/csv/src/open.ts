import { type ByteSource, FormatError, type FrameSource, type OpenOptions } from "@unspectro/core/plugin";
import { describeMatrix, openTextMatrix, sampleFile } from "@unspectro/text";

/**
 * Opens a text of numbers as frames, a line a record.
 *
 * @throws FormatError `empty`, `not-this-format`, `unsupported` (UTF-16), `truncated`, `bad-shape` for rows of unequal
 * length, `bad-number`, all with the line; `no-array`, `aborted`
 */
export async function openCsv(bytes: ByteSource, options: OpenOptions = {}): Promise<FrameSource> {
  const { text, array, signal } = options;
  if (array !== undefined && array !== "") {
    const advice = "leave the array's name out";
    throw new FormatError("no-array", "text holds one nameless array", {
      file: bytes.name,
      found: array,
      advice,
    });
  }
  const sample = await sampleFile(bytes, text?.headerLines, signal);
  if (sample.lines.length === 0) throw new FormatError("empty", "the file is empty", { file: bytes.name });
  const matrix = describeMatrix(sample, text);
  if (matrix === undefined) {
    throw new FormatError("not-this-format", "these are no lines of numbers", {
      file: bytes.name,
      where: `line ${sample.lines[0].number}`,
      expected: "numbers separated by commas, tabs, semicolons or spaces",
      advice: "say how many header lines there are, or what separates the numbers, if it is text",
    });
  }
  return openTextMatrix(bytes, matrix, { format: "csv", name: bytes.name }, signal);
}
