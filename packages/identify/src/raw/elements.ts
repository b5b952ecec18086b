import type { ByteSource, ElementType } from "@unspectro/core";
import { angleFacts } from "./angles.ts";
import { type Grouping, groupingOf } from "./bytes.ts";

/** How the numbers of a headerless file may be stored. */
export interface NumberLayout {
  readonly element: ElementType;
  readonly littleEndian: boolean;
  readonly bytes: number;
}

const FLOATS: readonly NumberLayout[] = [
  { element: "float32", littleEndian: true, bytes: 4 },
  { element: "float64", littleEndian: true, bytes: 8 },
  { element: "float32", littleEndian: false, bytes: 4 },
  { element: "float64", littleEndian: false, bytes: 8 },
  { element: "float16", littleEndian: true, bytes: 2 },
];
const INTEGERS: readonly NumberLayout[] = [
  { element: "uint8", littleEndian: true, bytes: 1 },
  { element: "int8", littleEndian: true, bytes: 1 },
  { element: "int16", littleEndian: true, bytes: 2 },
  { element: "uint16", littleEndian: true, bytes: 2 },
  { element: "int16", littleEndian: false, bytes: 2 },
  { element: "uint16", littleEndian: false, bytes: 2 },
];
/** Off the score of whole numbers that the bytes themselves speak against: more than smoothness can make good. */
const AGAINST = 2;

/** Numbers that spectrograms hold are zero or within this range. */
const SMALLEST = 1e-30;
const LARGEST = 1e7;
/** Share of plausible numbers that real data reach. */
const PLAUSIBLE = 0.97;

/** What no number here exceeds reads the same with a sign and without; elsewhere, what has no sign here may be larger. */
const MOST_SIGNED = 32767;
const UNSIGNED = 1e-6;

/** Score of half floats that are no angles: below any whole numbers. */
const HALF_FLOATS = -3;

/** How one file may be stored, and how well that reads. */
export interface Reading {
  readonly layout: NumberLayout;
  readonly score: number;
}

/** Ways to read a file's numbers, best first: floats where all are plausible, whole numbers where none is. */
export async function readingsOf(source: ByteSource): Promise<readonly Reading[]> {
  const sample = await soundingPart(source);
  const scored = (
    layouts: readonly NumberLayout[],
    score: (values: Float64Array, l: NumberLayout) => number,
  ) => layouts.map((layout) => ({ layout, score: score(numbersOf(sample, layout), layout) }));
  const floats = scored(FLOATS, plausibility).filter(({ score }) => score !== 0);
  const grouping = groupingOf(sample);
  const integers = scored(INTEGERS, (values, layout) => {
    const unsigned = layout.element === "uint16" && values.every((v) => v <= MOST_SIGNED);
    const against = isAgainst(grouping, layout) ? AGAINST : 0;
    return smoothness(values) - 1 + (unsigned ? UNSIGNED : 0) + usage(values, layout) - against;
  });
  return [...floats, ...integers].sort((a, b) => b.score - a.score);
}

function isAgainst(grouping: Grouping, { bytes, littleEndian }: NumberLayout): boolean {
  if (grouping.bytes === undefined) return false;
  return grouping.bytes !== bytes || (bytes === 2 && grouping.littleEndian !== littleEndian);
}

/** Of 256 values, each is missing by chance less than once in e^10 files where it should come up so often. */
const OFTEN = 10;
const SIGNED = 0.5;

/** Off the score of what is rarer, so that chance does not choose it. */
const RARE = 0.05;

/** What speaks for a sign, and for the first byte as the high one, where smoothness says little. */
function usage(values: Float64Array, { element, littleEndian }: NumberLayout): number {
  const signed = element === "int8" || element === "int16";
  // decibels below the loudest
  if (signed && values.every((v) => v <= 0)) return SIGNED;
  if (element === "int8") return isEvenButForLowest(values) ? SIGNED : -RARE;
  return littleEndian ? 0 : -RARE;
}

/** Angles with a sign are stored from -127 to 127: what is evenly filled but for -128 has a sign. */
function isEvenButForLowest(values: Float64Array): boolean {
  if (values.length < 256 * OFTEN) return false;
  const seen = new Uint32Array(256);
  for (const v of values) seen[v + 128]++;
  const [lowest, ...others] = seen;
  return lowest === 0 && others.every((count) => count > 0);
}

/** Where a part of the file may end, the likeliest first: recordings often end in silence, whose zeros are numbers of any type. */
const ENDS = [1, 0.75, 0.5, 0.25];
const MOSTLY = 0.5;

/** Bytes a multiple of 8 before the file's end, the first part that is not mostly zeros, or that with the fewest. */
async function soundingPart(source: ByteSource): Promise<Uint8Array> {
  const length = Math.min(source.size, 1 << 17);
  let best = new Uint8Array(0);
  let fewest = Number.POSITIVE_INFINITY;
  for (const share of ENDS) {
    const before = 8 * Math.floor(((1 - share) * (source.size - length)) / 8);
    const bytes = new Uint8Array(length - (length % 8));
    await source.read(source.size - before - bytes.length, bytes);
    const zeros = bytes.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
    if (zeros < fewest) best = bytes;
    fewest = Math.min(fewest, zeros);
    if (zeros <= MOSTLY * bytes.length || source.size === length) break;
  }
  return best;
}

/** Share of plausible numbers, and how much they look like angles; 0 where too many are not plausible. */
function plausibility(values: Float64Array, { element }: NumberLayout): number {
  let plausible = 0;
  for (const v of values) {
    const size = Math.abs(v);
    if (v === 0 || (size > SMALLEST && size < LARGEST)) plausible++;
  }
  const share = plausible / values.length;
  if (share < PLAUSIBLE) return 0;
  const { likeness } = angleFacts(values);
  // almost any two bytes are a plausible half float: only angles that fill their turn speak for it
  if (element === "float16" && likeness < 0.7) return HALF_FLOATS;
  return share + likeness;
}

/**
 * Neighbours in a file of magnitudes are alike, and neighbouring angles may be opposite; read with the wrong width they are
 * neither. 1 for constants and for opposites, 0 for noise.
 */
function smoothness(values: Float64Array): number {
  let steps = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return -1;
    mean += values[i] / values.length;
    squares += values[i] ** 2 / values.length;
    if (i > 0) steps += (values[i] - values[i - 1]) ** 2 / values.length;
  }
  const variance = squares - mean * mean;
  return variance > 0 ? Math.abs(1 - steps / (2 * variance)) : -1;
}

/** Numbers of a run of bytes. */
export function numbersOf(
  bytes: Uint8Array,
  { element, littleEndian, bytes: width }: NumberLayout,
): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new Float64Array(Math.floor(bytes.length / width));
  for (let i = 0; i < out.length; i++) out[i] = read(view, i * width, element, littleEndian);
  return out;
}

function read(view: DataView, at: number, element: ElementType, littleEndian: boolean): number {
  switch (element) {
    case "float64":
      return view.getFloat64(at, littleEndian);
    case "float32":
      return view.getFloat32(at, littleEndian);
    case "float16":
      return halfFloat(view.getUint16(at, littleEndian));
    case "int16":
      return view.getInt16(at, littleEndian);
    case "uint16":
      return view.getUint16(at, littleEndian);
    case "int8":
      return view.getInt8(at);
    default:
      return view.getUint8(at);
  }
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
