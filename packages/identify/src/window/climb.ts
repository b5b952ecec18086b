import type { WindowCandidate } from "./candidate.ts";

/** A window and what it leaves unexplained. */
export type Tried = WindowCandidate & { readonly ratio: number };

/** Moves offset and length downhill, by steps that halve; answers where it came to rest. */
export function climb(start: Tried, test: (c: WindowCandidate) => number, size: number): Tried {
  let best = start;
  for (let step = Math.max(1, size >> 6); step >= 1; step = step > 1 ? step >> 1 : 0) {
    for (let improved = true; improved; ) {
      improved = false;
      for (const [a, b] of MOVES) {
        const spec = { ...start.spec, length: best.spec.length + b * step };
        const candidate = { spec, offset: best.offset + a * step };
        const ratio = test(candidate);
        if (ratio < best.ratio) {
          best = { ...candidate, ratio };
          improved = true;
          break;
        }
      }
    }
  }
  return best;
}

/** Steps of offset and length: one end alone, both together, both ends. */
export const MOVES = [
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
  [-1, 1],
  [1, -1],
  [1, -2],
  [-1, 2],
] as const;
