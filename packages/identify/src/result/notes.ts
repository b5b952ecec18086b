import type { Convention } from "@unspectro/core";
import type { Conclusion } from "../conclusion/conclude.ts";
import { type HeldOut, WRONG } from "../proof/held-out.ts";
import type { Pair } from "../survey/pair.ts";
import { magnitudeWords, windowWords } from "./words.ts";

/** What else was seen, a sentence each. */
export function notesOf(pair: Pair, c: Conclusion, { encoding, geometry }: Convention): string[] {
  const notes: string[] = [];
  const { hop } = c.hypothesis.placement;
  const size = c.hypothesis.arrangement.fftSize;
  if (hop === size)
    notes.push(
      "the frames don't overlap, so none can be checked against another: that the audio goes on smoothly from each to the next is all that speaks for this",
    );
  else if (hop / size > 0.95) notes.push("neighbouring frames hardly overlap: little can be verified");
  if (pair.phase !== undefined) {
    const a = pair.magnitude;
    const b = pair.phase;
    const more = Math.abs(a.frames * a.bins - b.frames * b.bins);
    if (more > 0)
      notes.push("the two arrays differ in size: what only one of them has was left out at the end");
  }
  if (c.detrend)
    notes.push(
      "each frame's mean was removed by the producer: the lowest frequencies are rebuilt from overlaps",
    );
  if (c.proof !== undefined && c.proof.curve > WRONG)
    notes.push(
      `the magnitudes follow a curve that no known producer uses: the nearest is ${magnitudeWords(encoding.magnitude)}, and the frames agree ${better(c.proof.curve)} better where it is changed by ${departureWords(c.proof)}`,
    );
  if (c.proof !== undefined && c.proof.window > WRONG)
    notes.push(
      `the window is of no known kind: the nearest is ${windowWords(geometry.window)}, and the frames agree ${better(c.proof.window)} better under their own`,
    );
  return notes;
}

/** Decibels that the frames' contradictions fall by. */
function better(ratio: number): string {
  return `${Math.round(10 * Math.log10(ratio))} dB`;
}

/** `0.3 dB at 512, -1.2 dB at 80`: some of the knots of the free curve, the loud ones first. */
function departureWords({ departures }: HeldOut): string {
  return departures
    .filter((_, i) => (departures.length - 1 - i) % 3 === 2)
    .reverse()
    .map(([stored, decibels]) => `${Number(decibels.toPrecision(2))} dB at ${Number(stored.toPrecision(3))}`)
    .join(", ");
}
