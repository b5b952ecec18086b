import type { Numbers } from "@unspectro/core/plugin";
import { LITTLE_ENDIAN_HOST } from "./encode.ts";

/** The bits of a float32 without its sign rise with its size; from here on they are infinity and NaN. */
const MAGNITUDE = 0x7fffffff;
const INFINITE = 0x7f800000;

const bits = new Int32Array(1);
const value = new Float32Array(bits.buffer);

/** Samples that are a file's bytes as they lie in memory. */
export interface Verbatim {
  readonly bytes: Uint8Array;
  readonly peak: number;
}

/** The first `count` samples as the bytes of a float32 file; undefined where they must be converted or made finite. */
export function verbatim(samples: Numbers, count: number): Verbatim | undefined {
  if (!LITTLE_ENDIAN_HOST || !(samples instanceof Float32Array)) return undefined;
  bits[0] = largest(new Int32Array(samples.buffer, samples.byteOffset, count));
  if (bits[0]! >= INFINITE) return undefined;
  return { bytes: new Uint8Array(samples.buffer, samples.byteOffset, 4 * count), peak: value[0]! };
}

/** Four maxima side by side, so that no comparison waits for the one before. */
function largest(patterns: Int32Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 4 <= patterns.length; i += 4) {
    a = Math.max(a, patterns[i]! & MAGNITUDE);
    b = Math.max(b, patterns[i + 1]! & MAGNITUDE);
    c = Math.max(c, patterns[i + 2]! & MAGNITUDE);
    d = Math.max(d, patterns[i + 3]! & MAGNITUDE);
  }
  for (; i < patterns.length; i++) a = Math.max(a, patterns[i]! & MAGNITUDE);
  return Math.max(a, b, c, d);
}
