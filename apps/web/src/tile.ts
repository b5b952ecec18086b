/** Columns of a tile of the waterfall. */
export const TILE_COLUMNS = 256;

/** Rows of a tile: what the tallest view shows. */
export const TILE_ROWS = 512;
