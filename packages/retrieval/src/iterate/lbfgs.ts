import { dot } from "../linear/vectors.ts";

/** What is minimised: answers f(x) and writes its gradient. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** How many past steps make up the curvature, where nothing else is said. */
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
 * @param memory past steps that make up the curvature
 */
export function lbfgs(
  objective: Objective,
  x: Float64Array,
  scale?: Float64Array,
  memory: number = MEMORY,
): { step(): number; readonly value: number } {
  const size = x.length;
  let gradient = new Float64Array(size);
  let value = objective(x, gradient);
  let trialGradient = new Float64Array(size);
  const trial = new Float64Array(size);
  const direction = new Float64Array(size);
  /** Steps, what they did to the gradient, 1 / (s . y), and y . D y with the diagonal D. */
  const moves: { s: Float64Array; y: Float64Array; rho: number; curvature: number }[] = [];
  const alphas = new Float64Array(memory);

  // Each loop over the coordinates subtracts one step's part and already meets the next: half the way through memory.
  const aim = (): void => {
    const gamma = firstGuess();
    for (let i = 0; i < size; i++) direction[i] = -gradient[i];
    let along = moves.length > 0 ? dot(moves.at(-1)!.s, direction) : 0;
    for (let j = moves.length - 1; j >= 0; j--) {
      const { y, rho } = moves[j];
      alphas[j] = rho * along;
      along = addAndMeet(direction, -alphas[j], y, moves[j - 1]?.s ?? direction);
    }
    if (scale === undefined) for (let i = 0; i < size; i++) direction[i] *= gamma;
    else for (let i = 0; i < size; i++) direction[i] *= gamma * scale[i];
    along = moves.length > 0 ? dot(moves[0].y, direction) : 0;
    for (let j = 0; j < moves.length; j++) {
      const { s, rho } = moves[j];
      along = addAndMeet(direction, alphas[j] - rho * along, s, moves[j + 1]?.y ?? direction);
    }
  };

  /** How long a step along the scaled gradient should be: by the curvature met last. */
  const firstGuess = (): number => {
    const last = moves.at(-1);
    if (last === undefined)
      return scale === undefined ? 1 / Math.max(1e-300, Math.sqrt(dot(gradient, gradient))) : 1;
    return 1 / (last.rho * last.curvature);
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
    const oldest = moves.length === memory ? moves.shift() : undefined;
    const s = oldest?.s ?? new Float64Array(size);
    const y = oldest?.y ?? new Float64Array(size);
    let along = 0;
    let curvature = 0;
    for (let i = 0; i < size; i++) {
      const move = to[i] - x[i];
      const change = gradientThere[i] - gradient[i];
      s[i] = move;
      y[i] = change;
      along += move * change;
      curvature += change * change * (scale === undefined ? 1 : scale[i]);
    }
    if (along > 1e-300) moves.push({ s, y, rho: 1 / along, curvature });
  }
}

/** x += a y; answers x . z. */
function addAndMeet(x: Float64Array, a: number, y: Float64Array, z: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i] + a * y[i];
    x[i] = value;
    sum += value * z[i];
  }
  return sum;
}
