import { ratioOf } from "../consistency/evidence.ts";
import { explainedBy } from "../consistency/gram.ts";
import { isBetter } from "../encoding/left.ts";
import type { Scale } from "../encoding/scale.ts";
import type { FoundScale } from "../encoding/scale-search.ts";
import { evaluate } from "../hypothesis/evaluate.ts";
import { buffersOf, type Reading } from "../hypothesis/reading.ts";
import { stretched } from "../hypothesis/stretched.ts";
import type { Placement } from "../structure/frames.ts";
import { type NamedCurve, proposals } from "./families.ts";
import { formsOf } from "./form.ts";
import { hatsOf, partsOf } from "./hats.ts";

const HATS = 12;
/** Hats are straight between their knots, so that a curve far away is only foretold roughly: it is gone to in steps. */
const STEPS = 5;
/** A step that gains less ends them. */
const GAIN = 0.95;
/** Proposals that leave more than this times the best are not looked at. */
const FAR_OFF = 300;

/**
 * The scale of a reading whose structure is known, by the energy that a free curve would leave (see `CurveForm`).
 *
 * @param window the window where it is known; else the frames' own at every step, up to a gain of each residue class
 */
export function settleScale(
  start: Reading,
  placement: Placement,
  window?: Float64Array,
): FoundScale | undefined {
  const look = (scale: Scale): (FoundScale & { window: Float64Array; hop: number }) | undefined => {
    const reading = { ...start, scale };
    const evidence = evaluate(buffersOf(reading), reading, placement)?.evidence;
    if (evidence === undefined) return undefined;
    const { grams, fit } = evidence;
    const ratio = window === undefined ? evidence.ratio : ratioOf(explainedBy(window, grams), grams, fit);
    const stretch = stretched(reading, evidence);
    return { scale, ratio, stretch, window: window ?? fit.window, hop: grams.hop };
  };
  let best = look(start.scale);
  let list: readonly NamedCurve[] = [];
  for (let step = 0; best !== undefined && step < STEPS; step++) {
    const { facts, block } = start.view;
    const hats = hatsOf(block.magnitude, best.scale, facts, HATS);
    if (hats.knots.length < 3) break;
    const reading = { ...start, scale: best.scale };
    const [form] = formsOf(reading, placement, partsOf(hats), best.window, best.hop, 1);
    list = proposals({ form, hats, start: best.scale, facts });
    const before: Scale = best.scale;
    let next = look(list.reduce((a, b) => (b.left < a.left ? b : a)).scale);
    if (next === undefined || !isBetter(next, { ...best, ratio: GAIN * best.ratio })) break;
    // the frames' own window has bent with the scale, and holds it back: on in the same direction while that helps
    for (let stride = 1; window === undefined && stride < 64; stride *= 2) {
      const ahead = look(beyond(next.scale, before, stride));
      if (ahead === undefined || !isBetter(ahead, next)) break;
      next = ahead;
    }
    best = next;
  }
  if (best === undefined) return undefined;
  return plainest(best, list, look);
}

/** As far again from `before` as `scale` is, `stride` times. */
function beyond(scale: Scale, before: Scale, stride: number): Scale {
  if (scale.curve !== before.curve && (scale.curve === "power" || before.curve === "power")) return scale;
  return { ...scale, rate: scale.rate * (scale.rate / before.rate) ** stride };
}

/** What the frames themselves say of the proposals, which hats only foretell: the least, what is not plain counting more. */
function plainest(
  best: FoundScale,
  list: readonly NamedCurve[],
  look: (scale: Scale) => FoundScale | undefined,
): FoundScale {
  const least = Math.min(...list.map((c) => c.left));
  const dearest = Math.max(1, ...list.map((c) => c.cost));
  const at = (found: FoundScale, cost: number): FoundScale => ({ ...found, ratio: cost * found.ratio });
  let taken = { ...best, cost: list.find((c) => c.scale === best.scale)?.cost ?? dearest };
  const known = new Set<string>();
  for (const { scale, left, cost } of list) {
    const key = JSON.stringify(scale);
    if (left > FAR_OFF * least || known.has(key)) continue;
    known.add(key);
    const found = look(scale);
    if (found !== undefined && isBetter(at(found, cost), at(taken, taken.cost))) taken = { ...found, cost };
  }
  return taken;
}
