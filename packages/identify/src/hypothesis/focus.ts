import { settleScale } from "../curve/settle.ts";
import { isBetter, type Left } from "../encoding/left.ts";
import { bestKnownScale, type FoundScale, type Misfit, searchScale } from "../encoding/scale-search.ts";
import type { Placement } from "../structure/frames.ts";
import { bestEdgeGain } from "./edge-gain.ts";
import { evaluate } from "./evaluate.ts";
import { glance } from "./glance.ts";
import { type Hypothesis, outcome } from "./outcome.ts";
import { buffersOf, type Reading } from "./reading.ts";
import { stretched } from "./stretched.ts";
import { lighter } from "./view.ts";

/** Below this, a scale is right: rates are searched no further. */
const SCALE_SURE = 2e-5;
/** Above this, a scale is too far off to be gone on from. */
const FAR_OFF = 5e-4;

/**
 * A closer look at a promising hypothesis: other scales at its structure, then the rate of the scale, then the weight
 * of the edge bins, then the structure again with the scale found.
 */
export function focus(start: Hypothesis, rounds = 2): Hypothesis {
  let best = start;
  for (let round = 0; round < rounds; round++) {
    const { placement } = best;
    const light = { ...best, view: lighter(best.view, best.arrangement.fftSize / placement.hop) };
    const ratioOf = (reading: Reading): number =>
      evaluate(buffersOf(reading), reading, placement)?.evidence.ratio ?? Number.POSITIVE_INFINITY;
    const misfit = misfitOf(light, placement);
    let choice: FoundScale = { scale: best.scale, ...misfit(best.scale) };
    if (round === 0 && best.view.wanted.scale === undefined)
      choice = bestKnownScale(choice, best.view.facts, misfit);
    if (choice.ratio > SCALE_SURE && best.view.wanted.scale === undefined) {
      if (choice.ratio > FAR_OFF) choice = searchScale(choice, best.view.facts, misfit);
      const edgeGain = bestEdgeGain({ ...light, scale: choice.scale }, ratioOf);
      const found = settleScale({ ...light, scale: choice.scale, edgeGain }, placement);
      if (found !== undefined) choice = found;
    }
    const { scale } = choice;
    const edgeGain = bestEdgeGain({ ...light, scale }, ratioOf);
    const again = glance({ ...best, scale, edgeGain }, placement.kind === "rotating")[0];
    if (again === undefined) break;
    const same = again.placement.hop === placement.hop && again.placement.origin === placement.origin;
    if (same ? isBetter(leftBy(again), leftBy(best)) : outcome(again) > outcome(best)) best = again;
    if (same) break;
  }
  return best;
}

/** What a hypothesis leaves, and how far its scale stretches the cells: at one structure, that is what scales are told by. */
function leftBy(h: Hypothesis): Left {
  return { ratio: h.evidence.ratio, stretch: stretched(h, h.evidence) };
}

/** What scales leave unexplained at a structure. */
function misfitOf(start: Reading, placement: Placement): Misfit {
  return (scale) => {
    const reading = { ...start, scale };
    const evidence = start.view.effort.exhausted()
      ? undefined
      : evaluate(buffersOf(reading), reading, placement)?.evidence;
    if (evidence === undefined) return { ratio: Number.POSITIVE_INFINITY, stretch: 0 };
    return { ratio: evidence.ratio, stretch: stretched(reading, evidence) };
  };
}
