import { candidateScales, decode, type Scale } from "../encoding/scale.ts";
import { focus } from "../hypothesis/focus.ts";
import { glance } from "../hypothesis/glance.ts";
import { type Hypothesis, outcome } from "../hypothesis/outcome.ts";
import { binsOf } from "../structure/arrangement.ts";
import type { Pass } from "./passes.ts";
import type { Place } from "./places.ts";

/** A ratio below this leaves no doubt about structure and scale. */
export const OVERWHELMING = 1e-7;

/** A ratio below this leaves none about the structure: a closer look tries the other scales there, and nowhere else. */
const SETTLED = 1e-5;

/** A ratio below this is worth a closer look at once. */
export const PROMISING = 0.05;
/** Hypotheses about other hops that are this near the best are looked at as closely, up to so many in all. */
const CLOSE = 1;
const CLOSELY = 3;
/** With the right structure, one of the first so many scales leaves less than this share, whichever is the right one. */
const FIRST_SCALES = 3;
const NONSENSE = 0.6;
/** Curves tried on arrangements that the lines speak against. */
const FEW_SCALES = 2;

/** Low bins with less than this share of the energy cannot spoil the others' agreement. */
const SPOILING = 0.03;

/** The best scales and placements for an arrangement, one a hop, best first. */
export function attempt({ view, arrangement }: Place, pass: Pass): readonly Hypothesis[] {
  const hops = new Map<number, Hypothesis>();
  let best: Hypothesis | undefined;
  const { wanted } = view;
  const scales = wanted.scale === undefined ? candidateScales(view.facts) : [wanted.scale];
  for (const [tried, scale] of (pass.likely ? scales : scales.slice(0, FEW_SCALES)).entries()) {
    if (pass.lowCut > 0 && lowShare({ view, arrangement }, scale, pass.lowCut) < SPOILING) continue;
    if (tried === FIRST_SCALES && best !== undefined && best.evidence.ratio > NONSENSE) break;
    for (const h of glance({ view, arrangement, scale, edgeGain: 1, lowCut: pass.lowCut }, pass.rotating)) {
      const before = hops.get(h.placement.hop);
      if (before === undefined || outcome(h) > outcome(before)) hops.set(h.placement.hop, h);
      if (best === undefined || outcome(h) > outcome(best)) best = h;
    }
    if ((best !== undefined && best.evidence.ratio < SETTLED) || view.effort.exhausted()) break;
  }
  return [...hops.values()].sort((a, b) => outcome(b) - outcome(a));
}

/** The share of the energy that lies in the lowest bins. */
function lowShare({ view, arrangement }: Place, scale: Scale, count: number): number {
  const { magnitude, bins } = view.block;
  const amplitudes = decode(magnitude, scale, view.facts);
  const places = binsOf(arrangement, bins);
  let low = 0;
  let all = 0;
  for (let i = 0; i < amplitudes.length; i++) {
    const k = places[i % bins];
    if (k < 0) continue;
    const energy = amplitudes[i] * amplitudes[i];
    all += energy;
    if (k < count) low += energy;
  }
  return all > 0 ? low / all : 0;
}

/** The best of what was seen, looked at more closely; so is a rival that is nearly as good, for scales shift the balance. */
export function closest(seen: readonly Hypothesis[]): Hypothesis {
  const [best] = seen;
  const { ratio } = best.evidence;
  if (ratio > PROMISING || ratio < OVERWHELMING) return best;
  const close = seen.filter((h, i) => i === 0 || outcome(h) > outcome(best) - CLOSE);
  return close
    .slice(0, CLOSELY)
    .map((h) => focus(h))
    .reduce((a, b) => (outcome(b) > outcome(a) ? b : a));
}
