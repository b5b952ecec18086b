import {
  type Convention,
  DOUBLE_PRECISION,
  type FrameRange,
  type InverseOptions,
  type Plan,
  planOf,
  type Synthesis,
  scheduleOf,
  synthesisOf,
} from "@unspectro/core";
import { type Divisor, divisorOf } from "./divisor.ts";

/** What all inverses of a file stand on, whatever their arithmetic and range. */
export interface Ground {
  readonly plan: Plan;
  readonly synthesis: Synthesis;
  /** The frames that the whole audio takes. */
  readonly schedule: FrameRange;
  readonly divisor: Divisor;
}

export function groundOf(convention: Convention, options: InverseOptions): Ground {
  const plan = planOf(convention, options.frames);
  const synthesis = synthesisOf(plan, options.synthesis);
  const schedule = scheduleOf(plan, synthesis, convention.geometry.padding === "circular");
  const least = Math.max(Number.MIN_VALUE, (options.precision ?? DOUBLE_PRECISION) * synthesis.full);
  return { plan, synthesis, schedule, divisor: divisorOf(synthesis.cover, plan.hop, schedule, least) };
}
