import { accepts, expectation, type FieldInfo, fieldFlagNames, fieldInfo } from "@unspectro/core";
import { nearest } from "../talk/words.ts";
import { UsageError } from "../usage.ts";
import type { Parse } from "./parse.ts";

/** A field of the convention on the command line. What it is called and may be is core's knowledge. */
export interface FieldFlag extends FieldWords {
  /** As commander wants it: `--window-length <samples>`. */
  readonly flag: string;
}

/** What help says of a field, and how its value may be typed. */
interface FieldWords {
  /** Where the field stands: `geometry.window.length`. */
  readonly path: string;
  /** What stands for the value in the help: `<samples>`. */
  readonly takes: string;
  readonly group: string;
  /** For the help, where core's words are not enough. */
  readonly help?: string;
  /** Words that mean one of the field's values, as other programs call it. */
  readonly aliases?: Readonly<Record<string, unknown>>;
}

const GEOMETRY = "How the frames were cut from the audio:";
const MAGNITUDES = "What the stored magnitudes mean:";
const PHASES = "What the stored phases mean:";
const LAYOUT = "Where the cells stand in the array:";

const yesNo = { yes: true, no: false, true: true, false: false };
const nothing = { none: null };

/** In the order that help shows them: what people set most comes first. */
const fieldWords: readonly FieldWords[] = [
  { path: "geometry.fftSize", takes: "<samples>", group: GEOMETRY },
  {
    path: "geometry.hop",
    takes: "<samples>",
    group: GEOMETRY,
    help: "hop R from one frame to the next (not the overlap)",
  },
  {
    path: "geometry.window.family",
    takes: "<name>",
    group: GEOMETRY,
    aliases: {
      boxcar: "rectangular",
      rect: "rectangular",
      ones: "rectangular",
      none: "rectangular",
      blackmanharris: "blackman-harris",
      flattop: "flat-top",
      cosine: "sine",
      gauss: "gaussian",
      "root-hann": "sqrt-hann",
    },
  },
  { path: "geometry.window.length", takes: "<samples>", group: GEOMETRY },
  {
    path: "geometry.window.symmetric",
    takes: "<yes|no>",
    group: GEOMETRY,
    help: "symmetric (np.hanning, MATLAB) or periodic (most STFTs)",
    aliases: yesNo,
  },
  { path: "geometry.window.parameter", takes: "<number>", group: GEOMETRY },
  {
    path: "geometry.window.values",
    takes: "<numbers>",
    group: GEOMETRY,
    help: "the window's samples (or a cosine sum's weights), with commas between",
  },
  { path: "geometry.placement", takes: "<where>", group: GEOMETRY, aliases: { center: "centre" } },
  { path: "geometry.start", takes: "<where>", group: GEOMETRY },
  {
    path: "geometry.padding",
    takes: "<kind>",
    group: GEOMETRY,
    aliases: { constant: "zeros", zero: "zeros" },
  },
  { path: "geometry.tail", takes: "<rule>", group: GEOMETRY },
  { path: "geometry.length", takes: "<samples>", group: GEOMETRY, aliases: nothing },
  {
    path: "geometry.sampleRate",
    takes: "<hertz>",
    group: GEOMETRY,
    help: "in hertz; no array file says it",
  },
  {
    path: "encoding.magnitude.scale",
    takes: "<scale>",
    group: MAGNITUDES,
    aliases: {
      magnitude: "amplitude",
      linear: "amplitude",
      db: "decibel",
      log: "logarithm",
      ln: "logarithm",
    },
  },
  { path: "encoding.magnitude.exponent", takes: "<number>", group: MAGNITUDES },
  { path: "encoding.magnitude.factor", takes: "<number>", group: MAGNITUDES },
  { path: "encoding.magnitude.reference", takes: "<amplitude>", group: MAGNITUDES },
  { path: "encoding.magnitude.base", takes: "<base>", group: MAGNITUDES },
  { path: "encoding.magnitude.added", takes: "<number>", group: MAGNITUDES },
  { path: "encoding.magnitude.multiplier", takes: "<number>", group: MAGNITUDES },
  { path: "encoding.magnitude.offset", takes: "<number>", group: MAGNITUDES },
  {
    path: "encoding.magnitude.floor",
    takes: "<number>",
    group: MAGNITUDES,
    aliases: nothing,
  },
  {
    path: "encoding.scaling.rule",
    takes: "<rule>",
    group: MAGNITUDES,
    aliases: { spectrum: "window-sum", psd: "density" },
  },
  { path: "encoding.scaling.gain", takes: "<factor>", group: MAGNITUDES },
  { path: "encoding.scaling.innerBins", takes: "<factor>", group: MAGNITUDES },
  {
    path: "encoding.detrend",
    takes: "<kind>",
    group: MAGNITUDES,
    aliases: { constant: "frame-mean" },
  },
  {
    path: "encoding.phase.unit",
    takes: "<unit>",
    group: PHASES,
    aliases: { rad: "radians", radian: "radians", deg: "degrees", degree: "degrees", cycles: "turns" },
  },
  { path: "encoding.phase.multiplier", takes: "<number>", group: PHASES },
  { path: "encoding.phase.offset", takes: "<number>", group: PHASES },
  {
    path: "encoding.phase.sign",
    takes: "<1|-1>",
    group: PHASES,
    aliases: { "+1": 1, "+": 1, "-": -1 },
  },
  {
    path: "encoding.phase.origin",
    takes: "<where>",
    group: PHASES,
    aliases: { "window-center": "window-centre" },
  },
  { path: "encoding.phase.wrapped", takes: "<how>", group: PHASES },
  { path: "encoding.phase.difference", takes: "<kind>", group: PHASES },
  {
    path: "layout.frames",
    takes: "<which>",
    group: LAYOUT,
    help: "bins-by-frames (librosa, torch, SciPy) or frames-by-bins (TensorFlow)",
    aliases: {
      "bins-by-frames": "columns",
      "frames-by-bins": "rows",
      "bins-x-frames": "columns",
      "frames-x-bins": "rows",
    },
  },
  {
    path: "layout.sides",
    takes: "<which>",
    group: LAYOUT,
    aliases: {
      onesided: "one",
      "one-sided": "one",
      twosided: "two",
      "two-sided": "two",
      centered: "centred",
    },
  },
  {
    path: "layout.dropped",
    takes: "<bins>",
    group: LAYOUT,
    help: "edge bins that are not stored: dc, nyquist, dc,nyquist or none",
  },
  { path: "layout.cutTop", takes: "<bins>", group: LAYOUT },
  { path: "layout.flipped", takes: "<yes|no>", group: LAYOUT, aliases: yesNo },
  { path: "layout.skipRows", takes: "<count>", group: LAYOUT },
  { path: "layout.skipColumns", takes: "<count>", group: LAYOUT },
];

