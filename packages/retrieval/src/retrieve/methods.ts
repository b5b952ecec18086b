import { lbfgs, type Objective } from "../iterate/lbfgs.ts";
import type { Method, MethodMaker } from "../iterate/method.ts";
import { distanceObjective } from "../iterate/objective.ts";
import { raar } from "../iterate/splitting.ts";
import type { Passes } from "../operator/pass.ts";
import { courseByName, followed } from "./course.ts";

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
  relaxed: "ADMM to find the way, then fast Griffin-Lim with a relaxed projection: the default",
  "accelerated-griffin-lim": "Nenov, Nguyen and Balazs 2023: good in few rounds",
  "fast-griffin-lim":
    "Perraudin, Balazs and Sondergaard 2013, momentum 0.99: what librosa and torchaudio run",
  "griffin-lim": "Griffin and Lim 1984: never gets worse, slow",
  admm: "Masuyama, Yatabe and Oikawa 2019: leads where there is no good start",
  raar: "relaxed averaged alternating reflections, Luke 2005",
  "l-bfgs": "Decorsiere et al. 2015: for noisy phases",
};

/** The maker of a method that is to run for about `rounds`. */
export function methodByName(name: MethodName, rounds: number): MethodMaker {
  if (name === "raar") return raar(0.9);
  if (name === "l-bfgs")
    return (passes, project) => descent(passes, distanceObjective(passes.transform, project));
  return followed(courseByName(name, rounds)!);
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
