import type { Placement } from "../structure/frames.ts";
import { fixedCandidates, rotatingCandidates } from "../structure/hop.ts";
import { wantedPlacements } from "../wanted.ts";
import { envelopeOf } from "../window/envelope.ts";
import { evaluate } from "./evaluate.ts";
import { FAR, type Hypothesis, habitOf, leadOf, outcome } from "./outcome.ts";
import { buffersOf, type Reading } from "./reading.ts";

/** Placements looked at closely, of those that neighbouring frames suggest. */
const PLACEMENTS = 8;
/** Hops and signs that would be crowded out by other origins of the same ones, and are looked at all the same. */
const MORE = 2;

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
  for (const placement of closely(wantedPlacements(candidates, view.wanted))) {
    const seen = evaluate(y, reading, placement);
    if (seen === undefined) continue;
    const habit = habitOf(placement, arrangement.flipped, size, envelopeOf(seen.z, frames, size));
    out.push({ ...reading, placement, evidence: seen.evidence, habit, lead: FAR });
  }
  out.sort((a, b) => outcome(b) - outcome(a));
  return out.slice(0, 4).map((h) => ({ ...h, lead: leadOf(h, out) }));
}

function closely(ranked: readonly Placement[]): readonly Placement[] {
  const chosen = ranked.slice(0, PLACEMENTS);
  const others = ranked.slice(PLACEMENTS);
  for (let more = 0; more < MORE; more++) {
    const next = others.find((a) => !chosen.some((b) => a.hop === b.hop && a.conjugate === b.conjugate));
    if (next !== undefined) chosen.push(next);
  }
  return chosen;
}
