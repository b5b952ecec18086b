import {
  accelerated,
  constantMomentum,
  type Momentum,
  type MomentumSchedule,
} from "../iterate/accelerated.ts";
import { lbfgs, type Objective } from "../iterate/lbfgs.ts";
import type { Method, MethodMaker } from "../iterate/method.ts";
import { distanceObjective } from "../iterate/objective.ts";
import { admm, raar } from "../iterate/splitting.ts";
import type { Passes } from "../operator/pass.ts";

/** Iterative methods by name. */
export type MethodName =
  | "relaxed"
  | "accelerated-griffin-lim"
  | "fast-griffin-lim"
  | "griffin-lim"
  | "admm"
  | "raar"
  | "l-bfgs";

/** For a menu or a help text: the name, and when it is worth choosing. */
export const methods: Readonly<Record<MethodName, string>> = {
  relaxed: "fast Griffin-Lim with a relaxed projection, our own schedule: the default",
  "accelerated-griffin-lim": "Nenov, Nguyen and Balazs 2023: good in few rounds",
  "fast-griffin-lim":
    "Perraudin, Balazs and Sondergaard 2013, momentum 0.99: what librosa and torchaudio run",
  "griffin-lim": "Griffin and Lim 1984: never gets worse, slow",
  admm: "Masuyama, Yatabe and Oikawa 2019: leads where there is no good start",
  raar: "relaxed averaged alternating reflections, Luke 2005",
  "l-bfgs": "Decorsiere et al. 2015: for noisy phases",
};

/** Momentum that runs in a straight line from the first round to the last. */
interface Ramp {
  readonly from: Momentum;
  readonly to: Momentum;
}

/** The default's parameters by length of run; found by search on the clips of the quality corpus (docs/retrieval.md). */
const ramps: readonly { readonly upTo: number; readonly ramp: Ramp }[] = [
  {
    upTo: 56,
    ramp: {
      from: { alpha: 1.006, beta: 1.239, gamma: 1.294, lambda: 1.061 },
      to: { alpha: 0.968, beta: 1.155, gamma: 1.218, lambda: 1.016 },
    },
  },
  {
    upTo: 220,
    ramp: {
      from: { alpha: 0.976, beta: -0.213, gamma: 1.044, lambda: 1.294 },
      to: { alpha: 0.993, beta: -0.098, gamma: 0.951, lambda: 1.284 },
    },
  },
  {
    upTo: Number.POSITIVE_INFINITY,
    ramp: {
      from: { alpha: 1.007, beta: -0.011, gamma: 1, lambda: 1.267 },
      to: { alpha: 0.941, beta: 0.002, gamma: 1.036, lambda: 1.212 },
    },
  },
];

function relaxedSchedule(rounds: number): MomentumSchedule {
  const { from, to } = ramps.find(({ upTo }) => rounds <= upTo)!.ramp;
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

/** The momentum of a method that has one, for a run of about `rounds`. */
export function momentumByName(name: MethodName, rounds: number): MomentumSchedule | undefined {
  switch (name) {
    case "relaxed":
      return relaxedSchedule(rounds);
    case "accelerated-griffin-lim":
      return constantMomentum({ alpha: 1, beta: 1.1, gamma: 1.25 });
    case "fast-griffin-lim":
      return constantMomentum({ alpha: 0.99 });
    case "griffin-lim":
      return constantMomentum({});
    default:
      return undefined;
  }
}

/** Whether a method's momentum has a second sequence (beta or gamma used), which costs memory. */
export function needsDual(name: MethodName): boolean {
  return name === "relaxed" || name === "accelerated-griffin-lim";
}

/** The maker of a method that is to run for about `rounds`. */
export function methodByName(name: MethodName, rounds: number): MethodMaker {
  if (name === "admm") return admm(0.1);
  if (name === "raar") return raar(0.9);
  if (name === "l-bfgs")
    return (passes, project) => descent(passes, distanceObjective(passes.transform, project));
  return accelerated(momentumByName(name, rounds)!);
}

/** L-BFGS as a method: the passes' signal is the point it stands at. */
function descent(passes: Passes, objective: Objective): Method {
  const x = Float64Array.from(passes.signal);
  const search = lbfgs(objective, x);
  return {
    step() {
      search.step();
      passes.signal.set(x);
    },
  };
}
