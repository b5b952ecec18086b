/** What the bytes of whole numbers tell of their width, whatever the numbers mean. */
export interface Grouping {
  /** Bytes of a number, where they tell. */
  readonly bytes: 1 | 2 | undefined;
  /** Of two bytes, whether the second says more: the high byte of magnitudes and decibels is far from even. */
  readonly littleEndian: boolean;
}

/** Shares of cells in which two histograms may differ, or one from an even one, before that means something. */
const APART = 0.1;
const UNEVEN = 0.2;

/**
 * Bytes of two-byte numbers take turns: the low ones fill all values evenly, the high ones do not. Bytes that are numbers
 * by themselves are alike at even and odd places. Angles of two bytes fill both evenly, which tells nothing.
 *
 * @param sample whole numbers to its end, of an even length
 */
export function groupingOf(sample: Uint8Array): Grouping {
  const first = histogram(sample, 0);
  const second = histogram(sample, 1);
  // what chance makes of 256 cells
  const chance = Math.sqrt((2 * 256) / Math.max(1, sample.length));
  const even = new Float64Array(256).fill(1 / 256);
  const littleEndian = distance(first, even) <= distance(second, even);
  if (distance(first, second) > APART + chance) return { bytes: 2, littleEndian };
  const bytes = distance(first, even) > UNEVEN + chance ? 1 : undefined;
  return { bytes, littleEndian };
}

/** Share of the bytes at even (or odd) places that have each value. */
function histogram(sample: Uint8Array, from: number): Float64Array {
  const shares = new Float64Array(256);
  const one = 2 / sample.length;
  for (let i = from; i < sample.length; i += 2) shares[sample[i]] += one;
  return shares;
}

/** The part of one histogram that is not in the other. */
function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, share, value) => sum + Math.abs(share - b[value]) / 2, 0);
}
