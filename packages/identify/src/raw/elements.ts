import type { ByteSource, ElementType } from "@unspectro/core";
import { readPhases } from "../encoding/phase-unit.ts";

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
  { element: "int16", littleEndian: true, bytes: 2 },
  { element: "uint16", littleEndian: true, bytes: 2 },
];

/** Numbers that spectrograms hold are zero or within this range. */
const SMALLEST = 1e-14;
const LARGEST = 1e7;
/** Share of plausible numbers that real data reach. */
const PLAUSIBLE = 0.97;

/**
 * How the numbers of two files are stored: the reading under which all are plausible in both and one looks like angles.
 * Data are aligned to the end of a file: only a header of unknown length can stand before them.
 */
export async function numberLayouts(first: ByteSource, second: ByteSource): Promise<readonly NumberLayout[]> {
  const samples = [await tailOf(first), await tailOf(second)];
  const floats = FLOATS.map((layout) => ({ layout, score: scoreOf(samples, layout) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  if (floats.length > 0) return floats.map(({ layout }) => layout);
  return INTEGERS.map((layout) => ({ layout, score: smoothness(samples, layout) }))
    .sort((a, b) => b.score - a.score)
    .map(({ layout }) => layout);
}

async function tailOf(source: ByteSource): Promise<Uint8Array> {
  const length = Math.min(source.size, 1 << 17);
  const bytes = new Uint8Array(length - (length % 8));
  await source.read(source.size - bytes.length, bytes);
  return bytes;
}

function scoreOf(samples: readonly Uint8Array[], layout: NumberLayout): number {
  let total = 0;
  let likeness = 0;
  for (const sample of samples) {
    const values = numbersOf(sample, layout);
    let plausible = 0;
    for (const v of values) {
      const size = Math.abs(v);
      if (v === 0 || (size > SMALLEST && size < LARGEST)) plausible++;
    }
    const share = plausible / values.length;
    if (share < PLAUSIBLE) return 0;
    total += share;
    likeness = Math.max(likeness, readPhases(values, 1, values.length).likeness);
  }
  // almost any two bytes are a plausible half float: only angles that fill their turn speak for it
  if (layout.element === "float16" && likeness < 0.7) return 0;
  return total + 2 * likeness;
}

/** Neighbours in a file of magnitudes are alike; read with the wrong width they are not. */
function smoothness(samples: readonly Uint8Array[], layout: NumberLayout): number {
  let best = Number.NEGATIVE_INFINITY;
  for (const sample of samples) {
    const values = numbersOf(sample, layout);
    let steps = 0;
    let mean = 0;
    let squares = 0;
    for (let i = 0; i < values.length; i++) {
      mean += values[i] / values.length;
      squares += values[i] ** 2 / values.length;
      if (i > 0) steps += (values[i] - values[i - 1]) ** 2 / values.length;
    }
    const variance = squares - mean * mean;
    if (variance > 0) best = Math.max(best, 1 - steps / (2 * variance));
  }
  return best;
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
