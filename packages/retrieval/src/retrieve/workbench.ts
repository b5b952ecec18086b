import type { Numbers } from "@unspectro/core";
import type { Grid } from "../grid/grid.ts";
import type { Momentum } from "../iterate/accelerated.ts";
import { NOTHING_DB, settle, spectralConvergence } from "../measure.ts";
import { type FrameUpdate, makePasses } from "../operator/pass.ts";
import type { FrameTransform } from "../operator/transform.ts";
import type { Projection } from "../project/projection.ts";
import { courseByName, needsDual } from "./course.ts";
import { methodByName } from "./method-by-name.ts";
import type { MethodName } from "./methods.ts";

/**
 * Whole rounds of the Griffin-Lim family on magnitudes alone, made elsewhere: `magnitudeRounds` of @unspectro/engine runs
 * them inside WebAssembly, several times as fast as passes over a transform.
 */
export interface MagnitudeRounds {
  /** The present signal, from frame 0's buffer on; a start may be written into it. */
  readonly signal: Numbers;
  /** STFT, momentum, relaxed projection, inverse; the first one after `restart` is plain Griffin-Lim. */
  round(momentum: Momentum): void;
  /** STFT x of the state v's inverse; v becomes P(v + gamma (x - v)) + mu (v - x); the first after `restart` has v = x. */
  reflect(splitting: { readonly gamma: number; readonly mu: number }): void;
  /** Forgets momentum and state. */
  restart(): void;
  /** Of the present signal, in decibels. */
  spectralConvergence(): number;
}

/** Makes rounds for magnitudes, frames x bins; without `dual` they are only asked for beta 0 and gamma 1. */
export type RoundsMaker = (
  grid: Grid,
  magnitudes: ArrayLike<number>,
  options: { readonly dual: boolean },
) => MagnitudeRounds;

/** An estimate and what moves it: over a transform, or in rounds made elsewhere. */
export interface Workbench {
  readonly signal: Numbers;
  /** Makes another signal the present one. */
  put(signal: Numbers): void;
  /** Spectral convergence of the present signal, in decibels. */
  convergence(): number;
  /** One plain projection: brings a signal that momentum carried beside the estimate back to it. */
  settle(): void;
  /** A method from where things stand, for about so many rounds; `near`: from where splitting would lead. */
  method(name: MethodName, rounds: number, near: boolean): Run;
}

/** A method at work. */
export interface Run {
  /** One round. */
  step(): void;
  /** How many rounds split: their signal wanders, which is no sign of having arrived. */
  readonly wandering: number;
}

/** Any method and projection, over a transform. */
export function transformBench(
  transform: FrameTransform,
  magnitudes: ArrayLike<number>,
  project: Projection,
): Workbench {
  const passes = makePasses(transform);
  return {
    get signal() {
      return passes.signal;
    },
    put: (signal) => passes.signal.set(signal),
    convergence: () => spectralConvergence(passes, magnitudes),
    settle: () => settle(passes, project),
    method(name, rounds, near) {
      const { splitting = 0 } = courseByName(name, rounds, near) ?? {};
      const { step } = methodByName(name, rounds, near)(passes, project);
      return { step, wandering: Number.isFinite(splitting) ? splitting : 0 };
    },
  };
}

const PLAIN: Momentum = { alpha: 0, beta: 0, gamma: 1, lambda: 1 };

/** The methods of splitting and momentum, in rounds made elsewhere; undefined for the others. */
export function roundsBench(
  maker: RoundsMaker,
  name: MethodName,
  grid: Grid,
  magnitudes: ArrayLike<number>,
): Workbench | undefined {
  if (courseByName(name, 0) === undefined) return undefined;
  const rounds = maker(grid, magnitudes, { dual: needsDual(name) });
  return {
    get signal() {
      return rounds.signal;
    },
    put: (signal) => rounds.signal.set(signal),
    convergence() {
      const decibels = rounds.spectralConvergence();
      return Math.max(NOTHING_DB, Number.isNaN(decibels) ? NOTHING_DB : decibels); // silence against silence is no number
    },
    settle() {
      rounds.restart();
      rounds.round(PLAIN);
    },
    method(method, count, near) {
      const { splitting, rho, momentum } = courseByName(method, count, near)!;
      const reflection = { gamma: 2 / (1 + rho), mu: 1 / (1 + rho) };
      rounds.restart();
      let done = -1;
      const step = (): void => {
        done++;
        if (done === splitting) rounds.restart();
        if (done < splitting) rounds.reflect(reflection);
        else rounds.round(done === splitting ? PLAIN : momentum(done - splitting - 1));
      };
      return { step, wandering: Number.isFinite(splitting) ? splitting : 0 };
    },
  };
}

/** The signal of frames that `fill` writes, by the least-squares inverse. */
export function signalOf(transform: FrameTransform, fill: FrameUpdate): Numbers {
  const passes = makePasses(transform);
  passes.start(fill);
  return passes.signal;
}
