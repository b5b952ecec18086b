import { type FrameRange, reaching, type SampleRange } from "@unspectro/core";
import type { Divisor } from "./divisor.ts";
import type { Ground } from "./ground.ts";

/**
 * Under the tapered ends of the first and last windows the division magnifies rounding errors by the square root of
 * 1 / cover. Where less than this share of the full cover lies on a sample, float32 is not enough.
 */
const WEAK_FOR_SINGLE = 0.1;

/** The mean of full / cover over a hop above which float32 would lose decibels everywhere. */
const MOST_NOISE = 1.5;

/** Sums over more frames than this gather rounding errors of their own in float32. */
const MOST_OVERLAP = 10;

/** Whether float32 is good enough where all frames are present. */
export function steadyEnough({ divisor, synthesis: { window, full } }: Ground): boolean {
  const hop = divisor.steady.length;
  const noise = divisor.steady.reduce((sum, reciprocal) => sum + Math.abs(reciprocal), 0) * full;
  return window.length <= MOST_OVERLAP * hop && noise <= MOST_NOISE * hop;
}

/** Samples that need float64, and the frames that reach them. */
export interface Edge {
  readonly samples: SampleRange;
  readonly frames: FrameRange;
}

/** The weakly covered samples at both ends of the audio. */
export function weakEdges({ plan, synthesis, divisor, schedule }: Ground): readonly Edge[] {
  const lead = plan.lead + synthesis.lead;
  const headEnd = lead + (schedule.first - 1) * plan.hop + synthesis.window.length;
  const head = { from: 0, to: Math.min(plan.length, headEnd) };
  const tail = { from: Math.max(0, head.to, lead + schedule.end * plan.hop), to: plan.length };
  return [head, tail].flatMap((end) => {
    const samples = weakWithin(end, divisor, lead, synthesis.full);
    if (samples === null) return [];
    const { first, end: last } = reaching(plan, synthesis, samples);
    return [
      { samples, frames: { first: Math.max(schedule.first, first), end: Math.min(schedule.end, last) } },
    ];
  });
}

/** From the first to the last weakly covered sample of a range. */
function weakWithin(
  { from, to }: SampleRange,
  divisor: Divisor,
  lead: number,
  full: number,
): SampleRange | null {
  if (to <= from) return null;
  const reciprocals = new Float64Array(to - from);
  divisor.fill(from - lead, reciprocals);
  const weak = (reciprocal: number): boolean => Math.abs(reciprocal) * full * WEAK_FOR_SINGLE > 1;
  const first = reciprocals.findIndex(weak);
  return first < 0 ? null : { from: from + first, to: from + reciprocals.findLastIndex(weak) + 1 };
}
