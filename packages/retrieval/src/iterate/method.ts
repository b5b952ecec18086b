import type { Numbers } from "@unspectro/core";
import type { Passes } from "../operator/pass.ts";
import type { Projection } from "../project/projection.ts";

/** An iterative method at work on passes whose signal is already its start. */
export interface Method {
  /** One round: one pass. The signal in between may be beside the estimate; `settle` brings it there. */
  step(): void;
}

/** Makes a method from where the passes stand. */
export type MethodMaker = (passes: Passes, project: Projection) => Method;

/** State of a method: frames x bins pairs, in the passes' own precision. */
export function spectraLike(passes: Passes): Numbers {
  const { grid, bins, spectra } = passes.transform;
  const size = 2 * bins * grid.frames;
  return spectra instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
}
