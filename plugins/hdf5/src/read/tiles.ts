import { fitsFloat32, type MaybePromise, type Numbers } from "@unspectro/core/plugin";
import type { Cell } from "./describe.ts";
import type { Matrix } from "./matrix.ts";
import type { PartReader } from "./parts.ts";

/** A piece of a chunked array, decoded: frames one after another. */
export interface Tile {
  readonly frame: number;
  readonly frames: number;
  readonly bin: number;
  readonly bins: number;
  readonly numbers: Numbers;
}

/** The pieces in which a chunked array is read. */
export interface Tiles {
  /** Frames of a whole tile. */
  readonly frames: number;
  /** Bins of a whole tile. */
  readonly bins: number;
  /** The tile that holds this cell. */
  fetch(channel: number, frame: number, bin: number, signal?: AbortSignal): MaybePromise<Tile>;
  clear(): void;
}

/** Many small chunks are read together: opening a dataset costs about as much as unpacking this. */
const ENOUGH_CELLS = 1 << 16;

/** Numbers of a tile at most; chunks larger than that (256 MiB as float64) are unpacked again for each part. */
const MOST_CELLS = 1 << 25;

/** Decoded bytes kept, but always two tiles, so that two readers at different places don't drive each other out. */
const KEPT_BYTES = 1 << 25;

/**
 * Reads a chunked array in tiles that are whole chunks, and keeps the last ones. The library opens and closes the
 * dataset on every read, so its own chunk cache never helps: a chunk of 64 frames read frame by frame would be unpacked
 * 64 times.
 */
export function tilesOf(matrix: Matrix, chunks: readonly number[], cell: Cell, reader: PartReader): Tiles {
  const unit = matrix.complex ? 2 : 1;
  const Room = fitsFloat32(cell.element) ? Float32Array : Float64Array;
  const { frames, bins } = tileSize(matrix, chunks);
  const kept = Math.max(2, Math.floor(KEPT_BYTES / (frames * bins * unit * Room.BYTES_PER_ELEMENT)));
  const across = Math.ceil(matrix.bins / bins);
  const down = Math.ceil(matrix.frames / frames);
  /** Least recently used first. */
  const tiles = new Map<number, Tile>();

  function keep(key: number, tile: Tile): Tile {
    tiles.delete(key);
    tiles.set(key, tile);
    const [oldest] = tiles.keys();
    if (tiles.size > kept && oldest !== undefined) tiles.delete(oldest);
    return tile;
  }

  return {
    frames,
    bins,
    fetch(channel, frame, bin, signal) {
      const row = Math.floor(frame / frames);
      const column = Math.floor(bin / bins);
      const key = (channel * down + row) * across + column;
      const known = tiles.get(key);
      if (known !== undefined) return keep(key, known);
      const part = {
        channel,
        frame: row * frames,
        frames: Math.min(frames, matrix.frames - row * frames),
        bin: column * bins,
        bins: Math.min(bins, matrix.bins - column * bins),
      };
      const tile = { ...part, numbers: new Room(part.frames * part.bins * unit) };
      const read = reader.read(part, tile.numbers, 0, part.bins * unit, signal);
      return read instanceof Promise ? read.then(() => keep(key, tile)) : keep(key, tile);
    },
    clear: () => tiles.clear(),
  };
}

/** Whole chunks, doubled along one axis and the other until a read of them is worth its while. */
function tileSize({ dims, axes }: Matrix, chunks: readonly number[]): { frames: number; bins: number } {
  let frames = Math.min(chunks[axes.frame]!, dims[axes.frame]!);
  let bins = Math.min(chunks[axes.bin]!, dims[axes.bin]!);
  while (frames * bins < ENOUGH_CELLS && (frames < dims[axes.frame]! || bins < dims[axes.bin]!)) {
    if (bins < dims[axes.bin]! && (bins <= frames || frames >= dims[axes.frame]!)) {
      bins = Math.min(2 * bins, dims[axes.bin]!);
    } else frames = Math.min(2 * frames, dims[axes.frame]!);
  }
  if (bins > MOST_CELLS) bins = MOST_CELLS;
  return { frames: Math.max(1, Math.min(frames, Math.floor(MOST_CELLS / bins))), bins };
}
