import type { Effort } from "../effort.ts";
import { type View, viewOf } from "../hypothesis/view.ts";
import { type Arrangement, arrangementsOf, hasRealEnds } from "../structure/arrangement.ts";
import { lineFacts } from "../structure/lines.ts";
import type { FrameAxis } from "../survey/array.ts";
import { isFlat } from "../survey/loudest.ts";
import type { Pair } from "../survey/pair.ts";
import { fits, type Wanted } from "../wanted.ts";

/** Frames of the first look. */
const GLANCE = 64;
/** No producer's FFT is larger than 2^15 where the array's other axis would make a smaller one. */
const MOST_BINS = 2 ** 14 + 1;

/**
 * How likely the other axis still is where the first and the last bin along one are real throughout. Frames at the edges of
 * the audio may be symmetric, and are real then in all bins, but hardly both the first and the last.
 */
const ACROSS = 0.1;

/** An arrangement, and the frames along its axis. */
export interface Place {
  readonly view: View;
  readonly arrangement: Arrangement;
}

/** Every arrangement of the pair worth trying, the likeliest first; those that the user spoke of, where there are any. */
export async function placesOf(
  pair: Pair,
  picture: boolean,
  wanted: Wanted,
  effort: Effort,
  axes: readonly FrameAxis[] = ["columns", "rows"],
): Promise<Place[]> {
  const places: Place[] = [];
  const sure = new Set<FrameAxis>();
  for (const axis of axes) {
    const frames = axis === "rows" ? pair.rows : pair.columns;
    const bins = axis === "rows" ? pair.columns : pair.rows;
    if (frames < 6 || bins < 3 || bins > 2 ** 20) continue;
    // Hours of audio are no spectrum: reading them as one would cost their whole length, in time and memory.
    if (bins > MOST_BINS && frames >= 3 && frames <= MOST_BINS) continue;
    const view = await viewOf(pair, axis, GLANCE, { wanted, effort });
    if (isFlat(view.block.magnitude)) continue;
    const facts = lineFacts(view.block, view.phase, view.spectrum);
    if (hasRealEnds(facts)) sure.add(axis);
    for (const arrangement of arrangementsOf(axis, bins, facts, picture)) places.push({ view, arrangement });
  }
  const weighed = places.map(({ view, arrangement }) => {
    const against = sure.size === 1 && !sure.has(arrangement.axis);
    return { view, arrangement: { ...arrangement, prior: arrangement.prior * (against ? ACROSS : 1) } };
  });
  const agreeing = weighed.filter(({ arrangement }) => fits(arrangement, wanted));
  const chosen = agreeing.length > 0 ? agreeing : weighed;
  return chosen.sort((a, b) => b.arrangement.prior - a.arrangement.prior);
}
