import { glance } from "../hypothesis/glance.ts";
import { type Hypothesis, outcome } from "../hypothesis/outcome.ts";
import type { Place } from "./places.ts";

/** A ratio below this needs no comparison with FFT sizes nearby. */
const BEYOND_DOUBT = 1e-9;
/** How near two rates are that were tried both if one was. */
const SAME_RATE = 0.05;
/** Above this ratio the best is nonsense, and so would its neighbours be. */
const NO_FAMILY = 0.5;

/**
 * FFT sizes one or two apart agree nearly as well, and coarse numbers hide the lines that tell them apart: what is not
 * beyond doubt is held against its neighbours, whatever the lines say.
 */
export function withSiblings(found: readonly Hypothesis[], places: readonly Place[]): Hypothesis[] {
  const [best] = found;
  if (best === undefined || best.evidence.ratio < BEYOND_DOUBT || best.evidence.ratio > NO_FAMILY)
    return [...found];
  const { fftSize, axis, sides, flipped } = best.arrangement;
  const near = places.filter(
    ({ arrangement: a }) =>
      a.axis === axis && a.sides === sides && a.flipped === flipped && Math.abs(a.fftSize - fftSize) <= 4,
  );
  const siblings = near
    .filter(({ arrangement }) => !found.some((h) => h.arrangement === arrangement && readAlike(h, best)))
    .flatMap(({ arrangement }) =>
      glance({ ...best, arrangement }, best.placement.kind === "rotating").slice(0, 1),
    );
  return [...found, ...siblings].sort((a, b) => outcome(b) - outcome(a));
}

/** Whether two hypotheses differ in their arrangement at most. */
function readAlike(a: Hypothesis, b: Hypothesis): boolean {
  const near = Math.abs(a.scale.rate / b.scale.rate - 1) < SAME_RATE;
  return a.placement.kind === b.placement.kind && a.scale.curve === b.scale.curve && near;
}
