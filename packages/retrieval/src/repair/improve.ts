import { accelerated, constantMomentum } from "../iterate/accelerated.ts";
import { lbfgs } from "../iterate/lbfgs.ts";
import { admm } from "../iterate/splitting.ts";
import { settle } from "../measure.ts";
import type { Passes } from "../operator/pass.ts";
import type { Aim } from "./aim.ts";
import type { RepairOptions } from "./types.ts";

export const DEFAULT_ROUNDS = 400;

/** What is done, in shares of the rounds; descent takes the rest. Splitting finds the way, momentum and descent go it. */
export interface Plan {
  readonly rho?: number;
  readonly splitting: number;
  readonly momentum: number;
}
export const PLANS: Readonly<Record<"frames" | "phases" | "magnitudes" | "quickMagnitudes" | "noise", Plan>> =
  {
    frames: { rho: 0.1, splitting: 0.25, momentum: 0.5 },
    phases: { rho: 0.02, splitting: 0.125, momentum: 0 },
    magnitudes: { splitting: 0, momentum: 0.5 },
    quickMagnitudes: { splitting: 0, momentum: 1 },
    noise: { rho: 0.1, splitting: 0.1, momentum: 0 },
  };

/** Fewer rounds than this leave descent no time to gain. */
export const QUICK = 40;
/** Of the rounds, those that are left after `turn`. */
const LAST = 0.04;

/** Splitting, then momentum, then descent, which ends better the nearer it begins; `turn` moves what descent cannot, at its end. */
export async function improve(
  passes: Passes,
  { project, objective }: Aim,
  { rho, splitting, momentum }: Plan,
  options: RepairOptions,
  turn?: () => void,
): Promise<void> {
  const { rounds = DEFAULT_ROUNDS, signal, progress } = options;
  const step = async (round: number): Promise<boolean> => {
    if (round % 10 !== 0) return true;
    progress?.(round / rounds);
    await new Promise((resume) => setTimeout(resume, 0));
    return !signal?.aborted;
  };
  let round = 0;
  let until = 0;
  for (const [share, make] of [
    [splitting, admm(rho ?? 1)],
    [momentum, accelerated(constantMomentum({ alpha: 0.99, lambda: 1.2 }))],
  ] as const) {
    if (share === 0) continue;
    until += Math.round(rounds * share);
    const method = make(passes, project);
    for (; round < until && (await step(round)); round++) method.step();
    settle(passes, project);
  }
  const descend = async (last: number): Promise<void> => {
    const x = Float64Array.from(passes.signal);
    const search = lbfgs(objective, x);
    for (; round < last && (await step(round)); round++) if (search.step() === 0) break;
    passes.signal.set(x);
  };
  if (turn !== undefined) {
    await descend(Math.round(rounds * (1 - LAST)));
    if (!signal?.aborted) turn();
  }
  await descend(rounds);
}
