import { bluesteinFft } from "./bluestein.ts";
import { factorise, mixedRadixFft } from "./mixed-radix.ts";
import { powerOfTwoFft } from "./power-of-two.ts";

/**
 * A planned complex DFT of one size. Arrays hold interleaved pairs (re, im), `2 * size` numbers; `input` is left as
 * it was and must not be `output`. A plan owns scratch memory, so one plan serves one caller at a time; no call
 * allocates.
 */
export interface ComplexFft {
  /** N, any integer >= 1. */
  readonly size: number;
  /** `output[k] = sum_n input[n] e^{-2 pi i k n / N}` */
  forward(input: Float64Array, output: Float64Array): void;
  /** `output[n] = 1/N sum_k input[k] e^{2 pi i k n / N}` */
  inverse(input: Float64Array, output: Float64Array): void;
}

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
