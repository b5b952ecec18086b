import { dot, lbfgs, type Minimum, type Objective, type Preconditioner } from "./lbfgs.ts";

/** Where to look: `origin` plus a subspace orthogonal to it, no further than `radius` from it. */
export interface Search {
  readonly origin: Float64Array;
  /** Replaces a vector by its part in the subspace. */
  project(vector: Float64Array): void;
  readonly radius: number;
  /** For vectors of the whole space; it is applied between two projections. */
  readonly precondition?: Preconditioner;
}

/**
 * Minimises over an affine subspace within a ball around its point of least norm.
 *
 * Duals of one window are such a space: the canonical one plus the null space, orthogonal to it, so that
 * |g|^2 = |g_0|^2 + |g - g_0|^2 and a cap on the noise gain is a ball. First freely; if that leaves the ball, on the
 * sphere, d = radius v / |v|, whose gradient is again a projection. The cap thus holds exactly and is not a penalty.
 *
 * @param x starts as a point of the space within the ball, ends as the minimiser found
 */
export function minimiseWithin(objective: Objective, search: Search, x: Float64Array): Minimum {
  const { origin, radius } = search;
  const precondition = (vector: Float64Array): void => {
    search.precondition?.(vector);
    search.project(vector);
  };
  const within: Objective = (at, gradient) => {
    const value = objective(at, gradient);
    search.project(gradient);
    return value;
  };
  const outside = (at: Float64Array): boolean => distance(at, origin) > radius;
  const tidy = (result: Minimum): Minimum => {
    // rounding of a thousand steps has left the space by some 1e-12: back onto it
    for (let i = 0; i < x.length; i++) x[i] -= origin[i];
    search.project(x);
    for (let i = 0; i < x.length; i++) x[i] += origin[i];
    return result;
  };
  const free = lbfgs(within, x, { precondition, stop: outside });
  if (!free.stopped) return tidy(free);
  const v = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) v[i] = x[i] - origin[i];
  const onSphere: Objective = (at, gradient) => {
    const norm = Math.sqrt(dot(at, at));
    for (let i = 0; i < x.length; i++) x[i] = origin[i] + (radius / norm) * at[i];
    const value = within(x, gradient);
    const radial = dot(at, gradient) / (norm * norm);
    for (let i = 0; i < x.length; i++) gradient[i] = (radius / norm) * (gradient[i] - radial * at[i]);
    return value;
  };
  const capped = lbfgs(onSphere, v, { precondition });
  const gradient = new Float64Array(x.length);
  onSphere(v, gradient);
  within(x, gradient);
  if (dot(v, gradient) <= 0) return tidy(capped);
  // the best of the sphere looks inwards: the minimum is inside after all, on another path
  const onto = x.slice();
  const inner = lbfgs(within, x, { precondition, stop: outside });
  if (!inner.stopped) return tidy(inner);
  x.set(onto);
  return tidy(capped);
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}
