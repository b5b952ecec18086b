import { alignPair, binMap, frameDecoder, makeWindow, scalingFactor } from "@unspectro/core";
import type { FrequencyScale } from "@unspectro/waterfall";
import type { Tile, TileRequest } from "../protocol.ts";
import { PHASE_ZOOM, TILE_COLUMNS, TILE_ROWS } from "../tile.ts";
import { bandOf } from "./bands.ts";
import type { Desk } from "./desk.ts";

/** A tile of phases: hue is the angle, brightness the level, one frame of each column. */
export async function phaseTile(desk: Desk, request: TileRequest): Promise<Tile> {
  const { zoom, index, rise, band, high, range } = request;
  const pyramid = desk.pyramid!;
  const { convention } = pyramid.request;
  const { frames, bins } = pyramid.source;
  const step = 2 ** zoom;
  const first = index * TILE_COLUMNS * step;
  const count = Math.max(1, Math.min(TILE_COLUMNS * step, frames - first));
  const width = Math.ceil(count / step);
  const image = new ImageData(width, TILE_ROWS);
  const rows = binsOfRows(bins, bandOf(pyramid, { rise, band }));
  if (desk.kind !== "magnitudes" && zoom <= PHASE_ZOOM) {
    const stream = alignPair(desk.pair!, convention);
    const scaling = scalingFactor(convention, makeWindow(convention.geometry.window));
    const decoder = frameDecoder(stream.convention, binMap(stream.convention, scaling));
    const magnitude = new Float64Array(count * stream.bins * (stream.complex ? 2 : 1));
    const phase = stream.complex ? undefined : new Float64Array(count * stream.bins);
    const there = Math.min(count, stream.frames - first);
    if (there > 0) await stream.read(0, first, there, magnitude, phase);
    const spectrum = new Float64Array(2 * bins);
    for (let x = 0; x < width && x * step < there; x++) {
      decoder.decode(magnitude, phase, x * step, spectrum);
      for (let y = 0; y < TILE_ROWS; y++) {
        const k = rows[y]!;
        const [re, im] = [spectrum[2 * k]!, spectrum[2 * k + 1]!];
        const level = (10 * Math.log10(re * re + im * im) - high) / range + 1;
        paint(image.data, 4 * (y * width + x), Math.atan2(im, re), Math.min(1, Math.max(DARKEST, level)));
      }
    }
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
