import { lbfgs, type Objective } from "../iterate/lbfgs.ts";
import type { Method, MethodMaker } from "../iterate/method.ts";
import { distanceObjective } from "../iterate/objective.ts";
import { raar } from "../iterate/splitting.ts";
import type { Passes } from "../operator/pass.ts";
import { courseByName, followed } from "./course.ts";
import type { MethodName } from "./methods.ts";

/** The maker of a method that is to run for about `rounds`; `near`: from where splitting would lead. */
export function methodByName(name: MethodName, rounds: number, near = false): MethodMaker {
  if (name === "raar") return raar(0.9);
  if (name === "l-bfgs")
    return (passes, project) => descent(passes, distanceObjective(passes.transform, project));
  return followed(courseByName(name, rounds, near)!);
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
