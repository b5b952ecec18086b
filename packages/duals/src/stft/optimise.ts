import { ConventionError } from "@unspectro/core";
import { dot, type Objective, type Preconditioner } from "../optimise/lbfgs.ts";
import { frequencyPreconditioner, frequencySpread, timeSpread } from "../optimise/spread.ts";
import { minimiseWithin } from "../optimise/within.ts";
import { type DualMeasures, measureDual } from "./measure.ts";
import type { DualSpace } from "./space.ts";

/**
 * What makes one inverse better than another. The cost is
 *
 *   time st^2 / st0^2 + frequency sf^2 / sf0^2 + product ln(st^2 sf^2) + noise |g|^2 / |g0|^2
 *
 * with g0 the canonical dual, st and sf the spreads of |g|^2 in time and frequency.
 */
export interface Goal {
  readonly time?: number;
  readonly frequency?: number;
  readonly product?: number;
  readonly noise?: number;
  /** The sample of the support about which the time spread is taken; unless given, the dual's own centre. */
  readonly centre?: number;
  /**
   * The most noise the result may have above the canonical dual's, in decibels. Default 3. Infinity lifts the cap:
   * spreads are ratios, and their minimum may lie at infinity, so give `noise` some weight then.
   */
  readonly noiseCap?: number;
}

/** An inverse and what it costs. */
export interface Dual extends DualMeasures {
  /** Its samples on the support asked for. */
  readonly window: Float64Array;
  /** Noise gain above that of the canonical dual, in decibels. */
  readonly noiseAboveCanonical: number;
  /** Steps of the minimiser; 0 for closed forms. */
  readonly steps: number;
}

/** Noise above the canonical dual that a goal without a cap may cost, in decibels. */
export const DEFAULT_NOISE_CAP = 3;

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

/** How far from the least-norm inverse the noise cap lets one go; a hair inside it, so that rounding does not exceed it. */
export function noiseRadius(leastNorm: Float64Array, { noiseCap = DEFAULT_NOISE_CAP }: Goal): number {
  const excess = Math.max(0, 10 ** (noiseCap / 10) * (1 - 1e-14) - 1);
  return Math.sqrt(dot(leastNorm, leastNorm) * excess);
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

/** Refuses weights that make no cost. */
export function checkGoal(goal: Goal): void {
  const { time = 0, frequency = 0, product = 0, noise = 0, centre = 0, noiseCap = 0 } = goal;
  const weights = { time, frequency, product, noise, noiseCap };
  for (const [name, value] of Object.entries(weights)) {
    if (value >= 0 && (name === "noiseCap" || Number.isFinite(value))) continue;
    throw new ConventionError("bad-convention", `goal.${name}`, "must be a number of 0 or more", {
      found: String(value),
    });
  }
  if (!Number.isFinite(centre)) {
    throw new ConventionError("bad-convention", "goal.centre", "must be a finite number of samples", {
      found: String(centre),
    });
  }
  if (time + frequency + product + noise > 0) return;
  throw new ConventionError("bad-convention", "goal", "asks for nothing: every weight is 0", {
    advice: "give time, frequency, product or noise a weight",
  });
}
