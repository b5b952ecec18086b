import { type Evidence, evidenceOf } from "../consistency/evidence.ts";
import { alternating, constant, fill } from "../repair/fill.ts";
import { type Placement, placed } from "../structure/frames.ts";
import type { Reading } from "./reading.ts";

/** Placed frames, missing rows filled from consistency, and their evidence. */
export function evaluate(
  y: Float64Array,
  { view, arrangement }: Reading,
  placement: Placement,
  fills = 1,
): { z: Float64Array; evidence: Evidence } | undefined {
  const { frames, first } = view.block;
  const size = arrangement.fftSize;
  view.effort.spend(frames * size * (1 + Math.min(24, Math.ceil(size / placement.hop)) / 2));
  const z = placed(y, frames, size, first, placement);
  let evidence = evidenceOf(z, frames, size, placement.hop);
  if (evidence === undefined) return undefined;
  if (arrangement.dropped.length > 0 && evidence.grams.hop === placement.hop && evidence.ratio < 0.5) {
    const vectors = arrangement.dropped.map((bin) => (bin === "dc" ? constant(size) : alternating(size)));
    for (let i = 0; i < fills; i++) {
      fill(z, frames, evidence.grams, evidence.fit.window, vectors);
      evidence = evidenceOf(z, frames, size, placement.hop) ?? evidence;
    }
  }
  return { z, evidence };
}
