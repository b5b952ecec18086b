import type { FormatError } from "@unspectro/core/plugin";
import { complaint } from "./complaints.ts";
import { HALT, type Halt, type Scanner, type ScanPlan } from "./scanner.ts";
import type { TextStyle } from "./style.ts";
import type { Window } from "./window.ts";

/** What one row showed. */
export interface RowSeen {
  readonly halt: Halt;
  /** Cells passed when the scan stopped. */
  readonly cells: number;
  /** The first number read. */
  readonly first: number;
  /** Whether the row was followed by a line end, not just by the end of the file. */
  readonly ended: boolean;
  /** The error that `halt` means, if it means one. */
  complain(): FormatError;
}

/** Scans the row that begins at a place, alone: to look at it before the matrix is read. */
export type ScanOneRow = (
  place: { readonly position: number; readonly line: number },
  plan: ScanPlan,
  isLastRow?: boolean,
) => Promise<RowSeen>;

export function createRowScan(
  scanner: Scanner,
  window: Window,
  style: TextStyle,
  file: string,
  signal?: AbortSignal,
): ScanOneRow {
  return async ({ position, line }, plan, isLastRow = false) => {
    let first = Number.NaN;
    window.seek(position);
    scanner.begin(plan, 0);
    for (;;) {
      const halt = scanner.scan(window.at, window.end, window.last, 1);
      if (scanner.written > 0) first = scanner.values[0];
      if (halt === HALT.more && window.canGrow(scanner.at)) {
        await window.refill(scanner.at, undefined, signal);
        continue;
      }
      const cells = scanner.cell;
      const ended = scanner.text[scanner.at - 1] === style.lineEnd;
      const { columns } = plan;
      const complain = (): FormatError =>
        complaint(halt, scanner, window.end, style, { file, line, columns, isLastRow });
      return { halt, cells, first, ended, complain };
    }
  };
}
