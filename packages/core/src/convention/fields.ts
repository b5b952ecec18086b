import type { WindowFamily } from "./convention.ts";
import type { FieldInfo } from "./field-info.ts";

const families: readonly WindowFamily[] = [
  "rectangular",
  "hann",
  "hanning",
  "hamming",
  "general-hamming",
  "blackman",
  "blackman-harris",
  "nuttall",
  "flat-top",
  "bartlett",
  "sine",
  "sqrt-hann",
  "kaiser",
  "gaussian",
  "tukey",
  "general-cosine",
  "samples",
];

/** Every field of a convention, in the order in which people read them. */
export const conventionFields: readonly FieldInfo[] = [
  { path: "layout.frames", says: "what one frame is in the array", values: ["rows", "columns"] },
  {
    path: "layout.sides",
    says: "which half of the spectrum is stored, and where DC stands",
    values: ["one", "two", "centred", "centred-nyquist-last"],
  },
  {
    path: "layout.dropped",
    says: "edge bins that are not stored",
    values: ["dc", "nyquist"],
    list: true,
  },
  { path: "layout.cutTop", says: "further bins missing at the top", number: { integer: true, least: 0 } },
  { path: "layout.flipped", says: "stored from the highest frequency down", boolean: true },
  { path: "layout.skipRows", says: "leading rows that are not data", number: { integer: true, least: 0 } },
  {
    path: "layout.skipColumns",
    says: "leading columns that are not data",
    number: { integer: true, least: 0 },
  },
  {
    path: "encoding.magnitude.scale",
    says: "what a stored magnitude is of the amplitude",
    values: ["amplitude", "power", "power-law", "decibel", "logarithm", "log1p"],
  },
  {
    path: "encoding.magnitude.exponent",
    says: "power law: the exponent on the amplitude",
    number: { above: 0 },
    optional: true,
  },
  {
    path: "encoding.magnitude.factor",
    says: "decibel: 20 or 10; logarithm and log1p: the factor",
    number: { above: 0 },
    optional: true,
  },
  {
    path: "encoding.magnitude.reference",
    says: "decibel: the amplitude of 0 dB",
    number: { above: 0 },
    optional: true,
  },
  {
    path: "encoding.magnitude.base",
    says: "logarithm: its base",
    values: ["e"],
    number: { above: 1 },
    optional: true,
  },
  {
    path: "encoding.magnitude.added",
    says: "logarithm: what was added before taking it",
    number: { least: 0 },
    optional: true,
  },
  {
    path: "encoding.magnitude.multiplier",
    says: "stored = multiplier x value + offset",
    number: { notZero: true },
    optional: true,
  },
  {
    path: "encoding.magnitude.offset",
    says: "stored = multiplier x value + offset",
    number: {},
    optional: true,
  },
  {
    path: "encoding.magnitude.floor",
    says: "stored value at which small magnitudes were clipped",
    number: {},
    nullable: true,
    optional: true,
  },
  {
    path: "encoding.phase.unit",
    says: "the unit of stored angles",
    values: ["radians", "degrees", "turns", "half-turns"],
  },
  {
    path: "encoding.phase.multiplier",
    says: "stored = multiplier x angle + offset",
    number: { notZero: true },
    optional: true,
  },
  {
    path: "encoding.phase.offset",
    says: "stored = multiplier x angle + offset",
    number: {},
    optional: true,
  },
  { path: "encoding.phase.sign", says: "-1 where the transform was conjugated", values: [1, -1] },
  {
    path: "encoding.phase.origin",
    says: "the sample that phase zero refers to",
    values: ["frame-start", "window-centre", "signal-start"],
    number: { integer: true },
  },
  {
    path: "encoding.phase.wrapped",
    says: "how angles are spread beyond one turn",
    values: ["wrapped", "unwrapped-frequency", "unwrapped-time"],
  },
  {
    path: "encoding.phase.difference",
    says: "time: each frame holds the difference to the one before",
    values: ["none", "time"],
    optional: true,
  },
  {
    path: "encoding.scaling.rule",
    says: "what the transform was divided by",
    values: ["none", "window-sum", "window-energy", "fft-size", "sqrt-fft-size", "density"],
  },
  {
    path: "encoding.scaling.gain",
    says: "a further factor on the transform",
    number: { above: 0 },
    optional: true,
  },
  {
    path: "encoding.scaling.innerBins",
    says: "amplitude factor of bins other than DC and Nyquist",
    number: { above: 0 },
    optional: true,
  },
  {
    path: "encoding.detrend",
    says: "whether each frame's mean was removed before windowing",
    values: ["none", "frame-mean"],
  },
  {
    path: "geometry.fftSize",
    says: "FFT size N, in samples",
    number: { integer: true, least: 1 },
  },
  { path: "geometry.hop", says: "hop R between frames, in samples", number: { integer: true, least: 1 } },
  { path: "geometry.window.family", says: "the window's family", values: families },
  {
    path: "geometry.window.length",
    says: "the window's length L, in samples",
    number: { integer: true, least: 1 },
  },
  { path: "geometry.window.symmetric", says: "symmetric, or periodic (DFT-even)", boolean: true },
  {
    path: "geometry.window.parameter",
    says: "alpha, beta, standard deviation or taper share, as the family has it",
    number: {},
    optional: true,
  },
  {
    path: "geometry.window.values",
    says: "the window's samples, or the weights of a sum of cosines",
    number: {},
    list: true,
    optional: true,
  },
  {
    path: "geometry.placement",
    says: "where the window begins in the FFT buffer",
    values: ["start", "centre"],
    number: { integer: true },
  },
  {
    path: "geometry.start",
    says: "where the first FFT buffer begins, relative to the audio",
    values: ["zero", "half-fft", "half-window"],
    number: { integer: true },
  },
  {
    path: "geometry.padding",
    says: "what lies beyond the audio's ends",
    values: ["none", "zeros", "reflect", "edge", "circular"],
  },
  {
    path: "geometry.tail",
    says: "which frames there are at the end",
    values: ["fit", "fit-window", "fit-window-early", "cover", "touch", "ceil", "circular"],
  },
  {
    path: "geometry.length",
    says: "samples of audio, where known",
    number: { integer: true, least: 1 },
    nullable: true,
    optional: true,
  },
  {
    path: "geometry.sampleRate",
    says: "sample rate in hertz, where known",
    number: { above: 0 },
    nullable: true,
    optional: true,
  },
];

/** The row of the table with this path, if there is one. */
export function fieldInfo(path: string): FieldInfo | undefined {
  return conventionFields.find((field) => field.path === path);
}
