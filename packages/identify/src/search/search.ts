import type { Effort } from "../effort.ts";
import { focus } from "../hypothesis/focus.ts";
import { type Hypothesis, outcome } from "../hypothesis/outcome.ts";
import type { Pair } from "../survey/pair.ts";
import { attempt, closest, OVERWHELMING, PROMISING } from "./attempt.ts";
import { byWindows } from "./by-windows.ts";
import { FURTHER_PASSES, isLikely, LIKELY_PASSES, type Pass, placesIn } from "./passes.ts";
import type { Place } from "./places.ts";
import { withMeans, withoutMeans } from "./removed-means.ts";
import { withSiblings } from "./siblings.ts";
import { sideBySide } from "./side-by-side.ts";

/** A ratio below this ends the search after the pass that found it. */
const SETTLED = 0.01;
/** Frames that overlap by a sample or two agree under any hypothesis, and score less than this. */
const TELLING = 0.5;
/** A ratio below this is worth a look at the siblings of an arrangement, before any closer look. */
const LIKE_SIBLINGS = 0.2;
/** A place that leaves so many times more than the best is not looked at more closely: no scale makes up for that. */
const HOPEFUL = 10;
/** Nor is one whose evidence and prior together are this far behind. */
const BEHIND = 3;
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
  const likely = searchThrough(LIKELY_PASSES, places, effort, []);
  const mended = likely.settled || effort.exhausted() ? undefined : withMeans(likely.found[0]);
  return mended === undefined ? likely : { found: [mended, ...likely.found], settled: true };
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
  const closer = found
    .slice(0, 2)
    .filter(({ evidence }) => evidence.ratio > PROMISING && evidence.ratio < HOPELESS)
    .map((h) => focus(h));
  return byWindows(withSiblings(byWindows(inOrder([...found, ...closer])), places));
}

function searchThrough(
  passes: readonly Pass[],
  places: readonly Place[],
  effort: Effort,
  before: readonly Hypothesis[],
): Findings {
  let found = [...before];
  for (const pass of passes) {
    found = inOrder([...found, ...focused(roughly(pass, places, effort, found[0]), found[0])]);
    // frames and bins exchanged are nearly as consistent: what the lines speak against does not end the search
    const unlikely = pass.likely && found.length > 0 && !isLikely(found[0].arrangement, places);
    if (unlikely && found[0].evidence.ratio > OVERWHELMING && pass !== passes.at(-1)) continue;
    if (found.length > 0 && found[0].evidence.ratio < SETTLED) {
      const named = byWindows(found);
      if (named[0].evidence.ratio < SETTLED)
        return { found: byWindows(withSiblings(named, places)), settled: true };
    }
  }
  return { found, settled: false };
}

/** What a first look at each place of a pass shows, the best place first; so are those of the best one's siblings that are better. */
function roughly(
  pass: Pass,
  places: readonly Place[],
  effort: Effort,
  before: Hypothesis | undefined,
): (readonly Hypothesis[])[] {
  const rough: (readonly Hypothesis[])[] = [];
  for (const place of placesIn(pass, places)) {
    if (effort.exhausted()) break;
    const seen = attempt(place, pass);
    if (seen.length === 0) continue;
    rough.push(seen);
    if (isOverwhelming(seen[0])) break;
  }
  const tops = inOrder(rough.map(([top]) => top));
  const [best] = tops;
  const leads = best !== undefined && (before === undefined || outcome(best) > outcome(before));
  const related = leads && best.evidence.ratio < LIKE_SIBLINGS ? withSiblings(tops, places) : [];
  const better = related.filter((h) => !tops.includes(h) && outcome(h) > outcome(best)).map((h) => [h]);
  return [...rough, ...better].sort(([a], [b]) => outcome(b) - outcome(a));
}

/**
 * The best of each place, looked at more closely while that may change which is best: a closer look costs more than the first
 * looks at all places.
 */
function focused(rough: readonly (readonly Hypothesis[])[], before: Hypothesis | undefined): Hypothesis[] {
  const [best] = inOrder([...rough.map(([top]) => top), ...(before === undefined ? [] : [before])]);
  const mayWin = (h: Hypothesis): boolean =>
    h.evidence.ratio < HOPEFUL * Math.max(best.evidence.ratio, OVERWHELMING) &&
    outcome(h) > outcome(best) - BEHIND;
  const found: Hypothesis[] = [];
  for (const seen of rough) {
    const [top] = seen;
    found.push(mayWin(top) && !found.some(isOverwhelming) ? closest(seen) : top);
  }
  return found;
}

/** Conjugated frames may be flipped ones, which are still to come. */
function isOverwhelming({ evidence, placement }: Hypothesis): boolean {
  return evidence.ratio < OVERWHELMING && !placement.conjugate;
}

function inOrder(found: readonly Hypothesis[]): Hypothesis[] {
  return [...found].sort((a, b) => outcome(b) - outcome(a));
}
