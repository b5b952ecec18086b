import { TILE_COLUMNS, TILE_ROWS, type TilePlace } from "../tile.ts";
import { type Tiles, tilesWithin } from "./tiles.ts";
import type { Viewport } from "./viewport.ts";

/** Coarser levels that stand in for tiles on their way. */
const STAND_INS = 7;
/** Frequencies are cut into at most 2^6 bands. */
const MOST_RISE = 6;

/** Draws the tiles of a viewport: what is missing is shown coarser until it comes. Mixed angles have no colour: not smooth. */
export function drawTiles(
  context: CanvasRenderingContext2D,
  tiles: Tiles,
  { from, to, bottom, top }: Viewport,
  { frames, smooth }: { readonly frames: number; readonly smooth: boolean },
): void {
  const { width, height } = context.canvas;
  context.fillStyle = "#000004";
  context.fillRect(0, 0, width, height);
  const perPixel = (to - from) / width;
  const sharePerPixel = (top - bottom) / height;
  const zoom = zoomOf(perPixel);
  const rise = Math.min(MOST_RISE, Math.max(0, Math.floor(Math.log2(1 / (top - bottom)) + 1e-9)));
  context.imageSmoothingEnabled = smooth && perPixel >= 0.25;
  const { first, last } = tilesWithin(from, Math.min(to, frames), zoom);
  const bands = 2 ** rise;
  const lowest = Math.floor(bottom * bands);
  const highest = Math.min(bands, Math.ceil(top * bands)) - 1;
  for (let band = lowest; band <= highest; band++) {
    for (let index = first; index <= last; index++) {
      const place = { zoom, index, rise, band };
      const tile = tiles.get(place);
      if (tile === undefined) standIn(place);
      else draw(place, tile.bitmap, { left: 0, columns: tile.columns, upper: 0, rows: TILE_ROWS });
    }
  }

  /** Draws a part of a bitmap where a tile lies, which is as large as that part. */
  function draw(
    place: TilePlace,
    bitmap: ImageBitmap,
    part: BitmapPart,
    columnFrames = 2 ** place.zoom,
  ): void {
    const start = place.index * TILE_COLUMNS * 2 ** place.zoom;
    const x = (start - from) / perPixel;
    const across = (part.columns * columnFrames) / perPixel;
    const high = 1 / 2 ** place.rise / sharePerPixel;
    const y = (top - (place.band + 1) / 2 ** place.rise) / sharePerPixel;
    const { left, columns, upper, rows } = part;
    context.drawImage(bitmap, left, upper, columns, rows, x, y, across + 0.5, high + 0.5);
  }

  /** The part of a coarser tile that lies where this one will be: fewer columns, then fewer rows. */
  function standIn(place: TilePlace): void {
    for (let down = 0; down <= place.rise; down++) {
      for (let up = down === 0 ? 1 : 0; up <= STAND_INS; up++) {
        const [share, slices] = [2 ** up, 2 ** down];
        const tile = tiles.peek({
          zoom: place.zoom + up,
          index: Math.floor(place.index / share),
          rise: place.rise - down,
          band: Math.floor(place.band / slices),
        });
        if (tile === undefined) continue;
        const left = (place.index % share) * (TILE_COLUMNS / share);
        const columns = Math.min(TILE_COLUMNS / share, tile.columns - left);
        const rows = TILE_ROWS / slices;
        const upper = (slices - 1 - (place.band % slices)) * rows;
        if (columns > 0) draw(place, tile.bitmap, { left, columns, upper, rows }, 2 ** (place.zoom + up));
        return;
      }
    }
  }
}

/** What of a bitmap is drawn, in its own pixels. */
interface BitmapPart {
  readonly left: number;
  readonly columns: number;
  readonly upper: number;
  readonly rows: number;
}

/** The level whose columns are not wider than a pixel. */
export function zoomOf(framesPerPixel: number): number {
  return Math.max(0, Math.floor(Math.log2(Math.max(framesPerPixel, 1e-9))));
}
