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
