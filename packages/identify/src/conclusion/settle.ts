import { ratioOf } from "../consistency/evidence.ts";
import { explainedBy } from "../consistency/gram.ts";
import { settleScale } from "../curve/settle.ts";
import { wholeSpan } from "../curve/whole-span.ts";
import type { Scale } from "../encoding/scale.ts";
import { bestEdgeGain } from "../hypothesis/edge-gain.ts";
import { evaluate } from "../hypothesis/evaluate.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import { buffersOf, type Reading } from "../hypothesis/reading.ts";
import { lighter } from "../hypothesis/view.ts";
import { heldOut, PERFECT } from "../proof/held-out.ts";
import { type Completed, completed } from "./complete.ts";
import { withExactSteps } from "./steps.ts";

/** Below this, float32 itself leaves as much, and no scale can do better. */
const EXACT = 5e-13;
/** A free curve or window that leaves less than the named one by this factor is worth a search. */
const BEATEN = 1.05;
/** Above this the structure is not what was thought, and a scale would only hide that. */
const HOPELESS = 0.1;
/** A scale must leave less than this share of what was left. */
const BETTER = 0.9;

/** The same with the scale settled, first under the frames' own window, then under the one that was named. */
export function withBestScale(h: Hypothesis, first: Completed): Completed {
  let best = first;
  if (h.view.wanted.scale !== undefined) return best;
  const { fftSize } = h.arrangement;
  for (const named of [false, true]) {
    if (best.fit.window.ratio < EXACT || best.fit.window.ratio > HOPELESS || best.detrend) break;
    // what is left near nothing hides from the proof
    if (best.fit.window.ratio > 10 * PERFECT && !isBeaten(best)) break;
    const view = lighter(h.view, fftSize / h.placement.hop);
    const found = settleScale(
      { ...best.hypothesis, view },
      h.placement,
      named ? best.fit.samples : undefined,
    );
    if (found === undefined || isSame(found.scale, best.hypothesis.scale)) continue;
    const next = completed({ ...best.hypothesis, scale: found.scale });
    if (!next.detrend && next.fit.window.ratio < BETTER * best.fit.window.ratio) best = next;
  }
  const whole = withWholeSpan(h, best);
  const { ratio } = whole.fit.window;
  return ratio < EXACT || ratio > HOPELESS ? whole : withExactSteps(whole);
}

/** The same with a picture's span settled on all frames, under the window that was named. */
function withWholeSpan(h: Hypothesis, best: Completed): Completed {
  const { scale } = best.hypothesis;
  if (best.fit.window.ratio < EXACT || best.fit.window.ratio > HOPELESS || best.detrend) return best;
  const moved = wholeSpan(scale, h.view.facts, (tried) => {
    const reading = { ...best.hypothesis, scale: tried };
    const evidence = evaluate(buffersOf(reading), reading, h.placement)?.evidence;
    if (evidence === undefined) return Number.POSITIVE_INFINITY;
    return ratioOf(explainedBy(best.fit.samples, evidence.grams), evidence.grams, evidence.fit);
  });
  return moved === scale ? best : completed({ ...best.hypothesis, scale: moved });
}

/** Whether freed names do better on frames that they were not found on: else no other scale can. */
function isBeaten({ hypothesis, fit }: Completed): boolean {
  const { curve, window } = heldOut(hypothesis, fit.z, fit.samples);
  return curve > BEATEN || window > BEATEN;
}

/** The same with the edge bins' gain settled on all frames: where cells are coarse, few don't show it. */
export function withBestEdges(h: Hypothesis, first: Completed): Completed {
  if (first.fit.window.ratio < EXACT || first.detrend) return first;
  const ratioOf = (reading: Reading): number =>
    evaluate(buffersOf(reading), reading, h.placement)?.evidence.ratio ?? Number.POSITIVE_INFINITY;
  const edgeGain = bestEdgeGain(first.hypothesis, ratioOf);
  return edgeGain === first.hypothesis.edgeGain ? first : completed({ ...first.hypothesis, edgeGain });
}

function isSame(a: Scale, b: Scale): boolean {
  return a.curve === b.curve && a.rate === b.rate && a.added === b.added;
}
