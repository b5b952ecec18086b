import type { Numbers } from "@unspectro/core";
import type { Reals } from "../plan/memory.ts";

/** Numbers of a block, about, in each input array: small enough for a processor's second cache. */
const BLOCK_NUMBERS = 2 ** 16;

/** Frames of a block when a frame has, or moves on by, so many numbers. */
export function blockFor(numbers: number): number {
  return Math.min(1024, Math.max(16, 4 * Math.floor(BLOCK_NUMBERS / numbers / 4)));
}

/** Columns `first` .. `first + count - 1` of `rows` rows of `stride` numbers, moved together. */
export function copyColumns(
  from: Numbers,
  to: Reals,
  stride: number,
  first: number,
  count: number,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    to.set(from.subarray(row * stride + first, row * stride + first + count), row * count);
  }
}

/** One array of all parts, of the type of `like`. */
export function join(parts: readonly Reals[], like: Reals): Reals {
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = like instanceof Float32Array ? new Float32Array(total) : new Float64Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
