import type { Plan } from "./plan.ts";
import type { Synthesis } from "./synthesis.ts";
import type { FrameRange, SampleRange } from "./types.ts";

/**
 * The frames that an inverse needs, in order. Circular audio wraps: frames whose windows reach over an end are needed
 * at both, so indices run below 0 and past the last frame, to be taken modulo `frames`.
 */
export function scheduleOf(plan: Plan, synthesis: Synthesis, circular: boolean): FrameRange {
  return circular ? reaching(plan, synthesis, { from: 0, to: plan.length }) : { first: 0, end: plan.frames };
}

/** The samples that frames `range` alone decide: no frame of `schedule` outside it touches them. */
export function samplesWithin(
  plan: Plan,
  synthesis: Synthesis,
  schedule: FrameRange,
  range: FrameRange,
): SampleRange {
  const lead = plan.lead + synthesis.lead;
  const from =
    range.first <= schedule.first ? 0 : lead + (range.first - 1) * plan.hop + synthesis.window.length;
  const to = range.end >= schedule.end ? plan.length : lead + range.end * plan.hop;
  const clippedFrom = Math.min(Math.max(0, from), plan.length);
  return { from: clippedFrom, to: Math.min(Math.max(clippedFrom, to), plan.length) };
}

/** The frames whose synthesis windows touch samples `from` .. `to` - 1. */
export function reaching(plan: Plan, synthesis: Synthesis, { from, to }: SampleRange): FrameRange {
  const lead = plan.lead + synthesis.lead;
  return {
    first: Math.floor((from - lead - synthesis.window.length) / plan.hop) + 1,
    end: Math.ceil((to - lead) / plan.hop),
  };
}
