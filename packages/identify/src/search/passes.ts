import type { Arrangement } from "../structure/arrangement.ts";
import type { Place } from "./places.ts";

/** Arrangements at least this likely, against the likeliest, are tried before all others. */
const LIKELY = 0.3;
const POSSIBLE = 0.003;

/** One way through the arrangements. */
export interface Pass {
  readonly rotating: boolean;
  readonly likely: boolean;
  /** Bins left out at the bottom: what a producer who removed each frame's mean has changed. */
  readonly lowCut: number;
}

/** The likeliest arrangements, under all scales. */
export const LIKELY_PASSES: readonly Pass[] = [
  { rotating: false, likely: true, lowCut: 0 },
  { rotating: true, likely: true, lowCut: 0 },
];
/** What is tried where these settle nothing. */
export const FURTHER_PASSES: readonly Pass[] = [
  { rotating: false, likely: false, lowCut: 0 },
  { rotating: false, likely: true, lowCut: 4 },
];

/** Likely places along one axis that are tried at once: where more are, the lines say little, and siblings will be looked at. */
const AT_ONCE = 3;

/** Whether an arrangement is among the likeliest, by what the lines say. */
export function isLikely({ prior }: Arrangement, places: readonly Place[]): boolean {
  return prior >= LIKELY * (places[0]?.arrangement.prior ?? 0);
}

/** The places whose turn a pass is. */
export function placesIn({ likely }: Pass, places: readonly Place[]): readonly Place[] {
  const first = (["rows", "columns"] as const).flatMap((axis) =>
    places
      .filter(({ arrangement }) => arrangement.axis === axis && isLikely(arrangement, places))
      .slice(0, AT_ONCE),
  );
  const chosen = places.filter((place) => first.includes(place));
  if (likely) return chosen;
  const top = places[0]?.arrangement.prior ?? 0;
  return places.filter((place) => !first.includes(place) && place.arrangement.prior >= POSSIBLE * top);
}
