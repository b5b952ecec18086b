import { FormatError } from "@unspectro/core/plugin";
import {
  type ColourMapName,
  colourMap,
  colourMapNames,
  isColourMapName,
} from "@unspectro/waterfall/colourmaps";
import type { Picture } from "./picture.ts";

/** How well a picture's colours are those of a map. */
export interface ColourFit {
  readonly name: ColourMapName;
  /** Root mean square distance to the map, in 8-bit steps of one channel. */
  readonly distance: number;
}

/** How many pixels decide which map a picture uses. */
const SAMPLED_PIXELS = 1024;

/** Distinct colours remembered while inverting. */
const LARGEST_CACHE = 65536;

/** Colours further off than this (of 441 between black and white) are not of the map. */
export const FARTHEST = 20;

/** Every known map, the best fitting first, judged on pixels spread over the picture. */
export function rankColourMaps(picture: Picture): ColourFit[] {
  const pixels = picture.width * picture.height;
  const step = Math.max(1, Math.floor(pixels / SAMPLED_PIXELS)) | 1; // odd, so that columns are not hit in line
  return colourMapNames
    .map((name) => {
      const map = colourMap(name);
      let sum = 0;
      let count = 0;
      for (let i = 0; i < pixels; i += step) {
        // Axes, text and margins are not of any map: they weigh as little as the limit allows.
        const { squared } = nearest(map, picture, i);
        sum += Math.min(squared, 3 * FARTHEST ** 2);
        count++;
      }
      return { name, distance: Math.sqrt(sum / count) };
    })
    .sort((a, b) => a.distance - b.distance);
}

/**
 * Positions 0 .. 255 along the map, with fractions between neighbouring colours, for each pixel of a colour picture.
 *
 * @throws FormatError `unsupported` when the picture is in none of the maps we know
 */
export function invertColours(
  picture: Picture,
  wished: string | undefined,
  file: string,
): { values: Float32Array; fit: ColourFit } {
  const fits = rankColourMaps(picture);
  if (wished !== undefined && !isColourMapName(wished))
    throw new FormatError("unsupported", "no colour map of this name is known", {
      file,
      found: wished,
      expected: colourMapNames.join(", "),
    });
  const fit = wished === undefined ? fits[0] : fits.find((candidate) => candidate.name === wished);
  if (fit === undefined || (wished === undefined && fit.distance > FARTHEST))
    throw new FormatError("unsupported", "the picture's colours are of no colour map that is known", {
      file,
      expected: colourMapNames.join(", "),
      found:
        fits[0] === undefined
          ? "none"
          : `${fits[0].name} comes nearest, ${fits[0].distance.toFixed(0)} steps off`,
      advice: "name the map, crop the picture to the spectrogram, or save it in grey",
    });
  const map = colourMap(fit.name);
  const values = new Float32Array(picture.width * picture.height);
  // A picture has a few hundred distinct colours: look each up once.
  const known = new Map<number, number>();
  const { samples, grey } = picture;
  for (let i = 0; i < values.length; i++) {
    const key = grey
      ? samples[i]
      : (samples[3 * i] * 65536 + samples[3 * i + 1]) * 65536 + samples[3 * i + 2];
    let position = known.get(key);
    if (position === undefined) {
      position = nearest(map, picture, i).position;
      if (known.size < LARGEST_CACHE) known.set(key, position);
    }
    values[i] = position;
  }
  return { values, fit };
}

/** The nearest point of the map's polyline to a pixel: nearest entry, then the better of its two segments. */
function nearest(map: Uint8Array, picture: Picture, pixel: number): { position: number; squared: number } {
  const scale = 255 / picture.white;
  const { samples, grey } = picture;
  const r = samples[grey ? pixel : 3 * pixel] * scale;
  const g = samples[grey ? pixel : 3 * pixel + 1] * scale;
  const b = samples[grey ? pixel : 3 * pixel + 2] * scale;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 256; i++) {
    const squared = (map[3 * i] - r) ** 2 + (map[3 * i + 1] - g) ** 2 + (map[3 * i + 2] - b) ** 2;
    if (squared < least) {
      least = squared;
      best = i;
    }
  }
  if (least === 0) {
    // Rounded to 8 bits, some neighbours share a colour: the middle of the run errs least.
    let last = best;
    while (last < 255 && sameColour(map, last + 1, best)) last++;
    return { position: (best + last) / 2, squared: 0 };
  }
  let position = best;
  for (const from of [best - 1, best]) {
    if (from < 0 || from > 254) continue;
    const dr = map[3 * from + 3] - map[3 * from];
    const dg = map[3 * from + 4] - map[3 * from + 1];
    const db = map[3 * from + 5] - map[3 * from + 2];
    const length = dr * dr + dg * dg + db * db;
    if (length === 0) continue;
    const dot = (r - map[3 * from]) * dr + (g - map[3 * from + 1]) * dg + (b - map[3 * from + 2]) * db;
    const share = Math.min(1, Math.max(0, dot / length));
    const squared =
      (map[3 * from] + share * dr - r) ** 2 +
      (map[3 * from + 1] + share * dg - g) ** 2 +
      (map[3 * from + 2] + share * db - b) ** 2;
    if (squared < least) {
      least = squared;
      position = from + share;
    }
  }
  return { position, squared: least };
}

function sameColour(map: Uint8Array, a: number, b: number): boolean {
  return map[3 * a] === map[3 * b] && map[3 * a + 1] === map[3 * b + 1] && map[3 * a + 2] === map[3 * b + 2];
}
