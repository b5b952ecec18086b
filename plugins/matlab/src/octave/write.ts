import {
  type ArrayToWrite,
  type ByteSink,
  type FrameSource,
  throwIfAborted,
  type WriteOptions,
} from "@unspectro/core/plugin";
import { type FormatNumber, numberFormat, writeLines } from "@unspectro/text";
import { columnsAlong, linesAlong } from "../lines-along.ts";
import { variableNames } from "../names.ts";

/**
 * Writes arrays as the text of Octave's `save -text`: `load` reads it back, in Octave.
 *
 * @throws FormatError `not-writable`, `aborted`
 */
export async function writeOctave(
  arrays: readonly ArrayToWrite[],
  sink: ByteSink,
  options: WriteOptions = {},
): Promise<void> {
  const names = variableNames(arrays, sink.name);
  const encoder = new TextEncoder();
  throwIfAborted(options.signal, sink.name);
  await sink.write(encoder.encode("# Created by Octave-compatible unspectro\n"));
  for (const [at, { source }] of arrays.entries()) {
    await sink.write(encoder.encode(headerOf(names[at], source, options.frameAxis ?? 0)));
    await writeData(source, sink, options);
    await sink.write(encoder.encode("\n\n"));
  }
}

function headerOf(name: string, source: FrameSource, frameAxis: 0 | 1): string {
  const { frames, bins, channels, complex } = source;
  const [rows, columns] = frameAxis === 0 ? [frames, bins] : [bins, frames];
  const begin = `# name: ${name}\n# type: ${complex ? "complex matrix" : "matrix"}\n`;
  if (channels === 1) return `${begin}# rows: ${rows}\n# columns: ${columns}\n`;
  return `${begin}# ndims: 3\n ${rows} ${columns} ${channels}\n`;
}

async function writeData(source: FrameSource, sink: ByteSink, options: WriteOptions): Promise<void> {
  const frameAxis = options.frameAxis ?? 0;
  const format = octaveFormat(numberFormat(options.element ?? source.element, options.digits));
  const cell = source.complex ? (re: number, im: number) => `(${format(re)},${format(im)})` : format;
  if (source.channels === 1) {
    await writeLines(
      linesAlong(source, frameAxis),
      sink,
      { cell, separator: " ", lead: " " },
      options.signal,
    );
    return;
  }
  // Arrays of three dimensions: a number a line, column after column.
  const columns = columnsAlong(source, frameAxis);
  for (let channel = 0; channel < source.channels; channel++) {
    await writeLines(
      oneChannel(columns, channel),
      sink,
      { cell, separator: "\n ", lead: " " },
      options.signal,
    );
  }
}

function octaveFormat(format: FormatNumber): FormatNumber {
  return (value) =>
    Number.isFinite(value) ? format(value) : Number.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
}

function oneChannel(source: FrameSource, channel: number): FrameSource {
  return {
    ...source,
    channels: 1,
    read: (start, count, into, options) => source.read(start, count, into, { ...options, channel }),
  };
}
