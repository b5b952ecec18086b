import { dot } from "../linear/vectors.ts";

/** What is minimised: answers f(x) and writes its gradient. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** How many past steps make up the curvature. */
const MEMORY = 10;
/** Armijo's condition: the least share of the promised decrease. */
const DECREASE = 1e-4;
/** Halvings of a step before giving up. */
const HALVINGS = 20;

/**
 * Limited-memory BFGS (Liu and Nocedal 1989; two-loop recursion), with backtracking. One `step` is one search direction;
 * it answers the number of evaluations it took, 0 when no descent was found.
 *
 * @param scale the inverse Hessian's diagonal, as far as it is known; without it all coordinates are taken as alike
 */
export function lbfgs(
  objective: Objective,
  x: Float64Array,
  scale?: Float64Array,
): { step(): number; readonly value: number } {
  const size = x.length;
  let gradient = new Float64Array(size);
  let value = objective(x, gradient);
  let trialGradient = new Float64Array(size);
  const trial = new Float64Array(size);
  const direction = new Float64Array(size);
  const moves: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  const alphas = new Float64Array(MEMORY);

  const aim = (): void => {
    for (let i = 0; i < size; i++) direction[i] = -gradient[i];
    for (let j = moves.length - 1; j >= 0; j--) {
      const { s, y, rho } = moves[j];
      alphas[j] = rho * dot(s, direction);
      for (let i = 0; i < size; i++) direction[i] -= alphas[j] * y[i];
    }
    const gamma = firstGuess();
    if (scale === undefined) for (let i = 0; i < size; i++) direction[i] *= gamma;
    else for (let i = 0; i < size; i++) direction[i] *= gamma * scale[i];
    for (let j = 0; j < moves.length; j++) {
      const { s, y, rho } = moves[j];
      const beta = rho * dot(y, direction);
      for (let i = 0; i < size; i++) direction[i] += (alphas[j] - beta) * s[i];
    }
  };

  /** How long a step along the scaled gradient should be: by the curvature met last. */
  const firstGuess = (): number => {
    const last = moves.at(-1);
    if (last === undefined)
      return scale === undefined ? 1 / Math.max(1e-300, Math.sqrt(dot(gradient, gradient))) : 1;
    let curvature = 0;
    for (let i = 0; i < size; i++) curvature += last.y[i] ** 2 * (scale === undefined ? 1 : scale[i]);
    return 1 / (last.rho * curvature);
  };

  return {
    get value() {
      return value;
    },
    step() {
      aim();
      let slope = dot(gradient, direction);
      if (!(slope < 0)) {
        moves.length = 0;
        aim();
        slope = dot(gradient, direction);
        if (!(slope < 0)) return 0;
      }
      let length = 1;
      for (let halving = 0; halving < HALVINGS; halving++, length /= 2) {
        for (let i = 0; i < size; i++) trial[i] = x[i] + length * direction[i];
        const there = objective(trial, trialGradient);
        if (!(there <= value + DECREASE * length * slope)) continue;
        remember(trial, trialGradient);
        x.set(trial);
        [gradient, trialGradient] = [trialGradient, gradient];
        value = there;
        return halving + 1;
      }
      return 0;
    },
  };

  function remember(to: Float64Array, gradientThere: Float64Array): void {
    const oldest = moves.length === MEMORY ? moves.shift() : undefined;
    const s = oldest?.s ?? new Float64Array(size);
    const y = oldest?.y ?? new Float64Array(size);
    for (let i = 0; i < size; i++) {
      s[i] = to[i] - x[i];
      y[i] = gradientThere[i] - gradient[i];
    }
    const curvature = dot(s, y);
    if (curvature > 1e-300) moves.push({ s, y, rho: 1 / curvature });
  }
}
