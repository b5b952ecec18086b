/** What a scale leaves unexplained, e / e0, and how far it stretches the cells, as a logarithm (see `stretchOf`). */
export interface Left {
  readonly ratio: number;
  readonly stretch: number;
}

/** What leaves so many times less does so by more than noise that it makes small. */
const MUCH = 3;

/** ln of what is left as if every scale stretched the cells alike. */
export function evenly({ ratio, stretch }: Left): number {
  return Math.log(ratio) + stretch;
}

/**
 * Whether one scale does better than another. A scale that stretches loud cells makes the share of noise small, so that their
 * stretching decides between scales that leave about as much; the right scale of a file without noise leaves far less than
 * any other, and may stretch as it likes.
 */
export function isBetter(a: Left, b: Left): boolean {
  if (a.ratio * MUCH < b.ratio) return true;
  if (b.ratio * MUCH < a.ratio) return false;
  return evenly(a) < evenly(b);
}
