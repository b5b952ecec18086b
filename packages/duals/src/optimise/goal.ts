import { ConventionError } from "@unspectro/core";
import { dot } from "./lbfgs.ts";

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

/** Noise above the canonical dual that a goal without a cap may cost, in decibels. */
export const DEFAULT_NOISE_CAP = 3;

/** How far from the least-norm inverse the noise cap lets one go; a hair inside it, so that rounding does not exceed it. */
export function noiseRadius(leastNorm: Float64Array, { noiseCap = DEFAULT_NOISE_CAP }: Goal): number {
  const excess = Math.max(0, 10 ** (noiseCap / 10) * (1 - 1e-14) - 1);
  return Math.sqrt(dot(leastNorm, leastNorm) * excess);
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
