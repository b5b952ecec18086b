/** Numbers that were rounded: multiples of a step from an offset. */
export interface Steps {
  readonly step: number;
  readonly offset: number;
  /** How many different values there are. */
  readonly levels: number;
}

/** More levels than this are as good as none: 16 bits leave errors of -100 dB. */
const MOST_LEVELS = 4096;
/** Of a step: how far from its place a level may lie (text of few digits, single precision). */
const TOLERANCE = 0.02;

/**
 * Finds out whether numbers were rounded to equal steps: few different values, and all of them on one lattice. Undefined
 * where they were not.
 */
export function stepsOf(values: ArrayLike<number>): Steps | undefined {
  const seen = new Set<number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value - value !== 0) continue;
    seen.add(value);
    if (seen.size > MOST_LEVELS) return undefined;
  }
  if (seen.size < 3) return undefined;
  const levels = [...seen].sort((a, b) => a - b);
  const range = levels.at(-1)! - levels[0];
  // Neighbours a step apart are there in any real data; rounding noise makes near doubles, which are no steps.
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < levels.length; i++) {
    const gap = levels[i] - levels[i - 1];
    if (gap > 1e-5 * range && gap < step) step = gap;
  }
  if (!Number.isFinite(step)) return undefined;
  // The smallest gap carries rounding; counting steps over the whole range averages it away.
  const offset = levels[0];
  step = range / Math.round(range / step);
  for (const level of levels) {
    const at = (level - offset) / step;
    if (Math.abs(at - Math.round(at)) > TOLERANCE) return undefined;
  }
  return { step, offset, levels: levels.length };
}
