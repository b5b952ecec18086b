import { TILE_COLUMNS, TILE_ROWS } from "../tile.ts";
import { type Tiles, tilesWithin } from "./tiles.ts";
import type { Viewport } from "./viewport.ts";

/** Coarser levels that stand in for tiles on their way. */
const STAND_INS = 7;

/** Draws the tiles of a viewport: what is missing is shown coarser until it comes. */
export function drawTiles(
  context: CanvasRenderingContext2D,
  tiles: Tiles,
  { from, to }: Viewport,
  frames: number,
): void {
  const { width, height } = context.canvas;
  context.fillStyle = "#000004";
  context.fillRect(0, 0, width, height);
  const perPixel = (to - from) / width;
  const zoom = Math.max(0, Math.floor(Math.log2(Math.max(perPixel, 1e-9))));
  context.imageSmoothingEnabled = perPixel >= 0.25;
  const { first, last } = tilesWithin(from, Math.min(to, frames), zoom);
  for (let index = first; index <= last; index++) {
    const tile = tiles.get(zoom, index);
    if (tile !== undefined) draw(zoom, index, tile.bitmap, tile.columns);
    else standIn(zoom, index);
  }

  function draw(level: number, index: number, bitmap: ImageBitmap, columns: number): void {
    const start = index * TILE_COLUMNS * 2 ** level;
    const x = (start - from) / perPixel;
    const across = (columns * 2 ** level) / perPixel;
    context.drawImage(bitmap, 0, 0, columns, TILE_ROWS, x, 0, across + 0.5, height);
  }

  /** The part of a coarser tile that lies where this one will be. */
  function standIn(level: number, index: number): void {
    for (let up = 1; up <= STAND_INS; up++) {
      const share = 2 ** up;
      const tile = tiles.peek(level + up, Math.floor(index / share));
      if (tile === undefined) continue;
      const columns = TILE_COLUMNS / share;
      const left = (index % share) * columns;
      const there = Math.min(columns, tile.columns - left);
      if (there <= 0) return;
      const x = (index * TILE_COLUMNS * 2 ** level - from) / perPixel;
      const across = (there * 2 ** (level + up)) / perPixel;
      context.drawImage(tile.bitmap, left, 0, there, TILE_ROWS, x, 0, across + 0.5, height);
      return;
    }
  }
}
