import type { Grid } from "../grid/grid.ts";
import {
  accelerated,
  constantMomentum,
  type Momentum,
  type MomentumSchedule,
} from "../iterate/accelerated.ts";
import type { Method, MethodMaker } from "../iterate/method.ts";
import { admm } from "../iterate/splitting.ts";
import type { MethodName } from "./methods.ts";

/** Rounds of splitting, which find the way, then rounds with momentum, which go it. */
export interface Course {
  /** Rounds of ADMM before the momentum; infinite for ADMM alone. */
  readonly splitting: number;
  readonly rho: number;
  readonly momentum: MomentumSchedule;
}

/** What follows ADMM of weight `rho`: momentum that runs in a straight line from the first round to the last. */
interface Ramp {
  readonly rho: number;
  readonly from: Momentum;
  readonly to: Momentum;
}

/** What `relaxed` does: the share of its rounds that split, and its momentum by length (docs/retrieval.md shows the scan). */
const SPLITTING = 0.3;
const LONG = 220;
/** The share of rounds on every second frame, and how many frames overlap there at least. */
const THINNED = 0.7;
const LEAST_OVERLAP = 4;
const usual: Ramp = {
  rho: 0.1,
  from: { alpha: 0.976, beta: -0.213, gamma: 1.044, lambda: 1.294 },
  to: { alpha: 0.993, beta: -0.098, gamma: 0.951, lambda: 1.284 },
};
const patient: Ramp = {
  rho: 0.03,
  from: { alpha: 1.007, beta: -0.011, gamma: 1, lambda: 1.267 },
  to: { alpha: 0.941, beta: 0.002, gamma: 1.036, lambda: 1.212 },
};

/**
 * The course of a method for a run of about `rounds`; undefined for methods that are neither splitting nor momentum.
 *
 * @param near whether the start lies where splitting would lead: `relaxed` then has momentum from the first round on
 */
export function courseByName(name: MethodName, rounds: number, near = false): Course | undefined {
  const alone = (momentum: Partial<Momentum>): Course => ({
    splitting: 0,
    rho: 0.1,
    momentum: constantMomentum(momentum),
  });
  switch (name) {
    case "relaxed": {
      const splitting = near ? 0 : Math.round(SPLITTING * rounds);
      const ramp = rounds > LONG ? patient : usual;
      return { splitting, rho: ramp.rho, momentum: along(ramp, rounds - splitting) };
    }
    case "accelerated-griffin-lim":
      return alone({ alpha: 1, beta: 1.1, gamma: 1.25 });
    case "fast-griffin-lim":
      return alone({ alpha: 0.99 });
    case "griffin-lim":
      return alone({});
    case "admm":
      return { ...alone({}), splitting: Number.POSITIVE_INFINITY };
    default:
      return undefined;
  }
}

/** Whether a method's momentum has a second sequence (beta or gamma used), which costs memory. */
export function needsDual(name: MethodName): boolean {
  return name === "relaxed" || name === "accelerated-griffin-lim";
}

/**
 * Of the rounds of a method, those that go on every second frame: each costs half, moves further, and what is found there
 * the other frames only make finer. At least four frames must still overlap everywhere.
 */
export function thinnedRounds(name: MethodName, { window, hop }: Grid, rounds: number): number {
  const from = window.findIndex((value) => value !== 0);
  const to = window.findLastIndex((value) => value !== 0);
  const overlap = Math.round((to - from + 1) / hop);
  return name === "relaxed" && overlap >= 2 * LEAST_OVERLAP ? Math.round(THINNED * rounds) : 0;
}

/** A course over passes. */
export function followed({ splitting, rho, momentum }: Course): MethodMaker {
  return (passes, project) => {
    let method: Method | undefined;
    let done = 0;
    return {
      step() {
        if (done === 0 && splitting > 0) method = admm(rho)(passes, project);
        if (done === splitting) method = accelerated(momentum)(passes, project);
        done++;
        method!.step();
      },
    };
  };
}

function along({ from, to }: Ramp, rounds: number): MomentumSchedule {
  return (round) => {
    const share = Math.min(1, round / Math.max(1, rounds - 1));
    const between = (key: keyof Momentum): number => from[key] + share * (to[key] - from[key]);
    return {
      alpha: between("alpha"),
      beta: between("beta"),
      gamma: between("gamma"),
      lambda: between("lambda"),
    };
  };
}
