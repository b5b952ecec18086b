import { fixedCandidates, rotatingCandidates } from "../structure/hop.ts";
import { wantedPlacements } from "../wanted.ts";
import { envelopeOf } from "../window/envelope.ts";
import { evaluate } from "./evaluate.ts";
import { FAR, type Hypothesis, habitOf, leadOf, outcome } from "./outcome.ts";
import { buffersOf, type Reading } from "./reading.ts";

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
    const habit = habitOf(placement, arrangement.flipped, size, envelopeOf(seen.z, frames, size));
    out.push({ ...reading, placement, evidence: seen.evidence, habit, lead: FAR });
  }
  out.sort((a, b) => outcome(b) - outcome(a));
  return out.slice(0, 4).map((h) => ({ ...h, lead: leadOf(h, out) }));
}
