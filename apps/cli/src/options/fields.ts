import { accepts, expectation, type FieldInfo, fieldInfo } from "@unspectro/core";
import { nearest } from "../talk/words.ts";
import { UsageError } from "../usage.ts";
import type { Parse } from "./parse.ts";

/** A field of the convention on the command line. What it may be is core's knowledge; here stand only names. */
export interface FieldFlag {
  /** Where the field stands: `geometry.window.length`. */
  readonly path: string;
  /** As commander wants it: `--window-length <samples>`. */
  readonly flag: string;
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

/** Every field, in the order that help shows them: what people set most comes first. */
export const fieldFlags: readonly FieldFlag[] = [
  { path: "geometry.fftSize", flag: "--fft-size <samples>", group: GEOMETRY },
  {
    path: "geometry.hop",
    flag: "--hop <samples>",
    group: GEOMETRY,
    help: "hop R from one frame to the next (not the overlap)",
  },
  {
    path: "geometry.window.family",
    flag: "--window <name>",
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
  { path: "geometry.window.length", flag: "--window-length <samples>", group: GEOMETRY },
  {
    path: "geometry.window.symmetric",
    flag: "--window-symmetric <yes|no>",
    group: GEOMETRY,
    help: "symmetric (np.hanning, MATLAB) or periodic (most STFTs)",
    aliases: yesNo,
  },
  { path: "geometry.window.parameter", flag: "--window-parameter <number>", group: GEOMETRY },
  {
    path: "geometry.window.values",
    flag: "--window-values <numbers>",
    group: GEOMETRY,
    help: "the window's samples (or a cosine sum's weights), with commas between",
  },
  { path: "geometry.placement", flag: "--placement <where>", group: GEOMETRY, aliases: { center: "centre" } },
  { path: "geometry.start", flag: "--start <where>", group: GEOMETRY },
  {
    path: "geometry.padding",
    flag: "--padding <kind>",
    group: GEOMETRY,
    aliases: { constant: "zeros", zero: "zeros" },
  },
  { path: "geometry.tail", flag: "--tail <rule>", group: GEOMETRY },
  { path: "geometry.length", flag: "--length <samples>", group: GEOMETRY, aliases: nothing },
  {
    path: "geometry.sampleRate",
    flag: "--sample-rate <hertz>",
    group: GEOMETRY,
    help: "in hertz; no array file says it",
  },
  {
    path: "encoding.magnitude.scale",
    flag: "--magnitude-scale <scale>",
    group: MAGNITUDES,
    aliases: {
      magnitude: "amplitude",
      linear: "amplitude",
      db: "decibel",
      log: "logarithm",
      ln: "logarithm",
    },
  },
  { path: "encoding.magnitude.exponent", flag: "--magnitude-exponent <number>", group: MAGNITUDES },
  { path: "encoding.magnitude.factor", flag: "--magnitude-factor <number>", group: MAGNITUDES },
  { path: "encoding.magnitude.reference", flag: "--magnitude-reference <amplitude>", group: MAGNITUDES },
  { path: "encoding.magnitude.base", flag: "--magnitude-base <base>", group: MAGNITUDES },
  { path: "encoding.magnitude.added", flag: "--magnitude-added <number>", group: MAGNITUDES },
  { path: "encoding.magnitude.multiplier", flag: "--magnitude-multiplier <number>", group: MAGNITUDES },
  { path: "encoding.magnitude.offset", flag: "--magnitude-offset <number>", group: MAGNITUDES },
  {
    path: "encoding.magnitude.floor",
    flag: "--magnitude-floor <number>",
    group: MAGNITUDES,
    aliases: nothing,
  },
  {
    path: "encoding.scaling.rule",
    flag: "--scaling <rule>",
    group: MAGNITUDES,
    aliases: { spectrum: "window-sum", psd: "density" },
  },
  { path: "encoding.scaling.gain", flag: "--gain <factor>", group: MAGNITUDES },
  { path: "encoding.scaling.innerBins", flag: "--inner-bins <factor>", group: MAGNITUDES },
  {
    path: "encoding.detrend",
    flag: "--detrend <kind>",
    group: MAGNITUDES,
    aliases: { constant: "frame-mean" },
  },
  {
    path: "encoding.phase.unit",
    flag: "--phase-unit <unit>",
    group: PHASES,
    aliases: { rad: "radians", radian: "radians", deg: "degrees", degree: "degrees", cycles: "turns" },
  },
  { path: "encoding.phase.multiplier", flag: "--phase-multiplier <number>", group: PHASES },
  { path: "encoding.phase.offset", flag: "--phase-offset <number>", group: PHASES },
  {
    path: "encoding.phase.sign",
    flag: "--phase-sign <1|-1>",
    group: PHASES,
    aliases: { "+1": 1, "+": 1, "-": -1 },
  },
  {
    path: "encoding.phase.origin",
    flag: "--phase-origin <where>",
    group: PHASES,
    aliases: { "window-center": "window-centre" },
  },
  { path: "encoding.phase.wrapped", flag: "--phase-wrapped <how>", group: PHASES },
  { path: "encoding.phase.difference", flag: "--phase-difference <kind>", group: PHASES },
  {
    path: "layout.frames",
    flag: "--layout <which>",
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
    flag: "--sides <which>",
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
    flag: "--dropped <bins>",
    group: LAYOUT,
    help: "edge bins that are not stored: dc, nyquist, dc,nyquist or none",
  },
  { path: "layout.cutTop", flag: "--cut-top <bins>", group: LAYOUT },
  { path: "layout.flipped", flag: "--flipped <yes|no>", group: LAYOUT, aliases: yesNo },
  { path: "layout.skipRows", flag: "--skip-rows <count>", group: LAYOUT },
  { path: "layout.skipColumns", flag: "--skip-columns <count>", group: LAYOUT },
];

/** The flag of a field, without its value: `geometry.hop` gives `--hop`. */
export function flagOf(path: string): string | undefined {
  return fieldFlags.find((field) => field.path === path)?.flag.split(" ")[0];
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
