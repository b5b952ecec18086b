import { type ColourMapName, colourMap } from "./colourmaps/index.ts";
import type { Levels } from "./grid/waterfall.ts";

/** How levels become colours. */
export interface ColourOptions {
  /** Default `magma`. */
  readonly map?: ColourMapName;
  /** Level of the highest colour. Default: the highest level there is. */
  readonly high?: number;
  /** Level of the lowest colour. Default: `range` below the highest, or the lowest plain value there is. */
  readonly low?: number;
  /** Decibels from the lowest colour to the highest. Default 80. */
  readonly range?: number;
}

/** A picture of 256 colours, row after row from the top: 254 of the map, then paper and ink for axes. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** One byte a pixel. */
  readonly pixels: Uint8Array;
  /** Red, green, blue of each of the 256 colours. */
  readonly palette: Uint8Array;
  /** What the lowest and highest colour of the map stand for. */
  readonly low: number;
  readonly high: number;
}

/** Colours of the map in a picture's palette. */
export const MAP_COLOURS = 254;
/** Index of the background of axes. */
export const PAPER = 254;
/** Index of the lines and letters of axes. */
export const INK = 255;

/** Colours levels. Levels that are missing get the lowest colour. */
export function colour(levels: Levels, options: ColourOptions = {}): Picture {
  const { low, high } = range(levels, options);
  const { width, height, values } = levels;
  const pixels = new Uint8Array(width * height);
  const scale = high > low ? MAP_COLOURS / (high - low) : 0;
  for (let i = 0; i < pixels.length; i++) {
    const shade = (values[i]! - low) * scale;
    // NaN, of levels that are missing, becomes 0 like everything too low.
    pixels[i] = Math.min(MAP_COLOURS - 1, Math.max(0, shade));
  }
  return { width, height, pixels, palette: paletteOf(options.map ?? "magma"), low, high };
}

/** The same as 4 bytes a pixel (red, green, blue, 255), for `ImageData` or a texture. */
export function toRgba(
  picture: Picture,
  into?: Uint8ClampedArray | Uint8Array,
): Uint8ClampedArray | Uint8Array {
  const { pixels, palette } = picture;
  const out = into ?? new Uint8ClampedArray(pixels.length * 4);
  for (let i = 0, at = 0; i < pixels.length; i++, at += 4) {
    const from = pixels[i]! * 3;
    out[at] = palette[from]!;
    out[at + 1] = palette[from + 1]!;
    out[at + 2] = palette[from + 2]!;
    out[at + 3] = 255;
  }
  return out;
}

/** The levels that the lowest and highest colour stand for. */
function range({ values, unit }: Levels, options: ColourOptions): { low: number; high: number } {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const high = options.high ?? (highest >= lowest ? highest : 0);
  const low = options.low ?? (unit === "dB" ? high - (options.range ?? 80) : Math.min(lowest, high));
  return { low, high };
}

function paletteOf(name: ColourMapName): Uint8Array {
  const map = colourMap(name);
  const palette = new Uint8Array(768);
  for (let i = 0; i < MAP_COLOURS; i++) {
    const from = 3 * Math.round((i * 255) / (MAP_COLOURS - 1));
    palette.set(map.subarray(from, from + 3), 3 * i);
  }
  palette.fill(255, 3 * PAPER, 3 * PAPER + 3);
  palette.fill(40, 3 * INK, 3 * INK + 3);
  return palette;
}
