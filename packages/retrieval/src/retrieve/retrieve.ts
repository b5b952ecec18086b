import type { Numbers } from "@unspectro/core";
import { binsOf, type Grid } from "../grid/grid.ts";
import { settle, spectralConvergence } from "../measure.ts";
import { makePasses } from "../operator/pass.ts";
import { referenceTransform, type TransformMaker } from "../operator/transform.ts";
import { toMagnitudes } from "../project/magnitude.ts";
import type { Projection } from "../project/projection.ts";
import { type MethodName, methodByName } from "./methods.ts";
import { type StartName, startingFrames } from "./start.ts";

/** What {@link retrieve} works from. */
export interface RetrievalInput {
  readonly grid: Grid;
  /** Linear amplitudes, frames x bins, >= 0. */
  readonly magnitudes: ArrayLike<number>;
  /** Phases to begin with, in radians, frames x bins; see `RetrievalOptions.start`. */
  readonly phases?: ArrayLike<number>;
  /** What the data say of a spectrum; default: its magnitudes. */
  readonly project?: Projection;
}

/** How {@link retrieve} goes about it. Every part has a sensible default. */
export interface RetrievalOptions {
  readonly method?: MethodName;
  /** Default `given` where phases are, else `pghi`. */
  readonly start?: StartName;
  /** Rounds (STFT + ISTFT pairs) at most; default 200, or as many as `seconds` allow. */
  readonly rounds?: number;
  /** Wall-clock seconds at most. */
  readonly seconds?: number;
  /** Seeds all that is random; default 0. */
  readonly seed?: number;
  /** Default: the float64 reference. */
  readonly transform?: TransformMaker;
  /** Told after the start and every few rounds. */
  readonly progress?: (progress: RetrievalProgress) => void;
  /** Stops with the best so far. */
  readonly signal?: AbortSignal;
}

/** Where a run stands. */
export interface RetrievalProgress {
  readonly round: number;
  readonly rounds: number;
  /** Decibels; lower is better. */
  readonly spectralConvergence: number;
  readonly secondsLeft: number;
}

/** What came out. */
export interface Retrieval {
  /** Samples from the first buffer's begin: (frames - 1) R + N of them. */
  readonly audio: Numbers;
  readonly method: MethodName;
  readonly start: StartName;
  readonly rounds: number;
  readonly seconds: number;
  /** Decibels: how well the result's magnitudes are those given, at the start and at the end. */
  readonly convergence: { readonly start: number; readonly end: number };
  readonly stoppedBy: "rounds" | "seconds" | "no-progress" | "caller";
}

/** Rounds between two looks at the convergence (a look costs half a round). */
const LOOK_EVERY = 10;
/** A run that gains less than this many decibels between two looks, twice in a row, has arrived. */
const LEAST_GAIN = 0.02;
const DEFAULT_ROUNDS = 200;
/** Rounds that tell how long one takes. */
const TRIAL_ROUNDS = 3;

/**
 * Phases for magnitudes, as a signal: a start, then rounds of a method, until the time is up, the rounds are done or
 * nothing more is gained. Seeded: the same input gives the same samples. The result is never worse than the start.
 *
 * @example
 * ```ts
 * import { retrieve } from "@unspectro/retrieval";
 *
 * const grid = { fftSize: 8, hop: 2, window: Float64Array.of(0, 1, 4, 8, 9, 8, 4, 1), frames: 20 };
 * const { audio } = await retrieve({ grid, magnitudes: new Float32Array(20 * 5).fill(1) }, { rounds: 10 });
 * console.log(audio.length); // 46
 * ```
 */
export async function retrieve(input: RetrievalInput, options: RetrievalOptions = {}): Promise<Retrieval> {
  const { grid, magnitudes } = input;
  const { method = "relaxed", seed = 0, seconds = Number.POSITIVE_INFINITY } = options;
  const start = options.start ?? (input.phases === undefined ? "pghi" : "given");
  const began = performance.now();
  const elapsed = (): number => (performance.now() - began) / 1000;
  const passes = makePasses((options.transform ?? referenceTransform)(grid));
  const project = input.project ?? toMagnitudes(magnitudes, binsOf(grid));

  passes.start(startingFrames(start, magnitudes, grid, { seed, phases: input.phases }));
  const atStart = spectralConvergence(passes, magnitudes);
  let best = passes.signal.slice();
  let bestConvergence = atStart;
  let rounds = options.rounds ?? DEFAULT_ROUNDS;
  if (Number.isFinite(seconds)) {
    // How many rounds fit decides which schedule is worth running, so time a few first; they are not wasted: GLA gains.
    const from = elapsed();
    for (let i = 0; i < TRIAL_ROUNDS; i++) settle(passes, project);
    const each = (elapsed() - from) / TRIAL_ROUNDS;
    const fitting = Math.floor((seconds - elapsed()) / (each * (1 + 0.5 / LOOK_EVERY))) - 1;
    rounds = Math.max(0, options.rounds === undefined ? fitting : Math.min(fitting, rounds));
  }

  const iterate = methodByName(method, rounds, magnitudes)(passes, project);
  let stoppedBy: Retrieval["stoppedBy"] = "rounds";
  let done = 0;
  let idle = 0;
  let last = atStart;
  for (; done < rounds; done++) {
    if (options.signal?.aborted) {
      stoppedBy = "caller";
      break;
    }
    if (elapsed() >= seconds) {
      stoppedBy = "seconds";
      break;
    }
    iterate.step();
    if ((done + 1) % LOOK_EVERY !== 0) continue;
    const convergence = spectralConvergence(passes, magnitudes);
    if (convergence < bestConvergence) {
      bestConvergence = convergence;
      best.set(passes.signal);
    }
    const each = elapsed() / (done + 1);
    options.progress?.({
      round: done + 1,
      rounds,
      spectralConvergence: convergence,
      secondsLeft: (rounds - done - 1) * each,
    });
    idle = last - convergence < LEAST_GAIN ? idle + 1 : 0;
    last = convergence;
    if (idle >= 2) {
      done++;
      stoppedBy = "no-progress";
      break;
    }
    await new Promise((resume) => setTimeout(resume, 0)); // lets the caller's signal, and its page, breathe
  }

  settle(passes, project);
  const convergence = spectralConvergence(passes, magnitudes);
  if (convergence < bestConvergence) {
    bestConvergence = convergence;
    best = passes.signal.slice();
  }
  return {
    audio: best,
    method,
    start,
    rounds: done,
    seconds: elapsed(),
    convergence: { start: atStart, end: bestConvergence },
    stoppedBy,
  };
}
