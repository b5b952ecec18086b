import type { Effort } from "../effort.ts";
import { focus } from "../hypothesis/focus.ts";
import { type Hypothesis, outcome } from "../hypothesis/outcome.ts";
import type { Pair } from "../survey/pair.ts";
import type { Wanted } from "../wanted.ts";
import { attempt, closest, OVERWHELMING } from "./attempt.ts";
import { byWindows } from "./by-windows.ts";
import { PASSES, placesIn } from "./passes.ts";
import { placesOf } from "./places.ts";
import { withSiblings } from "./siblings.ts";
import { sideBySide } from "./side-by-side.ts";

/** A ratio below this ends the search after the pass that found it. */
const SETTLED = 0.01;
/** A ratio above this is no evidence of overlap: frames may stand side by side. */
const SMALL = 0.1;
/** Above this no scale can mend a hypothesis: power read as amplitude stays below. */
const HOPELESS = 0.4;

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
  const found: Hypothesis[] = [];
  for (const pass of PASSES) {
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
      if (named[0].evidence.ratio < SETTLED) return byWindows(withSiblings(named, places));
    }
  }
  const joined = found.some((h) => h.evidence.ratio < SMALL) ? undefined : sideBySide(places);
  if (joined !== undefined) return [joined, ...found];
  found.push(
    ...found
      .slice(0, 2)
      .filter((h) => h.evidence.ratio < HOPELESS)
      .map((h) => focus(h)),
  );
  found.sort((a, b) => outcome(b) - outcome(a));
  return byWindows(withSiblings(byWindows(found), places));
}
