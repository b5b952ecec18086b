import { bluesteinFft } from "./bluestein.ts";
import { factorise, mixedRadixFft } from "./mixed-radix.ts";
import { powerOfTwoFft } from "./power-of-two.ts";
import type { ComplexFft } from "./types.ts";

/** Above this prime factor a direct butterfly of radix r, O(r^2), loses to Bluestein's three fast transforms. */
const LARGEST_DIRECT_FACTOR = 50;

/**
 * Plans a complex DFT of any length: fft.js for powers of two, mixed radix where the prime factors are small,
 * Bluestein's chirp for the rest. O(N log N) for every N.
 *
 * @throws RangeError unless `size` is a positive integer (below 2^26, so that tables stay indexable)
 *
 * @example
 * ```ts
 * import { complexFft } from "@unspectro/core";
 *
 * const fft = complexFft(3);
 * const spectrum = new Float64Array(6);
 * fft.forward(Float64Array.of(1, 0, 1, 0, 1, 0), spectrum);
 * console.log(spectrum[0]); // 3
 * ```
 */
export function complexFft(size: number): ComplexFft {
  checkSize(size);
  if (size > 1 && (size & (size - 1)) === 0) return powerOfTwoFft(size);
  const factors = factorise(size);
  if ((factors.at(-1) ?? 1) <= LARGEST_DIRECT_FACTOR) return mixedRadixFft(size, factors);
  return bluesteinFft(size);
}

export function checkSize(size: number): void {
  if (!Number.isInteger(size) || size < 1 || size >= 2 ** 26)
    throw new RangeError(`an FFT size is an integer from 1 to 2^26 - 1, not ${size}`);
}
