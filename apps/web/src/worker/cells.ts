import type { Cell } from "../protocol.ts";
import type { Desk } from "./desk.ts";

/** What stands in one cell, in decibels and degrees. */
export async function cellAt(
  desk: Desk,
  { frame, bin }: { readonly frame: number; readonly bin: number },
): Promise<Cell> {
  const { pyramid } = desk;
  if (pyramid === undefined) throw new DOMException("stopped", "AbortError");
  const { spectra, source } = pyramid;
  if (spectra === undefined) {
    const amplitudes = new Float32Array(source.bins);
    await source.read(frame, 1, amplitudes);
    return { decibels: 20 * Math.log10(amplitudes[bin]!), degrees: undefined };
  }
  let cell: Cell = { decibels: Number.NEGATIVE_INFINITY, degrees: 0 };
  await spectra.read(Math.min(frame, spectra.frames - 1), 1, (spectrum) => {
    const [re, im] = [spectrum[2 * bin]!, spectrum[2 * bin + 1]!];
    cell = { decibels: 20 * Math.log10(Math.hypot(re, im)), degrees: (Math.atan2(im, re) * 180) / Math.PI };
  });
  return cell;
}
