import type { ByteSink, FrameSource } from "@unspectro/core/plugin";
import { throwIfAborted } from "@unspectro/core/plugin";
import type { FormatNumber } from "./format-number.ts";

/** How the lines of a text matrix are put together. */
export interface LineFormat {
  /** Writes one cell. */
  readonly cell: (re: number, im: number) => string;
  readonly separator: string;
  /** Before the first cell of each line. */
  readonly lead?: string;
}

/** Numbers held in memory at a time. */
const BLOCK_NUMBERS = 1 << 16;

/**
 * Writes a source as lines of text, a record a line, in blocks. The caller turns the source first if its other axis
 * should be the lines.
 */
export async function writeLines(
  source: FrameSource,
  sink: ByteSink,
  format: LineFormat,
  signal?: AbortSignal,
): Promise<void> {
  const { frames, bins } = source;
  const unit = source.complex ? 2 : 1;
  const binCount = Math.min(bins, BLOCK_NUMBERS);
  const most = Math.max(1, Math.min(source.blockFrames, Math.floor(BLOCK_NUMBERS / bins)));
  const block = new Float64Array(most * binCount * unit);
  const encoder = new TextEncoder();
  for (let start = 0; start < frames; start += most) {
    const count = Math.min(most, frames - start);
    for (let firstBin = 0; firstBin < bins; firstBin += binCount) {
      throwIfAborted(signal, sink.name);
      const width = Math.min(binCount, bins - firstBin);
      await source.read(start, count, block, { firstBin, binCount: width, ...(signal ? { signal } : {}) });
      await sink.write(
        encoder.encode(lines(block, count, width, unit, format, firstBin, firstBin + width === bins)),
      );
    }
  }
}

/** Rows of cells as text; a row that goes on from the last block, or into the next, is not begun or ended. */
function lines(
  block: Float64Array,
  count: number,
  width: number,
  unit: number,
  { cell, separator, lead = "" }: LineFormat,
  firstBin: number,
  ends: boolean,
): string {
  let text = "";
  for (let row = 0; row < count; row++) {
    text += firstBin === 0 ? lead : separator;
    for (let bin = 0; bin < width; bin++) {
      if (bin > 0) text += separator;
      const at = (row * width + bin) * unit;
      text += cell(block[at], unit === 2 ? block[at + 1] : 0);
    }
    if (ends) text += "\n";
  }
  return text;
}

/** A complex cell as Python, NumPy and pandas read it, and MATLAB with its `i` for `j`: `1.5-2j`. */
export function formatComplex(format: FormatNumber, re: number, im: number): string {
  const imaginary = format(im);
  return `${format(re)}${imaginary.startsWith("-") ? "" : "+"}${imaginary}j`;
}
