import type { ArrayToWrite, ByteSink, WriteOptions } from "@unspectro/core/plugin";
import { writeMat5 } from "./mat5/write.ts";
import { writeOctave } from "./octave/write.ts";
import { writeAscii } from "./write-ascii.ts";

/**
 * Writes a MAT-file of version 5; Octave's text to a sink called .txt; the text of `save -ascii`, which holds one real
 * matrix without its name, to one called .asc or .ascii.
 *
 * @throws FormatError `not-writable`, `aborted`
 */
export async function writeMatlab(
  arrays: readonly ArrayToWrite[],
  sink: ByteSink,
  options: WriteOptions = {},
): Promise<void> {
  if (/\.txt$/i.test(sink.name)) return writeOctave(arrays, sink, options);
  if (/\.asc(ii)?$/i.test(sink.name)) return writeAscii(arrays, sink, options);
  return writeMat5(arrays, sink, options);
}
