import type { Effort } from "../effort.ts";
import { focus } from "../hypothesis/focus.ts";
import { type Hypothesis, outcome } from "../hypothesis/outcome.ts";
import type { Pair } from "../survey/pair.ts";
import { attempt, closest, OVERWHELMING } from "./attempt.ts";
import { byWindows } from "./by-windows.ts";
import { FURTHER_PASSES, LIKELY_PASSES, type Pass, placesIn } from "./passes.ts";
import type { Place } from "./places.ts";
import { withoutMeans } from "./removed-means.ts";
import { withSiblings } from "./siblings.ts";
import { sideBySide } from "./side-by-side.ts";

/** A ratio below this ends the search after the pass that found it. */
const SETTLED = 0.01;
/** Frames that overlap by a sample or two agree under any hypothesis, and score less than this. */
const TELLING = 0.5;
/** What explains frames by removed means must leave so many times less than all else. */
const CLEARLY = 4;
/** Above this no scale can mend a hypothesis: power read as amplitude stays below. */
const HOPELESS = 0.4;

/** What a search has found so far, best first, and whether anything more need be tried. */
export interface Findings {
  readonly found: readonly Hypothesis[];
  readonly settled: boolean;
}

/** Tries the likeliest arrangements, with scales, until one is beyond doubt. */
export function searchLikely(places: readonly Place[], effort: Effort): Findings {
  return searchThrough(LIKELY_PASSES, places, effort, []);
}

/** Tries what else there is, where the likeliest arrangements did not settle it. */
export async function searchOn(
  pair: Pair,
  places: readonly Place[],
  effort: Effort,
  { found: before }: Findings,
): Promise<readonly Hypothesis[]> {
  const { found, settled } = searchThrough(FURTHER_PASSES, places, effort, before);
  if (settled) return found;
  const removed = withoutMeans(places);
  if (removed !== undefined && found.every((h) => h.evidence.ratio > CLEARLY * removed.evidence.ratio))
    return [removed, ...found];
  const overlap = found.some(({ evidence }) => evidence.ratio < SETTLED && evidence.score > TELLING);
  const joined = overlap ? undefined : await sideBySide(pair, places);
  if (joined !== undefined) return [joined, ...found];
  const focused = found
    .slice(0, 2)
    .filter((h) => h.evidence.ratio < HOPELESS)
    .map((h) => focus(h));
  const all = [...found, ...focused].sort((a, b) => outcome(b) - outcome(a));
  return byWindows(withSiblings(byWindows(all), places));
}

function searchThrough(
  passes: readonly Pass[],
  places: readonly Place[],
  effort: Effort,
  before: readonly Hypothesis[],
): Findings {
  const found = [...before];
  for (const pass of passes) {
    for (const place of placesIn(pass, places)) {
      if (effort.exhausted()) break;
      const seen = attempt(place, pass);
      if (seen.length === 0) continue;
      const closer = closest(seen);
      found.push(closer);
      // conjugated frames may be flipped ones, which are still to come
      if (closer.evidence.ratio < OVERWHELMING && !closer.placement.conjugate) break;
    }
    found.sort((a, b) => outcome(b) - outcome(a));
    if (found.length > 0 && found[0].evidence.ratio < SETTLED) {
      const named = byWindows(found);
      if (named[0].evidence.ratio < SETTLED)
        return { found: byWindows(withSiblings(named, places)), settled: true };
    }
  }
  return { found, settled: false };
}
