import { type Evidence, evidenceOf } from "./consistency/evidence.ts";
import type { Effort } from "./effort.ts";
import { type PhaseReading, readPhases } from "./encoding/phase-unit.ts";
import { decode, type MagnitudeFacts, magnitudeFacts, type Scale } from "./encoding/scale.ts";
import { bestKnownScale, searchScale } from "./encoding/scale-search.ts";
import { alternating, constant, fill } from "./repair/fill.ts";
import type { Arrangement } from "./structure/arrangement.ts";
import { type Angles, anglesOf, framesOf, type Placement, placed, spectraOf } from "./structure/frames.ts";
import { fixedCandidates, rotatingCandidates } from "./structure/hop.ts";
import type { Seams } from "./structure/seams.ts";
import { loudest, part } from "./survey/loudest.ts";
import type { Block, FrameAxis, Pair } from "./survey/pair.ts";
import { type Wanted, wantedPhase, wantedPlacements } from "./wanted.ts";
import { bellness, envelopeOf } from "./window/envelope.ts";

/** A block of loud frames along one axis, with what every hypothesis needs of it. */
export interface View {
  readonly axis: FrameAxis;
  readonly block: Block;
  readonly angles: Angles;
  readonly phase: PhaseReading;
  readonly facts: MagnitudeFacts;
  /** What the user said. */
  readonly wanted: Wanted;
  readonly effort: Effort;
}

/** How stored values become frames in the buffers of the inverse FFT. */
export interface Reading {
  readonly view: View;
  readonly arrangement: Arrangement;
  readonly scale: Scale;
  /** What DC and Nyquist are multiplied with: other than 1 where inner bins were doubled. */
  readonly edgeGain: number;
  /** Bins left out at the bottom, where a producer who removed each frame's mean changed them. */
  readonly lowCut: number;
}

/** A guess about structure and scale, with its evidence. */
export interface Hypothesis extends Reading {
  readonly placement: Placement;
  readonly evidence: Evidence;
  /** How natural the placement is, before the evidence of consistency: ln of a prior. */
  readonly habit: number;
  /** How far the best other hop or sign under the same reading stays behind: periodic sound agrees at many. */
  readonly lead: number;
  /** Where frames do not overlap: what speaks for them being side by side. */
  readonly seams?: Seams;
}

export async function viewOf(
  pair: Pair,
  axis: FrameAxis,
  count: number,
  { wanted, effort }: Pick<View, "wanted" | "effort">,
): Promise<View> {
  const block = await loudest(pair, axis, count);
  const phase = wantedPhase(readPhases(block.phase, block.frames, block.bins), wanted);
  return {
    axis,
    block,
    angles: anglesOf(block, phase),
    phase,
    facts: magnitudeFacts(block.magnitude),
    wanted,
    effort,
  };
}

/** Evidence and prior together, both as logarithms. */
export function outcome(h: Hypothesis): number {
  return h.evidence.score + Math.log(h.arrangement.prior + 1e-6) + h.habit;
}

/** Frames of a view in the buffers of the inverse FFT, not yet placed. */
export function buffersOf({ view, arrangement, scale, edgeGain, lowCut }: Reading): Float64Array {
  const amplitudes = decode(view.block.magnitude, scale, view.facts.max);
  const { frames, bins } = view.block;
  view.effort.spend(frames * (8 * bins + 3 * arrangement.fftSize * Math.log2(arrangement.fftSize)));
  const spectra = spectraOf(amplitudes, view.angles, frames, bins, arrangement, edgeGain, lowCut);
  return framesOf(spectra, frames, arrangement.fftSize);
}

