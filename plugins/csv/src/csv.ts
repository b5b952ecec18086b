import { type FormatPlugin, PROBE_BYTES } from "@unspectro/core/plugin";
import { describeMatrix, isText, sampleHead } from "@unspectro/text";
import { openCsv } from "./open.ts";
import { writeCsv } from "./write.ts";

/** Text of numbers has no signature: other text formats with one come first. */
const LIKELY = 0.5;
const NAMED_SO = 0.6;

/**
 * Numbers in text: separated by commas, tabs, semicolons or spaces; with header lines and index columns (pandas, R) or
 * without; decimal point or comma; remarks; `nan` and `inf` in every spelling; complex numbers. What was recognised
 * stands in the source's `notes`; `options.text` overrules it.
 *
 * @example
 * ```ts
 * import { csv } from "@unspectro/csv";
 *
 * console.log(csv.probe(new TextEncoder().encode("0.5,1\n2,3.25\n"), "spectrogram")); // 0.5
 * ```
 */
export const csv: FormatPlugin = {
  id: "csv",
  title: "numbers in text (.csv, .tsv, .txt)",
  extensions: ["csv", "tsv", "txt", "dat", "asc"],
  probe(head, name) {
    if (!isText(head) || isOctave(head) || isBracketed(head)) return 0;
    const matrix = describeMatrix(sampleHead(head, head.length < PROBE_BYTES));
    if (matrix === undefined) return 0;
    return csv.extensions.some((extension) => name.toLowerCase().endsWith(`.${extension}`))
      ? NAMED_SO
      : LIKELY;
  },
  async list(bytes, options) {
    const source = await openCsv(bytes, options);
    const { shape, element, complex } = source;
    await source.close();
    return [{ name: "", shape, element, complex }];
  },
  open: openCsv,
  write: writeCsv,
};

/** JSON, which would pass for one long row with a label. */
function isBracketed(head: Uint8Array): boolean {
  return /^\s*[[{]/.test(new TextDecoder().decode(head.subarray(0, 200)));
}

/** Octave's text would pass for numbers under remarks, its arrays for one. */
function isOctave(head: Uint8Array): boolean {
  return new TextDecoder().decode(head.subarray(0, 200)).startsWith("# Created by Octave");
}