/** Every field. */
export const fieldFlags: readonly FieldFlag[] = fieldWords.map((field) => ({
  ...field,
  flag: `${flagOf(field.path)} ${field.takes}`,
}));

/** The flag of a field, without its value: `geometry.hop` gives `--hop`. */
export function flagOf(path: string): string | undefined {
  return fieldFlagNames[path];
}

/** What help says of a field: core's words, and the values it may have. */
export function helpOf(field: FieldFlag): string {
  const { says, values } = fieldInfo(field.path)!;
  if (field.help !== undefined) return field.help;
  if (values === undefined || values.length > 8 || field.flag.includes("|")) return says;
  return `${says}: ${values.join(", ")}`;
}

/** Reads a field's value as the user typed it, and checks it against core's table. */
export function parserOf({ path, aliases = {} }: FieldFlag): Parse<unknown> {
  const info = fieldInfo(path)!;
  return (text, flag) => {
    const value = info.list ? listOf(text, info) : single(text, info, aliases);
    if (accepts(info, value)) return value;
    const words = [...(info.values ?? []).map(String), ...Object.keys(aliases)];
    const near = info.values === undefined ? undefined : nearest(text, words);
    const hint = near === undefined ? "" : `. Did you mean "${near}"?`;
    throw new UsageError(`${flag} wants ${expectedOf(info)}, not "${text}"${hint}`);
  };
}

/** In the user's words: the array's axes are said by the alias, not by core's own value. */
function expectedOf(info: FieldInfo): string {
  if (info.path === "layout.frames") return "bins-by-frames or frames-by-bins";
  return info.boolean ? "yes or no" : expectation(info);
}

function single(text: string, info: FieldInfo, aliases: Readonly<Record<string, unknown>>): unknown {
  const lower = text.trim().toLowerCase().replaceAll("_", "-");
  if (lower in aliases) return aliases[lower];
  if (info.values?.includes(lower)) return lower;
  // "22 050" is a number too.
  const digits = lower.replace(/(?<=\d)[ ](?=\d)/g, "");
  return digits !== "" && !Number.isNaN(Number(digits)) ? Number(digits) : lower;
}

function listOf(text: string, info: FieldInfo): unknown {
  if (text === "none") return [];
  return text.split(",").map((part) => single(part, info, {}));
}
