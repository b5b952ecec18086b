import { solveWeighted } from "../linear/cell-weights.ts";
import type { Passes } from "../operator/pass.ts";
import { type Aim, certainAim } from "./aim.ts";
import { improve, PLANS } from "./improve.ts";
import type { RepairInput, RepairOptions } from "./types.ts";

/** Rounds of conjugate gradients that find what believed cells tell. */
const LEAST_SQUARES_ROUNDS = 30;

/**
 * From the present signal to the least-squares fit to the cells that are believed, then on by the magnitudes of the others.
 *
 * @param given frames x bins pairs
 * @param confidence frames x bins, 0 .. 1
 */
export async function improveBelieved(
  passes: Passes,
  given: ArrayLike<number>,
  confidence: ArrayLike<number>,
  input: RepairInput,
  options: RepairOptions,
): Promise<Aim> {
  const { transform } = passes;
  const aim = certainAim(transform, input, confidence, given);
  const start = Float64Array.from(passes.signal);
  solveWeighted(transform, given, confidence, start, LEAST_SQUARES_ROUNDS);
  passes.signal.set(start);
  await improve(passes, aim, PLANS.frames, options);
  return aim;
}
