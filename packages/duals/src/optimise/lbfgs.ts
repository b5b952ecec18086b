/** Writes the gradient at `x` and returns the value there. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Replaces a gradient by a better direction: a symmetric positive definite guess of the inverse Hessian. */
export type Preconditioner = (direction: Float64Array) => void;

/** How long to look. */
export interface Patience {
  /** Most steps; default 2000. */
  readonly most?: number;
  /** Ends when three steps in a row each lower the value by less than this share of it; default 1e-13. */
  readonly precision?: number;
  /** Ends where this says so. */
  readonly stop?: (x: Float64Array) => boolean;
  readonly precondition?: Preconditioner;
}

/** What a run of {@link lbfgs} ended with; `x` it leaves in the caller's array. */
export interface Minimum {
  readonly value: number;
  readonly steps: number;
  /** Whether `stop` ended it. */
  readonly stopped: boolean;
}

/** Corrections remembered. */
const MEMORY = 20;
/** Share of the predicted decrease that a step must bring (Armijo). */
const SUFFICIENT = 1e-4;

/**
 * Limited-memory BFGS (Nocedal & Wright, algorithm 7.5) from `x`, which ends as the minimiser found. All steps are
 * combinations of gradients: where those lie in a subspace, `x` never leaves it.
 */
export function lbfgs(objective: Objective, x: Float64Array, patience: Patience = {}): Minimum {
  const { most = 2000, precision = 1e-13, stop, precondition } = patience;
  const size = x.length;
  const history: Correction[] = [];
  const gradient = new Float64Array(size);
  const trial = new Float64Array(size);
  const trialGradient = new Float64Array(size);
  const direction = new Float64Array(size);
  let value = objective(x, gradient);
  let calm = 0;
  for (let step = 1; step <= most; step++) {
    descend(gradient, history, direction, precondition);
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      if (history.length === 0) return { value, steps: step, stopped: false };
      history.length = 0;
      descend(gradient, history, direction, precondition);
      slope = dot(direction, gradient);
    }
    let length = history.length === 0 ? firstStep(x, direction) : 1;
    let next = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 40; tries++) {
      for (let i = 0; i < size; i++) trial[i] = x[i] + length * direction[i];
      next = objective(trial, trialGradient);
      if (next <= value + SUFFICIENT * length * slope) break;
      const curve = next - value - length * slope;
      const parabola = curve > 0 ? (-0.5 * slope * length * length) / curve : 0;
      length = Math.min(0.5 * length, Math.max(0.1 * length, parabola));
    }
    if (!(next < value)) {
      if (history.length === 0) return { value, steps: step, stopped: false };
      history.length = 0;
      continue;
    }
    remember(history, x, trial, gradient, trialGradient, precondition);
    calm = value - next <= precision * Math.abs(value) ? calm + 1 : 0;
    x.set(trial);
    gradient.set(trialGradient);
    value = next;
    if (stop?.(x) === true) return { value, steps: step, stopped: true };
    if (calm === 3) return { value, steps: step, stopped: false };
  }
  return { value, steps: most, stopped: false };
}

interface Correction {
  readonly s: Float64Array;
  readonly y: Float64Array;
  /** 1 / s'y */
  readonly rho: number;
  /** s'y / y'H0 y: how much of the preconditioner's step the curvature seen allows. */
  readonly scale: number;
}

/** The two-loop recursion: direction = -H gradient. */
function descend(
  gradient: Float64Array,
  history: readonly Correction[],
  direction: Float64Array,
  precondition?: Preconditioner,
): void {
  for (let i = 0; i < gradient.length; i++) direction[i] = -gradient[i];
  const alphas = new Float64Array(history.length);
  for (let k = history.length - 1; k >= 0; k--) {
    const { s, y, rho } = history[k];
    alphas[k] = rho * dot(s, direction);
    add(direction, y, -alphas[k]);
  }
  precondition?.(direction);
  const scale = history.at(-1)?.scale ?? 1;
  for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  for (let k = 0; k < history.length; k++) {
    const { s, y, rho } = history[k];
    add(direction, s, alphas[k] - rho * dot(y, direction));
  }
}

function remember(
  history: Correction[],
  x: Float64Array,
  next: Float64Array,
  gradient: Float64Array,
  nextGradient: Float64Array,
  precondition?: Preconditioner,
): void {
  const recycled = history.length === MEMORY ? history.shift() : undefined;
  const s = recycled?.s ?? new Float64Array(x.length);
  const y = recycled?.y ?? new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    s[i] = next[i] - x[i];
    y[i] = nextGradient[i] - gradient[i];
  }
  const curvature = dot(s, y);
  if (curvature <= 1e-14 * Math.sqrt(dot(s, s) * dot(y, y))) return;
  const better = y.slice();
  precondition?.(better);
  history.push({ s, y, rho: 1 / curvature, scale: curvature / dot(y, better) });
}

/** A first step of a hundredth of where we are: a gradient alone knows no scale. */
function firstStep(x: Float64Array, direction: Float64Array): number {
  return (0.01 * Math.sqrt(dot(x, x))) / Math.sqrt(dot(direction, direction));
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function add(into: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < into.length; i++) into[i] += times * what[i];
}
