import { freeFit, gramsOf } from "../consistency/gram.ts";
import { candidateScales } from "../encoding/scale.ts";
import { FAR, type Hypothesis } from "../hypothesis/outcome.ts";
import { buffersOf, type Reading } from "../hypothesis/reading.ts";
import { placed } from "../structure/frames.ts";
import { type Seams, seamsOf } from "../structure/seams.ts";
import type { Place } from "./places.ts";

/** Arrangements that are tried, the likeliest. */
const PLACES = 6;
/** Fewer seams than this prove nothing. */
const FEWEST = 16;
/** A step would have to show by this much, and none may show by more than that. */
const WOULD_SHOW = 1.5;
const SMOOTH = 0.25;

type Joined = Hypothesis & { readonly seams: Seams };

/**
 * Frames that do not overlap, side by side under a rectangular window: no two agree or disagree about a sample, but
 * the audio goes on smoothly from one to the next.
 */
export function sideBySide(places: readonly Place[]): Hypothesis | undefined {
  let best: Joined | undefined;
  for (const { view, arrangement } of places.slice(0, PLACES)) {
    const { wanted } = view;
    if (wanted.hop !== undefined && wanted.hop !== arrangement.fftSize) continue;
    if (arrangement.dropped.length > 0 && !arrangement.dropped.every((bin) => bin === "nyquist")) continue;
    for (const scale of wanted.scale === undefined ? candidateScales(view.facts) : [wanted.scale]) {
      const h = joined({ view, arrangement, scale, edgeGain: 1, lowCut: 0 });
      if (h !== undefined && (best === undefined || unlikeliness(h) < unlikeliness(best))) best = h;
    }
  }
  return best;
}

/** Steps at the seams, and what the lines of the array speak against. */
function unlikeliness(h: Joined): number {
  return h.seams.step - 0.5 * Math.log(h.arrangement.prior + 1e-6);
}

function joined(reading: Reading): Joined | undefined {
  const { view, arrangement } = reading;
  const { frames, first } = view.block;
  const size = arrangement.fftSize;
  const placement = { kind: "fixed", conjugate: false, hop: size, origin: 0 } as const;
  const z = placed(buffersOf(reading), frames, size, first, placement);
  const seams = seamsOf(z, frames, size);
  if (seams === undefined || seams.count < FEWEST) return undefined;
  if (seams.chance < WOULD_SHOW || seams.step > SMOOTH * seams.chance) return undefined;
  const grams = gramsOf(z, frames, size, size);
  const ratio = Math.exp(Math.max(0, seams.step) - seams.chance);
  const evidence = { grams, fit: freeFit(grams), ratio, score: 0 };
  return { ...reading, placement, evidence, habit: 0, lead: FAR, seams };
}
