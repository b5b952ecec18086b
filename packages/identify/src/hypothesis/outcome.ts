import type { Evidence } from "../consistency/evidence.ts";
import type { Placement } from "../structure/frames.ts";
import type { Seams } from "../structure/seams.ts";
import { bellness, breadth } from "../window/envelope.ts";
import type { Reading } from "./reading.ts";

/** A guess about structure and scale, with its evidence. */
export interface Hypothesis extends Reading {
  readonly placement: Placement;
  readonly evidence: Evidence;
  /** How natural the placement is, before the evidence of consistency: ln of a prior. */
  readonly habit: number;
  /** How far the best other hop or sign under the same reading stays behind: periodic sound agrees at many. */
  readonly lead: number;
  /** Where frames do not overlap: what speaks for them being side by side. */
  readonly seams?: Seams;
  /** Where each frame's mean was removed and nothing else would show it: the window under which the means agree. */
  readonly meansUnder?: Float64Array;
}

/** Evidence and prior together, both as logarithms. */
export function outcome(h: Hypothesis): number {
  return h.evidence.score + Math.log(h.arrangement.prior + 1e-6) + h.habit;
}

/** The lead over nothing. */
export const FAR = 30;

/** How far the best of the others, at another hop or sign, stays behind. */
export function leadOf(h: Hypothesis, others: readonly Hypothesis[]): number {
  const { hop, conjugate } = h.placement;
  return others
    .filter(({ placement }) => placement.hop !== hop || placement.conjugate !== conjugate)
    .reduce((least, other) => Math.min(least, outcome(h) - outcome(other)), FAR);
}

/** Windows are broader than this share of the hop: between narrower ones audio would be lost. */
const BREADTH = 0.2;

/** Windows are bell-shaped and reach from frame to frame, buffers begin where frames do or at their centre, and few producers conjugate. */
export function habitOf(
  placement: Placement,
  flipped: boolean,
  size: number,
  envelope: Float64Array,
): number {
  const { origin, conjugate, kind, hop } = placement;
  const usual = origin === 0 || origin === size >> 1 || origin === size - (size >> 1);
  const shape = Math.min(0, 1.5 * Math.log(Math.max(bellness(envelope), 1e-3)));
  const reach = Math.min(0, 3 * Math.log(Math.max(breadth(envelope) / (BREADTH * hop), 1e-3)));
  return (
    (usual ? 0 : -0.7) +
    (origin === 0 ? 0 : -0.1) +
    (conjugate ? -0.5 : 0) +
    // flipped and conjugated is exactly as consistent as neither
    (flipped && conjugate ? -3 : 0) +
    (kind === "rotating" ? -0.5 : 0) +
    Math.max(-4, shape) +
    reach
  );
}
