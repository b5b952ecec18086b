const STEPS_PER_OCTAVE = 192;
const OCTAVES = 48; // 289 dB: more than any file holds
const LEVELS = STEPS_PER_OCTAVE * OCTAVES;

/** Each cell's level, LEVELS - 1 for the loudest, in steps of a 192nd of an octave; from natural logarithms. */
export function levelsOf(logs: Float32Array): Uint16Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logs.length; i++) if (logs[i] > largest) largest = logs[i];
  const levels = new Uint16Array(logs.length);
  const steps = STEPS_PER_OCTAVE / Math.LN2;
  for (let i = 0; i < logs.length; i++) {
    const below = Math.floor((largest - logs[i]) * steps);
    levels[i] = below < LEVELS ? LEVELS - 1 - below : 0;
  }
  return levels;
}

/**
 * A priority queue of cells by level: pushing and popping cost O(1), which is what makes heap integration of millions of
 * cells quick. Within a level the order is last in, first out.
 */
export interface LevelQueue {
  push(cell: number): void;
  /** The cell of the highest level, or -1. */
  pop(): number;
}

/** A queue for cells of these levels; each cell may wait in it once. */
export function levelQueue(levels: Uint16Array): LevelQueue {
  const heads = new Int32Array(LEVELS).fill(-1);
  const next = new Int32Array(levels.length);
  let top = -1;
  return {
    push(cell) {
      const level = levels[cell];
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

/** All cells from the loudest down, to within a level's step (counting sort). */
export function loudestFirst(levels: Uint16Array): Int32Array {
  const ends = new Int32Array(LEVELS + 1);
  for (let i = 0; i < levels.length; i++) ends[LEVELS - 1 - levels[i] + 1]++;
  for (let level = 0; level < LEVELS; level++) ends[level + 1] += ends[level];
  const sorted = new Int32Array(levels.length);
  for (let i = levels.length - 1; i >= 0; i--) sorted[ends[LEVELS - 1 - levels[i]]++] = i;
  return sorted;
}
