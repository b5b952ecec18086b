/**
 * Places inside long rows, remembered as reads pass them, so that the next strip of columns begins where the last one
 * ended instead of at the beginning of every row.
 *
 * Rows are divided into slots of equally many cells; each slot keeps the last place noted in it. The memory is bounded
 * by {@link MARKS}, and a strip read in no order at all passes over a slot's cells at most once it has been passed before.
 */
export interface ColumnMarks {
  /** Remembers that `cell` of `row` begins at byte `position`. */
  note(row: number, cell: number, position: number): void;
  /** The last place known at or before `cell` of `row`; undefined: only the row's beginning is. */
  before(row: number, cell: number): { readonly cell: number; readonly position: number } | undefined;
}

const MARKS = 1 << 18;

export function createColumnMarks(rows: number, columns: number): ColumnMarks {
  const slots = Math.max(1, Math.min(columns, Math.floor(MARKS / rows)));
  const width = Math.ceil(columns / slots);
  const cells = new Float64Array(rows * slots);
  const positions = new Float64Array(rows * slots);
  return {
    note(row, cell, position) {
      if (cell === 0 || cell >= columns) return;
      const slot = row * slots + Math.floor(cell / width);
      cells[slot] = cell;
      positions[slot] = position;
    },
    before(row, cell) {
      for (let slot = Math.floor(cell / width); slot >= 0; slot--) {
        const at = row * slots + slot;
        if (positions[at] > 0 && cells[at] <= cell) return { cell: cells[at], position: positions[at] };
      }
      return undefined;
    },
  };
}
