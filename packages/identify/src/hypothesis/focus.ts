import type { Scale } from "../encoding/scale.ts";
import { bestKnownScale, searchScale } from "../encoding/scale-search.ts";
import { evaluate } from "./evaluate.ts";
import { glance } from "./glance.ts";
import { type Hypothesis, outcome } from "./outcome.ts";
import { buffersOf, type Reading } from "./reading.ts";
import { lighter } from "./view.ts";

/** DC and Nyquist against the other bins: as they are, PSD (inner doubled), amplitude doubled, and their opposites. */
const EDGE_GAINS = [1, Math.SQRT2, 2, Math.SQRT1_2, 0.5];
/** Below this, a scale is right: rates are searched no further. */
const SCALE_SURE = 2e-5;

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
    const misfit = (scale: Scale): number =>
      best.view.effort.exhausted() ? Number.POSITIVE_INFINITY : ratioOf({ ...light, scale });
    let choice = { scale: best.scale, ratio: misfit(best.scale) };
    if (round === 0 && best.view.wanted.scale === undefined) {
      const known = bestKnownScale(best.view.facts, misfit);
      if (known.ratio < choice.ratio) choice = known;
    }
    if (choice.ratio > SCALE_SURE && best.view.wanted.scale === undefined) {
      const found = searchScale(best.view.facts, misfit);
      if (found.ratio < 0.9 * choice.ratio) choice = found;
    }
    const { scale } = choice;
    const edgeGain =
      best.arrangement.sides === "one" ? bestEdgeGain((g) => ratioOf({ ...light, scale, edgeGain: g })) : 1;
    const again = glance({ ...best, scale, edgeGain }, placement.kind === "rotating")[0];
    if (again === undefined) break;
    const same = again.placement.hop === placement.hop && again.placement.origin === placement.origin;
    if (outcome(again) > outcome(best)) best = again;
    if (same) break;
  }
  return best;
}

function bestEdgeGain(ratioOf: (gain: number) => number): number {
  const ratios = EDGE_GAINS.map(ratioOf);
  const top = ratios.indexOf(Math.min(...ratios));
  return ratios[top] < 0.5 * ratios[0] ? EDGE_GAINS[top] : 1;
}
