import type { FrequencyScale } from "@unspectro/waterfall";
import type { Tile, TileRequest } from "../protocol.ts";
import { PHASE_ZOOM, TILE_COLUMNS, TILE_ROWS } from "../tile.ts";
import { bandOf } from "./bands.ts";
import type { Pyramid } from "./pyramid.ts";

/** A tile of phases: hue is the angle, brightness the level, one frame of each column. */
export async function phaseTile(pyramid: Pyramid, request: TileRequest): Promise<Tile> {
  const { zoom, index, rise, band, high, range } = request;
  const { source, spectra } = pyramid;
  const step = 2 ** zoom;
  const first = index * TILE_COLUMNS * step;
  const count = Math.max(1, Math.min(TILE_COLUMNS * step, source.frames - first));
  const width = Math.ceil(count / step);
  const image = new ImageData(width, TILE_ROWS);
  const rows = binsOfRows(source.bins, bandOf(pyramid, { rise, band }));
  if (zoom <= PHASE_ZOOM) {
    await spectra?.read(first, count, (spectrum, i) => {
      if (i % step !== 0) return;
      for (let y = 0; y < TILE_ROWS; y++) {
        const [re, im] = [spectrum[2 * rows[y]!]!, spectrum[2 * rows[y]! + 1]!];
        const level = (10 * Math.log10(re * re + im * im) - high) / range + 1;
        const bright = Math.min(1, Math.max(DARKEST, level));
        paint(image.data, 4 * (y * width + i / step), Math.atan2(im, re), bright);
      }
    });
  }
  return { bitmap: await createImageBitmap(image), columns: width, whole: true };
}

function binsOfRows(bins: number, scale: FrequencyScale): Int32Array {
  return Int32Array.from({ length: TILE_ROWS }, (_, y) => {
    const index = scale.index(scale.at(1 - (y + 0.5) / TILE_ROWS));
    return Math.max(0, Math.min(bins - 1, Math.round(index)));
  });
}

/** What is too soft to be heard is not all black: its phases are in the files too. */
const DARKEST = 0.18;

/** A wheel of colours of equal weight, three cosines a third of a turn apart: -pi and pi are the same. */
function paint(data: Uint8ClampedArray, at: number, angle: number, bright: number): void {
  data[at] = bright * (128 + 100 * Math.cos(angle));
  data[at + 1] = bright * (118 + 85 * Math.cos(angle - 2.0944));
  data[at + 2] = bright * (138 + 105 * Math.cos(angle + 2.0944));
  data[at + 3] = 255;
}
