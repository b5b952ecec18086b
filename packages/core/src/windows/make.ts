import type { WindowFamily, WindowSpec } from "../convention/convention.ts";
import { checkWindow } from "./check.ts";
import {
  cosineSum,
  cosineWeights,
  gaussian,
  kaiser,
  rootHann,
  type Shape,
  sine,
  triangle,
  tukey,
} from "./formulas.ts";

/**
 * The samples of a window, equal to SciPy's to 1e-12 where SciPy has the family.
 *
 * A periodic window (`symmetric` false) is the symmetric one of length L + 1 without its last sample, as SciPy's
 * `fftbins=True`. One sample is 1 in every family. `sine` symmetric is the MDCT's sin(pi (n + 1/2) / L); `sqrt-hann`
 * periodic is sin(pi n / L). `hanning` symmetric is the Hann of length L + 2 without its zero ends (MATLAB and Octave);
 * periodic, as MATLAB has it, the periodic Hann itself.
 *
 * @returns `spec.length` samples, the caller's own
 * @throws ConventionError `bad-convention` for an unknown family, a bad length, a missing or impossible parameter
 *
 * @example
 * ```ts
 * import { makeWindow } from "@unspectro/core";
 *
 * const hann = makeWindow({ family: "hann", length: 4, symmetric: false });
 * console.log([...hann]); // [0, 0.5, 1, 0.5]
 * ```
 */
export function makeWindow(spec: WindowSpec): Float64Array {
  checkWindow(spec);
  const { family, length } = spec;
  if (family === "samples") return Float64Array.from(spec.values!);
  const window = new Float64Array(length);
  if (length === 1) return window.fill(1);
  if (family === "hanning" && spec.symmetric)
    return fill(window, cosineSum(cosineWeights.hann), length + 2, 1);
  const extended = spec.symmetric ? length : length + 1;
  return fill(window, shapeOf(family, spec, (extended - 1) / 2), extended, 0);
}

/** The formula of a family; `half` = half the distance, in samples, between first and last. */
function shapeOf(family: Exclude<WindowFamily, "samples">, spec: WindowSpec, half: number): Shape {
  switch (family) {
    case "rectangular":
      return () => 1;
    case "hanning":
      return cosineSum(cosineWeights.hann);
    case "general-hamming":
      return cosineSum([spec.parameter!, 1 - spec.parameter!]);
    case "general-cosine":
      return cosineSum(spec.values!);
    case "bartlett":
      return triangle;
    case "sine":
      return sine(half);
    case "sqrt-hann":
      return rootHann;
    case "kaiser":
      return kaiser(spec.parameter!);
    case "gaussian":
      return gaussian(spec.parameter!, half);
    case "tukey":
      return tukey(spec.parameter ?? 0.5, half);
    default:
      return cosineSum(cosineWeights[family]);
  }
}

/** Samples `first`, `first` + 1, ... of the symmetric window of `extended` samples; each formula is asked once a pair. */
function fill(window: Float64Array, shape: Shape, extended: number, first: number): Float64Array {
  const last = extended - 1;
  for (let n = first; 2 * n <= last; n++) {
    const value = shape((2 * n) / last - 1);
    if (n - first < window.length) window[n - first] = value;
    if (last - n - first < window.length) window[last - n - first] = value;
  }
  return window;
}
