import type { Numbers } from "@unspectro/core";

/** The audio, `length` samples, within a signal that begins at sample `start` of it (negative where padding comes first). */
export function audioWithin(signal: Numbers, start: number, length: number): Float64Array<ArrayBuffer> {
  const audio = new Float64Array(length);
  audio.set(signal.subarray(Math.max(0, -start), Math.max(0, length - start)), Math.max(0, start));
  return audio;
}
