import { type Evidence, evidenceOf } from "../consistency/evidence.ts";
import { evaluate } from "../hypothesis/evaluate.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import { buffersOf } from "../hypothesis/reading.ts";
import { fill } from "../repair/fill.ts";
import { areMeans } from "../repair/means.ts";
import { placed } from "../structure/frames.ts";
import { buffered } from "../window/candidate.ts";
import { envelopeOf } from "../window/envelope.ts";
import { fitWindow, type WindowFit } from "../window/fit.ts";
import { alongValley } from "../window/valley.ts";

/** Frames with their evidence and window. */
export interface Fitted {
  readonly z: Float64Array;
  readonly evidence: Evidence;
  readonly window: WindowFit;
  readonly samples: Float64Array;
}

export function fitted(h: Hypothesis, seen: { z: Float64Array; evidence: Evidence } | undefined): Fitted {
  const { frames, first } = h.view.block;
  const size = h.arrangement.fftSize;
  const z = seen?.z ?? placed(buffersOf(h), frames, size, first, h.placement);
  const evidence = seen?.evidence ?? h.evidence;
  const window = fitWindow(evidence, envelopeOf(z, frames, size), frames);
  return { z, evidence, window, samples: buffered(window, size) ?? new Float64Array(size).fill(1) };
}

/** The same with the window's faint ends found. */
export function withWholeWindow(found: Fitted, frames: number): Fitted {
  const window = alongValley(found.window, found.evidence, frames);
  return window === found.window
    ? found
    : { ...found, window, samples: buffered(window, found.samples.length) ?? found.samples };
}

/** Filled means must leave less than this share of what was unexplained: a number a frame always explains a little. */
const MENDED = 0.5;
/** Frames whose energy grows by more than this were given a loud constant, which agrees with itself and drowns all else. */
const LOUDER = 4;
/** Below this nothing is missing: float32 has this much. */
const WHOLE = 1e-11;

/** Bins at the bottom that a removed mean changes, and above which residual it may have led the window astray. */
const MEAN_BINS = 4;
const ASTRAY = 1e-5;

/** The window as the bins above show it, which a removed mean leaves alone. */
export function aboveMeans(h: Hypothesis, { window }: Fitted): Fitted | undefined {
  if (h.lowCut > 0 || window.ratio < ASTRAY) return undefined;
  const cut = { ...h, lowCut: MEAN_BINS };
  return fitted(cut, evaluate(buffersOf(cut), cut, h.placement));
}

/**
 * The same with each frame's mean as an unknown: what a producer that removed it (SciPy's `detrend='constant'`) left out
 * is c_t w. Undefined where that explains nothing.
 */
export function meansFilled(h: Hypothesis, found: Fitted | undefined): Fitted | undefined {
  if (found === undefined) return undefined;
  const { window, samples } = found;
  const { arrangement, placement, view } = h;
  const { frames, first } = view.block;
  const size = arrangement.fftSize;
  if (window.ratio < WHOLE && h.lowCut === 0) return undefined;
  if (arrangement.dropped.includes("dc") || placement.hop >= size) return undefined;
  const whole = { ...h, lowCut: 0 };
  const z = placed(buffersOf(whole), frames, size, first, placement);
  const before = evidenceOf(z, frames, size, placement.hop);
  if (before === undefined || before.grams.hop !== placement.hop) return undefined;
  const energy = energyOf(z);
  const filled = fill(z, frames, before.grams, samples, [samples]);
  const evidence = evidenceOf(z, frames, size, placement.hop);
  if (evidence === undefined || evidence.ratio > MENDED * before.ratio) return undefined;
  if (energyOf(z) > LOUDER * energy) return undefined;
  const segment = { from: window.offset, to: window.offset + window.spec.length };
  if (!areMeans(filled, z, { frames, size, hop: placement.hop, window: samples, segment })) return undefined;
  return fitted(whole, { z, evidence });
}

function energyOf(z: Float64Array): number {
  let energy = 0;
  for (let i = 0; i < z.length; i++) energy += z[i] * z[i];
  return energy;
}
