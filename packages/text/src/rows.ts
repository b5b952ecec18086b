import { complaint } from "./complaints.ts";
import type { RowPlace } from "./row-index.ts";
import { HALT, STARTS } from "./scanner.ts";
import type { OpenMatrix, ReadCells } from "./strips.ts";

/** Reads whole rows one after the other, remembering where the next one begins. */
export function createRowReader({ file, matrix, columns, index, scanner, window }: OpenMatrix): ReadCells {
  let next: RowPlace = index.before(0);

  /** Finds where `row` begins: at most a few rows behind an indexed one. */
  async function seekRow(row: number, signal?: AbortSignal): Promise<RowPlace> {
    const indexed = index.before(row);
    let place = next.row <= row && next.row >= indexed.row ? next : indexed;
    window.seek(place.position);
    if (place.row === row) return place;
    let line = place.line;
    let wanted = row - place.row + 1;
    scanner.beginRows();
    while (wanted > 0) {
      const halt = scanner.findRows(window.at, window.end, window.last, Math.min(wanted, STARTS));
      const found = scanner.written;
      wanted -= found;
      if (found > 0) {
        const last = found - 1;
        const position = window.position(scanner.starts[last]);
        place = { row: row - wanted, position, line: line + scanner.startLines[last] };
      }
      line += scanner.lines;
      if (wanted === 0) break;
      if (halt === HALT.full) window.seek(window.position(scanner.at));
      else await window.refill(scanner.at, undefined, signal);
    }
    window.seek(place.position);
    return place;
  }

  return async (start, count, first, until, into, signal) => {
    const place = await seekRow(start, signal);
    let { line } = place;
    let put = 0;
    let left = count;
    scanner.begin({ columns, first, until, stop: columns, single: into instanceof Float32Array }, 0);
    while (left > 0) {
      const halt = scanner.scan(window.at, window.end, window.last, left);
      into.set(scanner.values.subarray(0, scanner.written), put);
      put += scanner.written;
      left -= scanner.rows;
      line += scanner.lines;
      if (halt === HALT.rows || halt === HALT.full) window.seek(window.position(scanner.at));
      else if (halt === HALT.more && window.canGrow(scanner.at))
        await window.refill(scanner.at, undefined, signal);
      else {
        const isLastRow = start + count - left === index.rows - 1;
        throw complaint(halt, scanner, window.end, matrix.style, { file, line, columns, isLastRow });
      }
    }
    next = { row: start + count, position: window.position(window.at), line };
  };
}