/** Placed frames, missing rows filled from consistency, and their evidence. */
export function evaluate(
  y: Float64Array,
  { view, arrangement }: Reading,
  placement: Placement,
  fills = 1,
): { z: Float64Array; evidence: Evidence } | undefined {
  const { frames, first } = view.block;
  const size = arrangement.fftSize;
  view.effort.spend(frames * size * (1 + Math.min(24, Math.ceil(size / placement.hop)) / 2));
  const z = placed(y, frames, size, first, placement);
  let evidence = evidenceOf(z, frames, size, placement.hop);
  if (evidence === undefined) return undefined;
  if (arrangement.dropped.length > 0 && evidence.grams.hop === placement.hop && evidence.ratio < 0.5) {
    const vectors = arrangement.dropped.map((bin) => (bin === "dc" ? constant(size) : alternating(size)));
    for (let i = 0; i < fills; i++) {
      fill(z, frames, evidence.grams, evidence.fit.window, vectors);
      evidence = evidenceOf(z, frames, size, placement.hop) ?? evidence;
    }
  }
  return { z, evidence };
}

/** Placements looked at closely, of those that neighbouring frames suggest. */
const PLACEMENTS = 8;

/** The best placements for a reading. */
export function glance(reading: Reading, rotating: boolean): Hypothesis[] {
  const { view, arrangement } = reading;
  const y = buffersOf(reading);
  const { frames, first } = view.block;
  const size = arrangement.fftSize;
  view.effort.spend((rotating ? 200 : 96) * size * frames);
  const candidates = rotating
    ? rotatingCandidates(y, frames, size, first, 3)
    : fixedCandidates(y, frames, size, 4);
  const out: Hypothesis[] = [];
  for (const placement of wantedPlacements(candidates, view.wanted).slice(0, PLACEMENTS)) {
    const seen = evaluate(y, reading, placement);
    if (seen === undefined) continue;
    const habit = habitOf(placement, arrangement.flipped, size, bellness(envelopeOf(seen.z, frames, size)));
    out.push({ ...reading, placement, evidence: seen.evidence, habit, lead: FAR });
  }
  out.sort((a, b) => outcome(b) - outcome(a));
  return out.slice(0, 4).map((h) => ({ ...h, lead: leadOf(h, out) }));
}

/** The lead over nothing. */
export const FAR = 30;

function leadOf(h: Hypothesis, others: readonly Hypothesis[]): number {
  const { hop, conjugate } = h.placement;
  return others
    .filter(({ placement }) => placement.hop !== hop || placement.conjugate !== conjugate)
    .reduce((least, other) => Math.min(least, outcome(h) - outcome(other)), FAR);
}

/** Windows are bell-shaped, buffers begin where frames do or at their centre, and few producers conjugate. */
function habitOf(placement: Placement, flipped: boolean, size: number, bell: number): number {
  const { origin, conjugate, kind } = placement;
  const usual = origin === 0 || origin === size >> 1 || origin === size - (size >> 1);
  const shape = Math.min(0, 1.5 * Math.log(Math.max(bell, 1e-3)));
  return (
    (usual ? 0 : -0.7) +
    (origin === 0 ? 0 : -0.1) +
    (conjugate ? -0.5 : 0) +
    // flipped and conjugated is exactly as consistent as neither
    (flipped && conjugate ? -3 : 0) +
    (kind === "rotating" ? -0.5 : 0) +
    Math.max(-4, shape)
  );
}

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

/** Fewer frames, for searches that look again and again: enough for the overlap, and no more. */
function lighter(view: View, overlap: number): View {
  const frames = Math.min(view.block.frames, Math.max(28, Math.ceil(2 * Math.min(overlap, 24)) + 8));
  const cells = frames * view.block.bins;
  return {
    ...view,
    block: part(view.block, 0, frames),
    angles: { cos: view.angles.cos.subarray(0, cells), sin: view.angles.sin.subarray(0, cells) },
  };
}

function bestEdgeGain(ratioOf: (gain: number) => number): number {
  const ratios = EDGE_GAINS.map(ratioOf);
  const top = ratios.indexOf(Math.min(...ratios));
  return ratios[top] < 0.5 * ratios[0] ? EDGE_GAINS[top] : 1;
}
