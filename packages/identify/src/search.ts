import type { Effort } from "./effort.ts";
import { candidateScales } from "./encoding/scale.ts";
import { focus, glance, type Hypothesis, outcome, type View, viewOf } from "./hypothesis.ts";
import { sideBySide } from "./side-by-side.ts";
import { type Arrangement, arrangementsOf } from "./structure/arrangement.ts";
import { lineFacts } from "./structure/lines.ts";
import { isFlat } from "./survey/loudest.ts";
import type { Pair } from "./survey/pair.ts";
import { fits, type Wanted } from "./wanted.ts";

/** Frames of the first look. */
const GLANCE = 64;
/** A ratio below this leaves no doubt about structure and scale. */
const OVERWHELMING = 1e-7;
/** A ratio below this is worth a closer look at once. */
const PROMISING = 0.05;
/** A ratio below this ends the search after the pass that found it. */
const SETTLED = 0.01;
/** A ratio above this is no evidence of overlap: frames may stand side by side. */
const SMALL = 0.1;
/** A ratio below this needs no comparison with FFT sizes nearby. */
const BEYOND_DOUBT = 1e-6;
/** Arrangements at least this likely, against the likeliest, are tried before all others. */
const LIKELY = 0.3;
const POSSIBLE = 0.003;
/** Above this no scale can mend a hypothesis: power read as amplitude stays below. */
const HOPELESS = 0.4;
/** No producer's FFT is larger than 2^15 where the array's other axis would make a smaller one. */
const MOST_BINS = 2 ** 14 + 1;
/** Hypotheses about other hops that are this near the best are looked at as closely, up to so many in all. */
const CLOSE = 1;
const CLOSELY = 3;
/** Curves tried on arrangements that the lines speak against. */
const FEW_SCALES = 2;

/** An arrangement, and the frames along its axis. */
export interface Place {
  readonly view: View;
  readonly arrangement: Arrangement;
}

/** One way through the arrangements. */
interface Pass {
  readonly rotating: boolean;
  readonly likely: boolean;
  /** Bins left out at the bottom: what a producer who removed each frame's mean has changed. */
  readonly lowCut: number;
}

const PASSES: readonly Pass[] = [
  { rotating: false, likely: true, lowCut: 0 },
  { rotating: true, likely: true, lowCut: 0 },
  { rotating: false, likely: false, lowCut: 0 },
  { rotating: false, likely: true, lowCut: 4 },
];

/**
 * Tries arrangements and scales, the likeliest first, until one is beyond doubt.
 *
 * @returns what was tried, best first
 */
export async function search(
  pair: Pair,
  picture: boolean,
  wanted: Wanted,
  effort: Effort,
): Promise<Hypothesis[]> {
  const places = await placesOf(pair, picture, wanted, effort);
  const top = places[0]?.arrangement.prior ?? 0;
  const found: Hypothesis[] = [];
  for (const pass of PASSES) {
    const chosen = places.filter(({ arrangement }) =>
      pass.likely
        ? arrangement.prior >= LIKELY * top
        : inBetween(arrangement.prior, POSSIBLE * top, LIKELY * top),
    );
    for (const place of chosen) {
      if (effort.exhausted()) break;
      const seen = attempt(place, pass);
      if (seen.length === 0) continue;
      const closer = closest(seen);
      found.push(closer);
      // conjugated frames may be flipped ones, which are still to come
      if (closer.evidence.ratio < OVERWHELMING && !closer.placement.conjugate) break;
    }
    found.sort((a, b) => outcome(b) - outcome(a));
    if (found.length > 0 && found[0].evidence.ratio < SETTLED) return withSiblings(found, places);
  }
  const joined = found.some((h) => h.evidence.ratio < SMALL) ? undefined : sideBySide(places);
  if (joined !== undefined) return [joined, ...found];
  found.push(
    ...found
      .slice(0, 2)
      .filter((h) => h.evidence.ratio < HOPELESS)
      .map((h) => focus(h)),
  );
  return found.sort((a, b) => outcome(b) - outcome(a));
}

async function placesOf(pair: Pair, picture: boolean, wanted: Wanted, effort: Effort): Promise<Place[]> {
  const places: Place[] = [];
  for (const axis of ["columns", "rows"] as const) {
    const frames = axis === "rows" ? pair.rows : pair.columns;
    const bins = axis === "rows" ? pair.columns : pair.rows;
    if (frames < 6 || bins < 3 || bins > 2 ** 20) continue;
    // Hours of audio are no spectrum: reading them as one would cost their whole length, in time and memory.
    if (bins > MOST_BINS && frames >= 3 && frames <= MOST_BINS) continue;
    const view = await viewOf(pair, axis, GLANCE, { wanted, effort });
    if (isFlat(view.block.magnitude)) continue;
    const facts = lineFacts(view.block, view.phase);
    for (const arrangement of arrangementsOf(axis, bins, facts, picture)) places.push({ view, arrangement });
  }
  const agreeing = places.filter(({ arrangement }) => fits(arrangement, wanted));
  const chosen = agreeing.length > 0 ? agreeing : places;
  return chosen.sort((a, b) => b.arrangement.prior - a.arrangement.prior);
}

/**
 * FFT sizes one or two apart agree nearly as well, and coarse numbers hide the lines that tell them apart: what is not
 * beyond doubt is held against its neighbours, whatever the lines say.
 */
function withSiblings(found: readonly Hypothesis[], places: readonly Place[]): Hypothesis[] {
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

/** The best of what was seen, looked at more closely; so is a rival that is nearly as good, for scales shift the balance. */
function closest(seen: readonly Hypothesis[]): Hypothesis {
  const [best] = seen;
  const { ratio } = best.evidence;
  if (ratio > PROMISING || ratio < OVERWHELMING) return best;
  const close = seen.filter((h, i) => i === 0 || outcome(h) > outcome(best) - CLOSE);
  return close
    .slice(0, CLOSELY)
    .map((h) => focus(h))
    .reduce((a, b) => (outcome(b) > outcome(a) ? b : a));
}

/** The best scales and placements for an arrangement, one a hop, best first. */
function attempt({ view, arrangement }: Place, pass: Pass): readonly Hypothesis[] {
  const hops = new Map<number, Hypothesis>();
  let best: Hypothesis | undefined;
  const { wanted } = view;
  const scales = wanted.scale === undefined ? candidateScales(view.facts) : [wanted.scale];
  for (const scale of pass.likely ? scales : scales.slice(0, FEW_SCALES)) {
    for (const h of glance({ view, arrangement, scale, edgeGain: 1, lowCut: pass.lowCut }, pass.rotating)) {
      const before = hops.get(h.placement.hop);
      if (before === undefined || outcome(h) > outcome(before)) hops.set(h.placement.hop, h);
      if (best === undefined || outcome(h) > outcome(best)) best = h;
    }
    if ((best !== undefined && best.evidence.ratio < OVERWHELMING) || view.effort.exhausted()) break;
  }
  return [...hops.values()].sort((a, b) => outcome(b) - outcome(a));
}

function inBetween(value: number, low: number, high: number): boolean {
  return value >= low && value < high;
}
