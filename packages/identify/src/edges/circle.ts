import type { Piece } from "./overlap-add.ts";

/** Places nearer than this are alike in any sound. */
const NEARBY = 8;
/** A sound that fits as well somewhere else, but for this factor, repeats itself. */
const AS_WELL = 3;

/** Whether the beginning of the frames equals what lies `period` samples later, and nothing before that: tones repeat anyway. */
export function wraps(
  head: Piece,
  tail: Piece,
  period: number,
  typical: number,
  alike: number,
  reach: number,
): boolean {
  const least = differenceAt(head, tail, period, typical, reach);
  if (least >= alike) return false;
  for (let by = NEARBY; by <= period; by++)
    if (differenceAt(head, tail, period - by, typical, reach) < AS_WELL * Math.max(least, 1e-7)) return false;
  return true;
}

/** Root mean square difference between the first `reach` samples of the head and those of the tail from `from` on; 1 where little is. */
function differenceAt(head: Piece, tail: Piece, from: number, typical: number, reach: number): number {
  let difference = 0;
  let power = 0;
  let counted = 0;
  for (let i = Math.max(0, -from); i < reach && from + i < tail.audio.length; i++) {
    const j = from + i;
    const weight = Math.min(head.cover[i], tail.cover[j]);
    if (weight < 0.05 * typical) continue;
    difference += weight * (head.audio[i] - tail.audio[j]) ** 2;
    power += weight * (head.audio[i] ** 2 + tail.audio[j] ** 2);
    counted++;
  }
  return counted > 8 && power > 1e-12 * typical ? Math.sqrt(difference / power) : 1;
}
