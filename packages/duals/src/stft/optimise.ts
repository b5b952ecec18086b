import { checkGoal, type Goal, noiseRadius } from "../optimise/goal.ts";
import { dot, type Objective, type Preconditioner } from "../optimise/lbfgs.ts";
import { frequencyPreconditioner, frequencySpread, timeSpread } from "../optimise/spread.ts";
import { minimiseWithin } from "../optimise/within.ts";
import { type DualMeasures, measureDual } from "./measure.ts";
import type { DualSpace } from "./space.ts";

/** An inverse and what it costs. */
export interface Dual extends DualMeasures {
  /** Its samples on the support asked for. */
  readonly window: Float64Array;
  /** Noise gain above that of the canonical dual, in decibels. */
  readonly noiseAboveCanonical: number;
  /** Steps of the minimiser; 0 for closed forms. */
  readonly steps: number;
}

/**
 * The best of all inverses on a support: least spread in time, in frequency, or both (Gauthier, Duval & Pesquet 2009),
 * by L-BFGS in the null space, so every step is an exact inverse.
 *
 * @throws ConventionError `bad-convention` for weights that ask for nothing, are negative or not finite
 *
 * @example
 * ```ts
 * import { makeWindow } from "@unspectro/core";
 * import { dualSpace, optimiseDual } from "@unspectro/duals";
 *
 * const window = makeWindow({ family: "hann", length: 256, symmetric: false });
 * const space = dualSpace({ window, hop: 64, fftSize: 128 });
 * const best = optimiseDual(space, { product: 1, noiseCap: 0.5 });
 * console.log((best.timeSpread * best.frequencySpread).toFixed(2)); // 12.16
 * ```
 */
export function optimiseDual(space: DualSpace, goal: Goal): Dual {
  checkGoal(goal);
  const window = space.canonical.slice();
  if (space.dimension === 0) return describeDual(space, window, 0);
  const search = {
    origin: space.canonical,
    project: space.project,
    radius: noiseRadius(space.canonical, goal),
    ...(wantsFrequency(goal) ? { precondition: preconditioner(space) } : {}),
  };
  const { steps } = minimiseWithin(dualCost(space, goal), search, window);
  return describeDual(space, window, steps);
}

/** A given inverse with its measures. */
export function describeDual(space: DualSpace, window: Float64Array, steps = 0): Dual {
  const excess = dot(window, window) / dot(space.canonical, space.canonical);
  return { window, ...measureDual(space.frame, window), noiseAboveCanonical: 10 * Math.log10(excess), steps };
}

/** The cost of a goal as a function of the window, gradient unprojected. */
export function dualCost(space: DualSpace, goal: Goal): Objective {
  const { canonical, frame } = space;
  const { time = 0, frequency = 0, product = 0, noise = 0 } = goal;
  const inTime = timeSpread(goal.centre);
  const inFrequency = frequencySpread(canonical.length, frame.fftSize);
  const partial = new Float64Array(canonical.length);
  const time0 = inTime(canonical, partial);
  const frequency0 = inFrequency(canonical, partial);
  const energy0 = dot(canonical, canonical);
  return (g, gradient) => {
    let cost = 0;
    gradient.fill(0);
    if (time > 0 || product > 0) {
      const spread = inTime(g, partial);
      const slope = time / time0 + product / spread;
      cost += (time * spread) / time0 + product * Math.log(spread);
      for (let n = 0; n < g.length; n++) gradient[n] += slope * partial[n];
    }
    if (frequency > 0 || product > 0) {
      const spread = inFrequency(g, partial);
      const slope = frequency / frequency0 + product / spread;
      cost += (frequency * spread) / frequency0 + product * Math.log(spread);
      for (let n = 0; n < g.length; n++) gradient[n] += slope * partial[n];
    }
    if (noise > 0) {
      cost += (noise * dot(g, g)) / energy0;
      for (let n = 0; n < g.length; n++) gradient[n] += (2 * noise * g[n]) / energy0;
    }
    return cost;
  };
}

function wantsFrequency({ frequency = 0, product = 0 }: Goal): boolean {
  return frequency > 0 || product > 0;
}

/** Half a bin: no window of the FFT's length is narrower than about that. */
function preconditioner(space: DualSpace): Preconditioner {
  const { fftSize } = space.frame;
  return frequencyPreconditioner(space.canonical.length, fftSize, (0.5 * fftSize) / space.canonical.length);
}
