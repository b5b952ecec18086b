/** Which numbers of a file of angles are 0 or half a turn, at its beginning and at its end. */
export interface RealCells {
  /** 1 or 0 for numbers from the beginning of the file, whatever a header makes of the first. */
  readonly head: Uint8Array;
  /** 1 or 0 for the last numbers of the file. */
  readonly tail: Uint8Array;
}

/** A line of real numbers has at least this share of them, the line beside it at most that. */
const REAL = 0.85;
const BESIDE = 0.4;

/**
 * How clearly records of a length have a line of real numbers (DC, Nyquist) at one of their edges: the logarithm of how
 * unlikely that is by chance, bounded.
 *
 * @param header numbers before the first record
 */
export function edgeLines({ head, tail }: RealCells, length: number, header: number): number {
  const ends = tail.length;
  const rows = Math.min(Math.floor(ends / length), 400);
  const rowAt = (cells: Uint8Array, from: number): number => share(cells, from, 1, length);
  const column = (c: number): number => share(tail, ends - rows * length + c, length, rows);
  let best = 0;
  const lines = (line: number, beside: number, count: number): void => {
    if (line > REAL && beside < BESIDE) best = Math.max(best, Math.min(count, 60) * (line - beside));
  };
  if (2 * length <= ends && begins(tail, ends - length, 1))
    lines(rowAt(tail, ends - length), rowAt(tail, ends - 2 * length), length);
  if (header + 2 * length <= head.length && begins(head, header + length - 1, -1))
    lines(rowAt(head, header), rowAt(head, header + length), length);
  if (rows >= 6) {
    lines(column(0), column(1), rows);
    lines(column(length - 1), column(length - 2), rows);
  }
  return best;
}

/** Numbers looked at on both sides of a line's end. */
const NEAR = 8;

/** Whether real numbers begin just there: silence is real too, but ends where it likes. */
function begins(cells: Uint8Array, at: number, direction: 1 | -1): boolean {
  const inside = direction > 0 ? at : at - NEAR + 1;
  const outside = direction > 0 ? at - NEAR : at + 1;
  return share(cells, inside, 1, NEAR) > REAL && share(cells, outside, 1, NEAR) <= 0.5;
}

function share(cells: Uint8Array, from: number, stride: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += cells[from + i * stride];
  return sum / count;
}
