import { freeFit, gramsOf } from "../consistency/gram.ts";
import { candidateScales } from "../encoding/scale.ts";
import { FAR, type Hypothesis } from "../hypothesis/outcome.ts";
import { buffersOf, type Reading } from "../hypothesis/reading.ts";
import { viewOf } from "../hypothesis/view.ts";
import { placed } from "../structure/frames.ts";
import { type Seams, seamsOf } from "../structure/seams.ts";
import type { Pair } from "../survey/pair.ts";
import type { Place } from "./places.ts";

/** Arrangements that are tried, the likeliest. */
const PLACES = 6;
/** Fewer seams than this prove nothing. */
const FEWEST = 16;
/** More seams are looked at where a step seems to show by so many standard deviations, and believed from there on. */
const WORTH = 2;
const BELIEVED = 5;
/** What is left across seams, of what unrelated frames leave beyond prediction inside a frame. */
const SMOOTH = 0.25;
/** Mean of ln(a normal error squared / the mean of two others). */
const INSIDE = -0.69;
/** Samples of frames for that, about. */
const SAMPLES = 400_000;

type Joined = Hypothesis & { readonly seams: Seams };

/**
 * Frames that do not overlap, side by side under a rectangular window: no two agree or disagree about a sample, but
 * the audio goes on smoothly from one to the next.
 */
export async function sideBySide(pair: Pair, places: readonly Place[]): Promise<Hypothesis | undefined> {
  const found: Joined[] = [];
  for (const { view, arrangement } of places.slice(0, PLACES)) {
    const { wanted } = view;
    if (wanted.hop !== undefined && wanted.hop !== arrangement.fftSize) continue;
    if (arrangement.dropped.length > 0 && !arrangement.dropped.every((bin) => bin === "nyquist")) continue;
    for (const scale of wanted.scale === undefined ? candidateScales(view.facts) : [wanted.scale]) {
      const h = joined({ view, arrangement, scale, edgeGain: 1, lowCut: 0 });
      if (h !== undefined && h.seams.surety > WORTH) found.push(h);
    }
  }
  if (found.length === 0) return undefined;
  const best = found.reduce((a, b) => (unlikeliness(b) < unlikeliness(a) ? b : a));
  const { view, arrangement } = best;
  const frames = Math.floor(SAMPLES / arrangement.fftSize);
  if (frames <= view.block.frames) return believed(best);
  const more = await viewOf(pair, arrangement.axis, frames, view);
  return believed(joined({ ...best, view: { ...more, phase: view.phase, facts: view.facts } }));
}

function believed(h: Joined | undefined): Joined | undefined {
  return h !== undefined && h.seams.surety > BELIEVED ? h : undefined;
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
  if (seams.step - INSIDE > SMOOTH * (seams.chance - INSIDE)) return undefined;
  const grams = gramsOf(z, frames, size, size);
  const ratio = Math.exp(Math.max(0, seams.step) - seams.chance);
  const evidence = { grams, fit: freeFit(grams), ratio, score: 0 };
  return { ...reading, placement, evidence, habit: 0, lead: FAR, seams };
}
