/**
 * A priority queue of cells by magnitude with steps of a twelfth of an octave: pushing and popping cost O(1), which
 * is what makes heap integration of millions of cells quick. Within a step the order is last in, first out.
 */
export interface LevelQueue {
  push(cell: number): void;
  /** The cell of the highest level, or -1. */
  pop(): number;
}

const STEPS_PER_OCTAVE = 12;
const OCTAVES = 48; // 289 dB: more than any file holds

/** A queue for cells of these magnitudes; each cell may wait in it once. */
export function levelQueue(magnitudes: ArrayLike<number>, count: number, largest: number): LevelQueue {
  const levels = STEPS_PER_OCTAVE * OCTAVES;
  const heads = new Int32Array(levels).fill(-1);
  const next = new Int32Array(count);
  let top = -1;
  return {
    push(cell) {
      const below = Math.log2(largest / magnitudes[cell]) * STEPS_PER_OCTAVE;
      const level = below < levels ? levels - 1 - Math.max(0, Math.floor(below)) : 0;
      next[cell] = heads[level];
      heads[level] = cell;
      if (level > top) top = level;
    },
    pop() {
      while (top >= 0 && heads[top] < 0) top--;
      if (top < 0) return -1;
      const cell = heads[top];
      heads[top] = next[cell];
      return cell;
    },
  };
}
