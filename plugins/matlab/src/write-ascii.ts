import {
  type ArrayToWrite,
  type ByteSink,
  FormatError,
  fitsFloat32,
  type WriteOptions,
} from "@unspectro/core/plugin";
import { writeLines } from "@unspectro/text";
import { linesAlong } from "./lines-along.ts";

/** What `save -ascii` prints after the point, and with `-double`. Octave prints the first; both read either. */
const SINGLE = 8;
const DOUBLE = 16;

/**
 * Writes a matrix as `save -ascii` does; as with `-double` where 9 digits are not enough.
 *
 * @throws FormatError `not-writable` for several, complex or three-dimensional arrays; `aborted`
 */
export async function writeAscii(
  arrays: readonly ArrayToWrite[],
  sink: ByteSink,
  options: WriteOptions = {},
): Promise<void> {
  const [array] = arrays;
  if (array === undefined || arrays.length > 1 || array.source.complex || array.source.channels > 1) {
    throw new FormatError("not-writable", "`save -ascii` keeps one real matrix", {
      file: sink.name,
      advice: "write a .mat file, or Octave's text (.txt)",
    });
  }
  const { source } = array;
  const decimals =
    options.digits === undefined
      ? fitsFloat32(options.element ?? source.element)
        ? SINGLE
        : DOUBLE
      : options.digits - 1;
  const cell = (value: number): string => {
    if (Number.isNaN(value)) return "NaN";
    if (!Number.isFinite(value)) return value > 0 ? "Inf" : "-Inf";
    return value.toExponential(decimals).replace(/e([+-])(\d)$/, "e$10$2");
  };
  const format = { cell, separator: " ", lead: " " };
  await writeLines(linesAlong(source, options.frameAxis ?? 0), sink, format, options.signal);
}
