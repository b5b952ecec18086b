/** Columns of a tile of the waterfall. */
export const TILE_COLUMNS = 256;

/** Rows of a tile: what the tallest view shows. */
export const TILE_ROWS = 512;

/** Phases are shown where a column has at most 2^3 frames: one of each; those of more don't tell anything together. */
export const PHASE_ZOOM = 3;

/** Where a tile lies: columns of 2^zoom frames each; the frequency axis in 2^rise bands, counted from the bottom. */
export interface TilePlace {
  readonly zoom: number;
  readonly index: number;
  readonly rise: number;
  readonly band: number;
}
