import type { WindowFamily } from "../convention/convention.ts";

/** A family of windows, as a form or a help text shows it. */
export interface WindowFamilyInfo {
  readonly family: WindowFamily;
  /** As in the literature: "Blackman-Harris". */
  readonly title: string;
  /** What shapes it beside length and symmetry; absent: nothing does. */
  readonly parameter?: WindowParameterInfo;
  /** What `WindowSpec.values` holds; absent: nothing is looked for there. */
  readonly values?: string;
}

/** The number in `WindowSpec.parameter`. */
export interface WindowParameterInfo {
  /** The letter or word that the literature uses. */
  readonly name: string;
  /** What it does, in a few words. */
  readonly meaning: string;
  /** Taken where none is given; absent: one must be given. */
  readonly default?: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Whether `minimum` itself is allowed. */
  readonly aboveMinimum?: boolean;
}

/** Every family, the usual ones first. */
export const windowFamilies: readonly WindowFamilyInfo[] = [
  { family: "hann", title: "Hann" },
  { family: "hamming", title: "Hamming" },
  { family: "rectangular", title: "Rectangular" },
  { family: "blackman", title: "Blackman" },
  { family: "blackman-harris", title: "Blackman-Harris" },
  { family: "nuttall", title: "Nuttall (minimum four-term)" },
  { family: "flat-top", title: "Flat top" },
  { family: "bartlett", title: "Bartlett (triangle with zero ends)" },
  { family: "sine", title: "Sine (MDCT; SciPy's cosine)" },
  { family: "sqrt-hann", title: "Square root of Hann" },
  { family: "hanning", title: "MATLAB's hanning (Hann without its zero ends)" },
  {
    family: "general-hamming",
    title: "General Hamming",
    parameter: {
      name: "alpha",
      meaning: "weight of the constant: 0.5 is Hann, 0.54 Hamming, 1 rectangular",
      minimum: -1e6,
      maximum: 1e6,
    },
  },
  {
    family: "kaiser",
    title: "Kaiser",
    parameter: {
      name: "beta",
      meaning: "0 is rectangular, 5 like Hamming, 8.6 like Blackman",
      minimum: 0,
      maximum: 1e6,
    },
  },
  {
    family: "gaussian",
    title: "Gaussian",
    parameter: {
      name: "sigma",
      meaning: "standard deviation in samples",
      minimum: 0,
      maximum: Number.MAX_VALUE,
      aboveMinimum: true,
    },
  },
  {
    family: "tukey",
    title: "Tukey (tapered cosine)",
    parameter: {
      name: "alpha",
      meaning: "share of the length that is tapered: 0 is rectangular, 1 Hann",
      default: 0.5,
      minimum: 0,
      maximum: 1,
    },
  },
  {
    family: "general-cosine",
    title: "General cosine sum",
    values: "the weights a_0, a_1, ... of the cosines",
  },
  { family: "samples", title: "Given by its samples", values: "the samples" },
];
