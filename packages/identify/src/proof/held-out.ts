import { type Evidence, evidenceOf } from "../consistency/evidence.ts";
import { explainedBy } from "../consistency/gram.ts";
import { bendOf } from "../curve/bend.ts";
import { bestFloor } from "../curve/floor.ts";
import { type CurveForm, energyOf, formsOf, leftBy, together } from "../curve/form.ts";
import { freeFactors } from "../curve/free.ts";
import { type Hats, hatsOf, partsOf } from "../curve/hats.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import { partOf, type View } from "../hypothesis/view.ts";

/**
 * What names leave unexplained, over what is left where they are freed: a curve or window found on one half of the frames is
 * judged on the other half, so that nothing is gained by following noise. 1 or less where the name is right.
 */
export interface HeldOut {
  /** The named curve of the magnitudes against a free one. */
  readonly curve: number;
  /** The free curve in dB above the named one, equal at the loudest, by stored value. */
  readonly departures: readonly (readonly [stored: number, decibels: number])[];
  /** The named window against the frames' own. */
  readonly window: number;
  /** How far the frames would change with the free curve, over what the named one leaves unexplained. */
  readonly bent: number;
}

/** A name whose freed counterpart leaves this many times less is wrong. */
export const WRONG = 2.5;

/** Hats of the free curve. */
const HATS = 10;
/** Samples of frames that the free curve is found on, about. */
const SAMPLES = 50_000;

/** What is left counts as if this share of the energy were always left: below it, names need no proof. */
export const PERFECT = 1e-11;

/** The last proof of each hypothesis: it tells whether to look for other names, and is told of those that stay. */
const proofs = new WeakMap<Hypothesis, { z: Float64Array; window: Float64Array; proof: HeldOut }>();

/** @param z frames, frames x size, as they were completed */
export function heldOut(h: Hypothesis, z: Float64Array, window: Float64Array): HeldOut {
  const before = proofs.get(h);
  if (before?.z === z && before.window === window) return before.proof;
  const misnamed = freedWindow(h, z, window);
  const curve = freedCurve(h, misnamed > WRONG ? h.evidence.fit.window : window);
  const proof = { ...curve, window: misnamed };
  proofs.set(h, { z, window, proof });
  return proof;
}

function freedCurve(h: Hypothesis, window: Float64Array): Pick<HeldOut, "curve" | "departures" | "bent"> {
  const { hop } = h.evidence.grams;
  const size = h.arrangement.fftSize;
  const view = partOf(h.view, framesFor(h.view, size, hop));
  const hats = hatsOf(view.block.magnitude, h.scale, view.facts, HATS);
  if (hats.knots.length < 3) return { curve: 1, departures: [], bent: 0 };
  const [a, b] = formsOf({ ...h, view }, h.placement, partsOf(hats), window, hop, 2);
  const gain = (from: CurveForm, on: CurveForm): number => {
    const named = withFloor(hats, from);
    const free = freeFactors(from, hats.count);
    const bent = view.facts.coarse
      ? 0
      : Math.log(energyOf(free, on) / energyOf(named, on)) - bendOf(hats, free);
    return (leftBy(named, on) + PERFECT) / (leftBy(free, on) + PERFECT) / Math.exp(bent);
  };
  const both = together(a, b);
  const free = freeFactors(both, hats.count);
  // what two halves change alike is no following of noise
  const [inA, inB] = [a, b].map((half) =>
    changeIn(freeFactors(half, hats.count), withFloor(hats, half), both),
  );
  const alike = inA.map((c, i) => c + inB[i]);
  const apart = inA.map((c, i) => c - inB[i]);
  const named = withFloor(hats, both);
  const changed = Math.max(0, energyOf(alike, both) - energyOf(apart, both)) / 4 / energyOf(named, both);
  const top = free[hats.knots.length - 1];
  return {
    curve: Math.sqrt(gain(a, b) * gain(b, a)),
    bent: changed / (leftBy(named, both) + PERFECT),
    departures: Array.from(hats.knots, (stored, i) => [
      stored,
      20 * Math.log10(Math.max(free[i] / top, 1e-9)),
    ]),
  };
}

/** What a free curve adds to the named one, both of the same energy. */
function changeIn(free: Float64Array, named: Float64Array, on: CurveForm): Float64Array {
  const level = Math.sqrt(energyOf(named, on) / energyOf(free, on));
  return free.map((c, i) => level * c - named[i]);
}

/** The named curve; a clipped cell may be anything below its floor under any name. */
function withFloor(hats: Hats, from: CurveForm): Float64Array {
  const named = hats.named.slice();
  if (hats.floored) named[hats.count - 1] = bestFloor(named, from, hats);
  return named;
}

/** Frames that hold both halves, and their overlap. */
function framesFor({ block }: View, size: number, hop: number): number {
  return Math.min(block.frames, Math.max(24, 4 * Math.ceil(size / hop), Math.ceil(SAMPLES / size)));
}

/** Where halves are too short to tell, on all frames. */
function freedWindow(
  { arrangement, placement, evidence }: Hypothesis,
  z: Float64Array,
  window: Float64Array,
): number {
  const size = arrangement.fftSize;
  const half = (z.length / size) >> 1;
  const halves = [z.subarray(0, half * size), z.subarray(half * size, 2 * half * size)];
  const [a = evidence, b = evidence] = halves.map((part) => evidenceOf(part, half, size, placement.hop));
  const left = (by: Float64Array, { grams }: Evidence): number =>
    grams.energy * (1 + PERFECT) - explainedBy(by, grams);
  const gain = (from: Evidence, on: Evidence): number => left(window, on) / left(from.fit.window, on);
  return Math.sqrt(gain(a, b) * gain(b, a));
}
