import {
  type ColourMapName,
  colour,
  createWaterfall,
  type FrequencyAxis,
  frequencyScale,
  type Levels,
  toRgba,
} from "@unspectro/waterfall";
import type { Calls, LookRequest, Seen, Tile, TileRequest } from "../protocol.ts";
import type { Tools } from "../rpc/answer.ts";
import { TILE_COLUMNS, TILE_ROWS } from "../tile.ts";
import { breathe } from "./breathe.ts";
import type { Desk } from "./desk.ts";
import { type AmplitudeFrames, amplitudeFrames } from "./frames.ts";
import { phaseTile } from "./phases.ts";

/** Columns of the stored picture at most: 16 MB of levels, whatever the length of the recording. */
const MOST_COLUMNS = 1 << 14;
/** Levels are kept in hundredths of a decibel. */
const PER_DECIBEL = 100;
const NOTHING = -32768;

/** The picture of all frames, coarse enough to be kept, and the way to finer ones. */
export interface Pyramid {
  readonly version: number;
  readonly base: number;
  readonly source: AmplitudeFrames;
  readonly frequency: FrequencyAxis;
  readonly request: LookRequest;
  /** Column after column, `TILE_ROWS` levels each. */
  readonly levels: Int16Array;
  /** Columns that are whole. */
  columns: number;
  peak: number;
}

let version = 0;

/** Draws all frames coarsely, in order; tiles can be asked for meanwhile. */
export async function look(
  desk: Desk,
  request: LookRequest,
  { signal, tell }: Tools<Calls["look"]["tells"]>,
): Promise<Seen> {
  const source = amplitudeFrames(desk.pair!, request.convention);
  const { frames, bins } = source;
  let base = 0;
  while (frames / 2 ** base > MOST_COLUMNS) base++;
  const { fftSize, sampleRate } = request.convention.geometry;
  const pyramid: Pyramid = {
    version: ++version,
    base,
    source,
    request,
    frequency: { scale: request.scale, binWidth: (sampleRate ?? 22050) / fftSize },
    levels: new Int16Array(Math.ceil(frames / 2 ** base) * TILE_ROWS).fill(NOTHING),
    columns: 0,
    peak: Number.NEGATIVE_INFINITY,
  };
  desk.pyramid = pyramid;
  const seen = (done: number): Seen => ({
    version: pyramid.version,
    frames,
    bins,
    done,
    base,
    peak: pyramid.peak,
  });
  tell(seen(0));
  const step = 2 ** base;
  const perTurn = Math.max(step, Math.floor(source.blockFrames / step) * step);
  const block = new Float32Array(perTurn * bins);
  let told = performance.now();
  for (let first = 0; first < frames; first += perTurn) {
    const count = Math.min(perTurn, frames - first);
    await source.read(first, count, block);
    const levels = levelsOf(block, count, Math.ceil(count / step), pyramid);
    keep(levels, pyramid, first / step);
    if (performance.now() - told > 100) {
      told = performance.now();
      tell(seen((first + count) / frames));
    }
    await breathe();
    signal.throwIfAborted();
  }
  return seen(1);
}

/** Levels of some frames in so many columns. */
export function levelsOf(
  block: Float32Array,
  count: number,
  columns: number,
  { source, frequency }: Pick<Pyramid, "source" | "frequency">,
  height: number = TILE_ROWS,
): Levels {
  const waterfall = createWaterfall({ frames: count, bins: source.bins, width: columns, height, frequency });
  waterfall.push(block, count);
  return waterfall.levels();
}

function keep({ values, width }: Levels, pyramid: Pyramid, column: number): void {
  const { levels } = pyramid;
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < TILE_ROWS; y++) {
      const value = values[y * width + x]!;
      if (value > pyramid.peak) pyramid.peak = value;
      levels[(column + x) * TILE_ROWS + y] = Math.max(
        NOTHING,
        Math.min(32767, Math.round(value * PER_DECIBEL)),
      );
    }
  }
  pyramid.columns = column + width;
}

/** A tile: 256 columns of 2^zoom frames. */
export async function tileOf(desk: Desk, request: TileRequest): Promise<Tile> {
  const { pyramid } = desk;
  if (pyramid === undefined || pyramid.version !== request.version)
    throw new DOMException("stopped", "AbortError");
  if (request.what === "phases") return phaseTile(desk, request);
  const { levels, whole } =
    request.zoom >= pyramid.base ? coarse(pyramid, request) : await fine(pyramid, request);
  return { bitmap: await bitmapOf(levels, request), columns: levels.width, whole };
}

/** From the picture that is kept. */
function coarse(pyramid: Pyramid, { zoom, index }: TileRequest): { levels: Levels; whole: boolean } {
  const merged = 2 ** (zoom - pyramid.base);
  const first = index * TILE_COLUMNS * merged;
  const all = pyramid.levels.length / TILE_ROWS;
  const width = Math.max(1, Math.min(TILE_COLUMNS, Math.ceil((all - first) / merged)));
  const values = new Float32Array(width * TILE_ROWS).fill(Number.NEGATIVE_INFINITY);
  const end = Math.min(pyramid.columns, first + width * merged);
  for (let column = first; column < end; column++) {
    const x = Math.floor((column - first) / merged);
    for (let y = 0; y < TILE_ROWS; y++) {
      const level = pyramid.levels[column * TILE_ROWS + y]!;
      const at = y * width + x;
      if (level !== NOTHING && level / PER_DECIBEL > values[at]!) values[at] = level / PER_DECIBEL;
    }
  }
  return {
    levels: levelsFrom(values, width, pyramid),
    whole: pyramid.columns >= Math.min(all, first + width * merged),
  };
}

/** From the files. */
async function fine(
  pyramid: Pyramid,
  { zoom, index }: TileRequest,
): Promise<{ levels: Levels; whole: boolean }> {
  const { source } = pyramid;
  const first = index * TILE_COLUMNS * 2 ** zoom;
  const count = Math.max(1, Math.min(TILE_COLUMNS * 2 ** zoom, source.frames - first));
  const block = new Float32Array(count * source.bins);
  await source.read(first, count, block);
  return { levels: levelsOf(block, count, Math.ceil(count / 2 ** zoom), pyramid), whole: true };
}

function levelsFrom(values: Float32Array, width: number, { source, frequency }: Pyramid): Levels {
  return {
    width,
    height: TILE_ROWS,
    values,
    unit: "dB",
    frequency: frequencyScale(source.bins, frequency),
    time: { unit: "frame", start: 0, end: width },
  };
}

async function bitmapOf(levels: Levels, { map, high, range }: TileRequest): Promise<ImageBitmap> {
  const picture = colour(levels, { map: map as ColourMapName, high, range });
  const image = new ImageData(levels.width, levels.height);
  toRgba(picture, image.data);
  return createImageBitmap(image);
}
