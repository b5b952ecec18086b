import { type ColourMapName, colour, createWaterfall, type Levels, toRgba } from "@unspectro/waterfall";
import { axisOf } from "../frequency.ts";
import type { Tile, TileRequest } from "../protocol.ts";
import { TILE_COLUMNS, TILE_ROWS, type TilePlace } from "../tile.ts";
import { bandOf, stretchOf } from "./bands.ts";
import type { Desk } from "./desk.ts";
import { phaseTile } from "./phases.ts";
import { NOTHING, PER_DECIBEL, type Pyramid } from "./pyramid.ts";

/** A tile of more cells than this is not read from the files: the picture that is kept has to do. */
const MOST_CELLS = 1 << 24;

/** A tile: 256 columns of 2^zoom frames, of a band of the frequencies. */
export async function tileOf(desk: Desk, request: TileRequest): Promise<Tile> {
  const { pyramid } = desk;
  if (pyramid === undefined || pyramid.version !== request.version)
    throw new DOMException("stopped", "AbortError");
  if (request.what === "phases") return phaseTile(pyramid, request);
  const { levels, whole } = isFine(pyramid, request)
    ? await fine(pyramid, request)
    : coarse(pyramid, request);
  return { bitmap: await bitmapOf(levels, request), columns: levels.width, whole };
}

/** Whether the files tell more than the picture that is kept, and soon enough. */
function isFine({ base, source }: Pyramid, { zoom, rise }: TilePlace): boolean {
  return (zoom < base || rise > 0) && TILE_COLUMNS * 2 ** zoom * source.bins <= MOST_CELLS;
}

/** Frames of a tile. */
function framesOf({ source }: Pyramid, { zoom, index }: TilePlace): { first: number; count: number } {
  const first = index * TILE_COLUMNS * 2 ** zoom;
  return { first, count: Math.max(1, Math.min(TILE_COLUMNS * 2 ** zoom, source.frames - first)) };
}

/** From the picture that is kept. */
function coarse(pyramid: Pyramid, place: TilePlace): { levels: Levels; whole: boolean } {
  const { first, count } = framesOf(pyramid, place);
  const width = Math.ceil(count / 2 ** place.zoom);
  const values = new Float32Array(width * TILE_ROWS).fill(Number.NEGATIVE_INFINITY);
  const perColumn = 2 ** (place.zoom - pyramid.base);
  const start = first / 2 ** pyramid.base;
  const bands = 2 ** place.rise;
  const upper = (bands - 1 - place.band) * (TILE_ROWS / bands);
  const rows = Int32Array.from({ length: TILE_ROWS }, (_, y) => upper + Math.floor(y / bands));
  for (let x = 0; x < width; x++) {
    const from = Math.floor(start + x * perColumn);
    const end = Math.min(pyramid.columns, Math.max(from + 1, Math.ceil(start + (x + 1) * perColumn)));
    for (let column = from; column < end; column++) {
      for (let y = 0; y < TILE_ROWS; y++) {
        const level = pyramid.levels[column * TILE_ROWS + rows[y]!]!;
        const at = y * width + x;
        if (level !== NOTHING && level / PER_DECIBEL > values[at]!) values[at] = level / PER_DECIBEL;
      }
    }
  }
  const levels: Levels = {
    width,
    height: TILE_ROWS,
    values,
    unit: "dB",
    frequency: bandOf(pyramid, place),
    time: { unit: "frame", start: 0, end: width },
  };
  const last = Math.min(pyramid.levels.length / TILE_ROWS, Math.ceil(start + width * perColumn));
  return { levels, whole: pyramid.columns >= last };
}

/** From the files. */
async function fine(pyramid: Pyramid, place: TilePlace): Promise<{ levels: Levels; whole: boolean }> {
  const { source, frequency } = pyramid;
  const { first, count } = framesOf(pyramid, place);
  const waterfall = createWaterfall({
    frames: count,
    bins: source.bins,
    width: Math.ceil(count / 2 ** place.zoom),
    height: TILE_ROWS,
    frequency: axisOf(source.bins, frequency, stretchOf(place)),
  });
  const perTurn = Math.min(count, Math.max(TILE_COLUMNS, source.blockFrames));
  const block = new Float32Array(perTurn * source.bins);
  for (let at = 0; at < count; at += perTurn) {
    const some = Math.min(perTurn, count - at);
    await source.read(first + at, some, block);
    waterfall.push(block, some);
  }
  return { levels: waterfall.levels(), whole: true };
}

async function bitmapOf(levels: Levels, { map, high, range }: TileRequest): Promise<ImageBitmap> {
  const picture = colour(levels, { map: map as ColourMapName, high, range });
  const image = new ImageData(levels.width, levels.height);
  toRgba(picture, image.data);
  return createImageBitmap(image);
}
