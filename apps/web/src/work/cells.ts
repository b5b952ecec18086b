import { alignPair, binMap, frameDecoder, makeWindow, scalingFactor } from "@unspectro/core";
import type { Cell } from "../protocol.ts";
import type { Desk } from "./desk.ts";

/** What stands in one cell, in decibels and degrees. */
export async function cellAt(
  desk: Desk,
  { frame, bin }: { readonly frame: number; readonly bin: number },
): Promise<Cell> {
  const { pyramid, pair, kind } = desk;
  if (pyramid === undefined || pair === undefined) throw new DOMException("stopped", "AbortError");
  const { bins } = pyramid.source;
  if (kind === "magnitudes") {
    const amplitudes = new Float32Array(bins);
    await pyramid.source.read(frame, 1, amplitudes);
    return { decibels: 20 * Math.log10(amplitudes[bin]!), degrees: undefined };
  }
  const { convention } = pyramid.request;
  const stream = alignPair(pair, convention);
  const scaling = scalingFactor(convention, makeWindow(convention.geometry.window));
  const decoder = frameDecoder(stream.convention, binMap(stream.convention, scaling));
  const magnitude = new Float64Array(stream.bins * (stream.complex ? 2 : 1));
  const phase = stream.complex ? undefined : new Float64Array(stream.bins);
  await stream.read(0, Math.min(frame, stream.frames - 1), 1, magnitude, phase);
  const spectrum = new Float64Array(2 * bins);
  decoder.decode(magnitude, phase, 0, spectrum);
  const [re, im] = [spectrum[2 * bin]!, spectrum[2 * bin + 1]!];
  return { decibels: 20 * Math.log10(Math.hypot(re, im)), degrees: (Math.atan2(im, re) * 180) / Math.PI };
}
