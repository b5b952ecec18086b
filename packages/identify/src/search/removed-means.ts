import { completed } from "../conclusion/complete.ts";
import { evidenceOf, ratioOf } from "../consistency/evidence.ts";
import { explainedBy } from "../consistency/gram.ts";
import { candidateScales } from "../encoding/scale.ts";
import { FAR, type Hypothesis } from "../hypothesis/outcome.ts";
import { buffersOf, type Reading } from "../hypothesis/reading.ts";
import { fill } from "../repair/fill.ts";
import { placed } from "../structure/frames.ts";
import { buffered } from "../window/candidate.ts";
import type { Place } from "./places.ts";

/** Arrangements that are tried, the likeliest. */
const PLACES = 2;
/** What is left must be this little: an eighth of overlap agrees by chance, with a number a frame to choose. */
const SETTLED = 1e-3;
/** Shorter frames share too few samples to tell. */
const SHORTEST = 128;
/** The window must leave about as little as the frames' own. */
const NAMED = 2;

/** Above this, frames don't overlap as they are thought to, and so many numbers a frame explain anything. */
const HOPELESS = 0.4;

/**
 * The best hypothesis with each frame's mean filled in, where that is all that frames disagree about: removed means spoil frames
 * too much for the search to settle, but not for it to find the hop.
 */
export function withMeans(best: Hypothesis | undefined): Hypothesis | undefined {
  if (best === undefined || best.evidence.ratio > HOPELESS) return undefined;
  const { hypothesis, detrend } = completed(best);
  return detrend && hypothesis.evidence.ratio < SETTLED ? hypothesis : undefined;
}

/**
 * Frames of which the producer removed the means, and that overlap by an eighth only, as `scipy.signal.spectrogram` makes them
 * by default: too little is left to find hop and window first and the means then, so all are tried at once.
 */
export function withoutMeans(places: readonly Place[]): Hypothesis | undefined {
  let best: Hypothesis | undefined;
  for (const { view, arrangement } of places.slice(0, PLACES)) {
    const size = arrangement.fftSize;
    const hop = size - (size >> 3);
    const { wanted } = view;
    if (arrangement.dropped.includes("dc") || size < SHORTEST || view.effort.exhausted()) continue;
    if (wanted.hop !== undefined && wanted.hop !== hop) continue;
    const spec = { family: "tukey", symmetric: false, length: size, parameter: 0.25 } as const;
    const window = buffered({ spec, offset: 0 }, size);
    if (window === undefined) continue;
    for (const scale of wanted.scale === undefined ? candidateScales(view.facts) : [wanted.scale]) {
      const h = filled({ view, arrangement, scale, edgeGain: 1, lowCut: 0 }, hop, window);
      if (h !== undefined && (best === undefined || h.evidence.ratio < best.evidence.ratio)) best = h;
    }
  }
  return best;
}

function filled(reading: Reading, hop: number, window: Float64Array): Hypothesis | undefined {
  const { frames, first } = reading.view.block;
  const size = reading.arrangement.fftSize;
  const placement = { kind: "fixed", conjugate: false, hop, origin: 0 } as const;
  const z = placed(buffersOf(reading), frames, size, first, placement);
  const before = evidenceOf(z, frames, size, hop);
  if (before === undefined) return undefined;
  fill(z, frames, before.grams, window, [window]);
  const evidence = evidenceOf(z, frames, size, hop);
  if (evidence === undefined || evidence.ratio > SETTLED) return undefined;
  const named = ratioOf(explainedBy(window, evidence.grams), evidence.grams, evidence.fit);
  if (named > NAMED * evidence.ratio + 1e-9) return undefined;
  return { ...reading, placement, evidence, habit: 0, lead: FAR, meansUnder: window };
}
