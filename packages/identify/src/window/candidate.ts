import { makeWindow, type WindowFamily, type WindowSpec } from "@unspectro/core";

/** A window at a place in the FFT buffer: one hypothesis. */
export interface WindowCandidate {
  readonly spec: WindowSpec;
  /** Where its first sample stands in the buffer. */
  readonly offset: number;
}

/** Families without a parameter, the likeliest first; where two fit equally, the earlier is told. */
export const PLAIN: readonly { readonly family: WindowFamily; readonly symmetric: boolean }[] = [
  { family: "hann", symmetric: false },
  { family: "hamming", symmetric: false },
  { family: "rectangular", symmetric: true },
  { family: "hann", symmetric: true },
  { family: "hamming", symmetric: true },
  { family: "blackman", symmetric: false },
  { family: "sqrt-hann", symmetric: false },
  { family: "sine", symmetric: true },
  { family: "sine", symmetric: false },
  { family: "blackman", symmetric: true },
  { family: "hanning", symmetric: true },
  { family: "blackman-harris", symmetric: false },
  { family: "nuttall", symmetric: false },
  { family: "bartlett", symmetric: false },
  { family: "sqrt-hann", symmetric: true },
  { family: "bartlett", symmetric: true },
  { family: "blackman-harris", symmetric: true },
  { family: "nuttall", symmetric: true },
  { family: "flat-top", symmetric: false },
  { family: "flat-top", symmetric: true },
];

/** Four-term cosine windows that other toolboxes give these names (LTFAT's `nuttall` variants among them). */
export const COSINES: readonly (readonly number[])[] = [
  [0.355768, 0.487396, 0.144232, 0.012604],
  [0.3635819, 0.4891775, 0.1365995, 0.0106411],
  [0.338946, 0.481973, 0.161054, 0.018027],
  [0.3125, 0.46875, 0.1875, 0.03125],
  [0.375, 0.5, 0.125],
  [0.40897, 0.5, 0.09103],
  [0.4243801, 0.4973406, 0.0782793],
  [0.42323, 0.49755, 0.07922],
  [0.44959, 0.49364, 0.05677],
  [7938 / 18608, 9240 / 18608, 1430 / 18608],
];

/** Families with a parameter, as multiples that do not depend on the length. */
export const PARAMETRIC: readonly {
  readonly family: WindowFamily;
  readonly grid: readonly number[];
  /** From the grid's number to `WindowSpec.parameter`. */
  readonly parameter: (value: number, length: number) => number;
}[] = [
  {
    family: "kaiser",
    grid: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 20],
    parameter: (beta) => beta,
  },
  {
    family: "gaussian",
    grid: [0.07, 0.085, 0.1, 0.115, 0.13, 0.15, 0.17, 0.2, 0.23, 0.27, 0.32],
    parameter: (share, length) => share * length,
  },
  { family: "tukey", grid: [0.05, 0.1, 0.2, 0.25, 0.35, 0.5, 0.65, 0.8, 0.95], parameter: (share) => share },
  {
    family: "general-hamming",
    grid: [0.51, 0.53, 0.56, 0.6, 0.66, 0.75, 0.85, 0.95],
    parameter: (alpha) => alpha,
  },
];

/** The window in its buffer; undefined where it cannot be made or does not fit. */
export function buffered({ spec, offset }: WindowCandidate, size: number): Float64Array | undefined {
  if (offset < 0 || spec.length < 2 || offset + spec.length > size) return undefined;
  const window = makeWindow(spec);
  if (window.length === size) return window;
  const buffer = new Float64Array(size);
  buffer.set(window, offset);
  return buffer;
}
