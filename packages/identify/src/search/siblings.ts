import { glance } from "../hypothesis/glance.ts";
import { type Hypothesis, outcome } from "../hypothesis/outcome.ts";
import type { Place } from "./places.ts";

/** A ratio below this needs no comparison with FFT sizes nearby. */
const BEYOND_DOUBT = 1e-6;

/**
 * FFT sizes one or two apart agree nearly as well, and coarse numbers hide the lines that tell them apart: what is not
 * beyond doubt is held against its neighbours, whatever the lines say.
 */
export function withSiblings(found: readonly Hypothesis[], places: readonly Place[]): Hypothesis[] {
  const [best] = found;
  if (best.evidence.ratio < BEYOND_DOUBT) return [...found];
  const { fftSize, axis, sides, flipped } = best.arrangement;
  const near = places.filter(
    ({ arrangement: a }) =>
      a.axis === axis && a.sides === sides && a.flipped === flipped && Math.abs(a.fftSize - fftSize) <= 4,
  );
  const siblings = near
    .filter(({ arrangement }) => found.every((h) => h.arrangement !== arrangement))
    .flatMap(({ arrangement }) =>
      glance({ ...best, arrangement }, best.placement.kind === "rotating").slice(0, 1),
    );
  return [...found, ...siblings].sort((a, b) => outcome(b) - outcome(a));
}
