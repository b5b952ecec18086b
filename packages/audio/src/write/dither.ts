/** A stream of random numbers that is the same for the same seed, on every machine. */
export interface Dither {
  /** The sum of two uniform numbers in [-1/2, 1/2): triangular noise of two steps' width. */
  next(): number;
}

/**
 * Triangular (TPDF) dither: with it the error of rounding has neither mean nor variance that depend on the signal
 * (Lipshitz, Wannamaker & Vanderkooy 1992, "Quantization and dither", section 4).
 *
 * The generator is Marsaglia's 32-bit xorshift (2003), whose two halves of 16 bits make the two uniform numbers.
 */
export function triangularDither(seed: number): Dither {
  let state = ditherState(seed);
  return {
    next() {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return ((state >>> 16) + (state & 0xffff)) / 65536 - 65535 / 65536;
    },
  };
}

/** Where the generator begins; never 0, which it would not leave. */
export function ditherState(seed: number): number {
  return (seed ^ 0x9e37_79b9) | 0 || 1;
}
