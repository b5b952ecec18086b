import type { Convention } from "../convention/convention.ts";
import { DOUBLE_PRECISION } from "./inverse.ts";
import { type Plan, planOf } from "./plan.ts";
import { scheduleOf } from "./ranges.ts";
import { type Synthesis, synthesisOf } from "./synthesis.ts";
import type { InverseOptions, SampleRange } from "./types.ts";

/** Which samples of the audio the frames decide, and how well. */
export interface Coverage {
  /** Samples on which no window lies, or too little of one to tell: they are 0. The first {@link MOST_RANGES} ranges. */
  readonly uncovered: readonly SampleRange[];
  /** How many samples that are in all. */
  readonly uncoveredSamples: number;
  /**
   * Samples on which less than {@link WEAK} of the window's full power lies, as under the tapered ends of the first
   * and last windows: they are given, but the rounding of the stored numbers weighs more than 40 dB heavier on them.
   */
  readonly weak: readonly SampleRange[];
  readonly weakSamples: number;
}

/** The share of the full window power below which a sample is weakly covered: 1 % in amplitude. */
export const WEAK = 1e-4;

/** How many ranges are listed at most: windows shorter than the hop leave a gap after every frame. */
export const MOST_RANGES = 1000;

/**
 * Works out which samples an inverse with these options covers, from the convention alone.
 *
 * Only the first and last frames and one hop between are looked at: inside, the cover repeats with every hop.
 */
export function coverage(convention: Convention, options: InverseOptions): Coverage {
  const plan = planOf(convention, options.frames);
  const synthesis = synthesisOf(plan, options.synthesis);
  const schedule = scheduleOf(plan, synthesis, convention.geometry.padding === "circular");
  const least = Math.max(Number.MIN_VALUE, (options.precision ?? DOUBLE_PRECISION) * synthesis.full);
  const uncovered = new RangeList();
  const weak = new RangeList();
  const classify = (n: number, cover: number): void => {
    const power = Math.abs(cover);
    if (power < least) uncovered.add(n);
    else if (power < WEAK * synthesis.full) weak.add(n);
  };
  const lead = plan.lead + synthesis.lead;
  const settled = lead + (schedule.first - 1) * plan.hop + synthesis.window.length;
  const unsettled = lead + schedule.end * plan.hop;
  const headEnd = clamp(settled, 0, plan.length);
  const tailStart = clamp(unsettled, headEnd, plan.length);
  for (let n = 0; n < headEnd; n++) classify(n, coverAt(n, plan, synthesis, schedule.first, schedule.end));
  const period = Float64Array.from({ length: Math.min(plan.hop, tailStart - headEnd) }, (_, i) =>
    coverAt(headEnd + i, plan, synthesis, schedule.first, schedule.end),
  );
  if (period.some((cover) => Math.abs(cover) < WEAK * synthesis.full)) {
    for (let n = headEnd; n < tailStart; n++) classify(n, period[(n - headEnd) % plan.hop]);
  }
  for (let n = tailStart; n < plan.length; n++) {
    classify(n, coverAt(n, plan, synthesis, schedule.first, schedule.end));
  }
  return {
    uncovered: uncovered.ranges,
    uncoveredSamples: uncovered.samples,
    weak: weak.ranges,
    weakSamples: weak.samples,
  };
}

/** One past the last sample that all frames cover with at least `share` of the full cover; 0 where there is none. */
export function coveredEnd(plan: Plan, share: number): number {
  const synthesis = synthesisOf(plan);
  const least = Math.max(Number.MIN_VALUE, share * synthesis.full);
  let n = plan.lead + (plan.frames - 1) * plan.hop + plan.windowLength;
  while (n > 0 && Math.abs(coverAt(n - 1, plan, synthesis, 0, plan.frames)) < least) n--;
  return n;
}

/** The divisor of sample n, summed in the order in which overlap-add sums it. */
function coverAt(n: number, plan: Plan, { cover, lead }: Synthesis, first: number, end: number): number {
  const position = n - plan.lead - lead;
  const from = Math.max(first, Math.floor((position - cover.length) / plan.hop) + 1);
  const to = Math.min(end - 1, Math.floor(position / plan.hop));
  let sum = 0;
  for (let m = from; m <= to; m++) sum += cover[position - m * plan.hop];
  return sum;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Joins rising sample numbers to ranges, counting all, keeping the first ones. */
class RangeList {
  readonly ranges: { from: number; to: number }[] = [];
  samples = 0;

  add(n: number): void {
    this.samples++;
    const last = this.ranges.at(-1);
    if (last?.to === n) last.to++;
    else if (this.ranges.length < MOST_RANGES) this.ranges.push({ from: n, to: n + 1 });
  }
}
