import type { Tile } from "../protocol.ts";
import { TILE_COLUMNS, type TilePlace } from "../tile.ts";

/** Tiles kept at most: 256 x 512 pixels each, half a megabyte. */
const MOST_TILES = 160;
/** Questions open at once: more would make a fast pan wait for tiles that are long out of view. */
const MOST_ASKED = 3;

/** A tile on the screen, or on its way. */
interface Kept {
  tile: Tile | undefined;
  stale: boolean;
  used: number;
}

/** The tiles of a waterfall: drawn when they are there, asked for when they are not. */
export interface Tiles {
  /** The tile, if it is there; else it will be asked for. */
  get(place: TilePlace): Tile | undefined;
  /** The tile if it is there, and nothing else. */
  peek(place: TilePlace): Tile | undefined;
  /** Tiles that were not whole are asked for again. */
  refresh(): void;
  /** Everything is asked for again; until then the old stays in view. */
  restart(): void;
  clear(): void;
  readonly waiting: number;
}

/** @param ask fetches a tile; @param arrived is told when one has come */
export function createTiles(ask: (place: TilePlace) => Promise<Tile>, arrived: () => void): Tiles {
  const kept = new Map<string, Kept>();
  let queue: string[] = [];
  let asked = 0;
  let now = 0;
  let era = 0;
  let refreshed = 0;
  let restarted = 0;

  const wish = (key: string): void => {
    if (!queue.includes(key)) queue.push(key);
    pump();
  };

  function pump(): void {
    while (asked < MOST_ASKED && queue.length > 0) {
      // The latest wish first: that is what is in view.
      const key = queue.pop()!;
      const of = era;
      const [refresh, restart] = [refreshed, restarted];
      asked++;
      ask(placeOf(key))
        .then((tile) => {
          if (of !== era) return tile.bitmap.close();
          const one = kept.get(key);
          one?.tile?.bitmap.close();
          // What changed while it was on its way is asked for again.
          const stale = restart !== restarted || (!tile.whole && refresh !== refreshed);
          kept.set(key, { tile, stale, used: now });
          forget();
          arrived();
        })
        .catch(() => undefined)
        .finally(() => {
          asked--;
          pump();
        });
    }
    if (queue.length > 24) queue = queue.slice(-24);
  }

  function forget(): void {
    if (kept.size <= MOST_TILES) return;
    const oldest = [...kept].sort(([, a], [, b]) => a.used - b.used).slice(0, kept.size - MOST_TILES);
    for (const [key, { tile }] of oldest) {
      tile?.bitmap.close();
      kept.delete(key);
    }
  }

  return {
    get(place) {
      const key = keyOf(place);
      const one = kept.get(key);
      now++;
      if (one !== undefined) one.used = now;
      if (one === undefined || one.stale) {
        if (one !== undefined) one.stale = false;
        wish(key);
      }
      return one?.tile;
    },
    peek(place) {
      return kept.get(keyOf(place))?.tile;
    },
    refresh() {
      refreshed++;
      for (const one of kept.values()) if (one.tile?.whole === false) one.stale = true;
    },
    restart() {
      restarted++;
      for (const one of kept.values()) one.stale = true;
    },
    clear() {
      era++;
      for (const { tile } of kept.values()) tile?.bitmap.close();
      kept.clear();
      queue = [];
    },
    get waiting() {
      return asked + queue.length;
    },
  };
}

function keyOf({ zoom, index, rise, band }: TilePlace): string {
  return `${zoom}/${index}/${rise}/${band}`;
}

function placeOf(key: string): TilePlace {
  const [zoom, index, rise, band] = key.split("/").map(Number) as [number, number, number, number];
  return { zoom, index, rise, band };
}

/** Which tiles lie in a stretch of frames. */
export function tilesWithin(
  from: number,
  to: number,
  zoom: number,
): { readonly first: number; readonly last: number } {
  const width = TILE_COLUMNS * 2 ** zoom;
  return { first: Math.max(0, Math.floor(from / width)), last: Math.max(0, Math.ceil(to / width) - 1) };
}
