import type { Numbers } from "@unspectro/core";
import { binsOf, type Grid } from "../grid/grid.ts";
import { referenceTransform, type TransformMaker } from "../operator/transform.ts";
import { toMagnitudes } from "../project/magnitude.ts";
import type { Projection } from "../project/projection.ts";
import { courseByName } from "./course.ts";
import type { MethodName } from "./methods.ts";
import { SEQUENTIAL_COST, type StartName, sequentialStart, startingFrames } from "./start.ts";
import { type RoundsMaker, roundsBench, signalOf, transformBench, type Workbench } from "./workbench.ts";

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
  /** Rounds (STFT + ISTFT pairs) at most, the start's included; default 200, or as many as `seconds` allow. */
  readonly rounds?: number;
  /** Wall-clock seconds at most. */
  readonly seconds?: number;
  /** Spectral convergence, in decibels, that is good enough: the run ends there. */
  readonly until?: number;
  /** Seeds all that is random; default 0. */
  readonly seed?: number;
  /** Default: the float64 reference. */
  readonly transform?: TransformMaker;
  /** Makes whole rounds, for methods with momentum on magnitudes alone; default: passes over the transform. */
  readonly magnitudeRounds?: RoundsMaker;
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
  /** The best signal so far, to be heard while the rest is worked out; nobody changes it later. */
  readonly audio: Numbers;
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
  readonly stoppedBy: "rounds" | "seconds" | "until" | "no-progress" | "caller";
}

/** Rounds between two looks at the convergence (a look costs half a round). */
const LOOK_EVERY = 10;
/** Looks in a stretch towards `until`. */
const LOOKS = 6;
/** A run whose best gains less than this many decibels in so many rounds has arrived; momentum makes shorter pauses. */
const LEAST_GAIN = 0.02;
const PATIENCE = 100;
/**
 * A gain of g decibels takes some g^2 / 2 rounds (the median of 22 clips; from a third to twice as many), and a course goes
 * further the better its length was known.
 */
const roundsToGain = (decibels: number): number => Math.max(3, Math.round(decibels ** 2 / 2));
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
  const { method = "relaxed", seed = 0 } = options;
  const makeTransform = options.transform ?? referenceTransform;
  const clock = stopwatch(options.seconds);
  const bench =
    (input.project === undefined && options.magnitudeRounds !== undefined
      ? roundsBench(options.magnitudeRounds, method, grid, magnitudes)
      : undefined) ??
    transformBench(makeTransform(grid), magnitudes, input.project ?? toMagnitudes(magnitudes, binsOf(grid)));
  const best = keepBest(bench);

  const start = options.start ?? (input.phases === undefined ? "pghi" : "given");
  const quick = start === "sequential" ? "pghi" : start;
  const frames = startingFrames(quick, magnitudes, grid, { seed, phases: input.phases });
  bench.put(signalOf(makeTransform(grid), frames));
  const atStart = best.look();
  let rounds = options.seconds === undefined ? (options.rounds ?? DEFAULT_ROUNDS) : affordable();
  if (start === "sequential") {
    const going = (): boolean => !options.signal?.aborted && !clock.over();
    bench.put(sequentialStart(magnitudes, grid, makeTransform, going));
    rounds = Math.max(0, rounds - SEQUENTIAL_COST);
    best.look();
  }
  const stretch = options.until === undefined ? rounds : roundsToGain(best.convergence - options.until);
  const outcome = await iterateUntil({ bench, method, rounds, stretch }, best, clock, options);
  if (outcome.stoppedBy !== "until") {
    bench.settle();
    best.look();
  }
  return {
    audio: best.signal,
    method,
    start,
    rounds: outcome.done,
    seconds: clock.seconds(),
    convergence: { start: atStart, end: best.convergence },
    stoppedBy: outcome.stoppedBy,
  };

  /** How many rounds fit decides which schedule is worth running, so a few are timed first; not wasted, for GLA gains. */
  function affordable(): number {
    const from = clock.seconds();
    for (let i = 0; i < TRIAL_ROUNDS; i++) bench.settle();
    const each = (clock.seconds() - from) / TRIAL_ROUNDS;
    const fitting = Math.floor(clock.left() / (each * (1 + 0.5 / LOOK_EVERY))) - 1;
    return Math.max(0, Math.min(fitting, options.rounds ?? Number.POSITIVE_INFINITY));
  }
}

/** How many of a run's rounds split: their signal wanders, which is no sign of having arrived. */
function splittingOf(method: MethodName, rounds: number): number {
  const { splitting = 0 } = courseByName(method, rounds) ?? {};
  return Number.isFinite(splitting) ? splitting : 0;
}

/** Rounds of a method, in stretches each planned as a whole, until one of their ends. */
async function iterateUntil(
  run: {
    readonly bench: Workbench;
    readonly method: MethodName;
    readonly rounds: number;
    readonly stretch: number;
  },
  best: Best,
  clock: Stopwatch,
  { signal, progress, until = Number.NEGATIVE_INFINITY }: RetrievalOptions,
): Promise<{ done: number; stoppedBy: Retrieval["stoppedBy"] }> {
  const { bench, method, rounds, stretch } = run;
  if (best.convergence <= until) return { done: 0, stoppedBy: "until" };
  const every = Math.min(LOOK_EVERY, Math.ceil(stretch / LOOKS));
  const from = clock.seconds();
  const looks: number[] = [];
  let step = (): void => {};
  for (let done = 1; done <= rounds; done++) {
    if (signal?.aborted) return { done: done - 1, stoppedBy: "caller" };
    if (clock.over()) return { done: done - 1, stoppedBy: "seconds" };
    const within = (done - 1) % stretch;
    const length = Math.min(stretch, rounds - done + 1 + within);
    if (within === 0) step = bench.method(method, length);
    step();
    const splitting = within < splittingOf(method, length);
    if ((within + 1) % (splitting ? LOOK_EVERY : every) !== 0) continue;
    const convergence = best.look();
    const secondsLeft = ((rounds - done) * (clock.seconds() - from)) / done;
    progress?.({ round: done, rounds, spectralConvergence: convergence, secondsLeft, audio: best.signal });
    if (best.convergence <= until) return { done, stoppedBy: "until" };
    if (!splitting) looks.push(best.convergence);
    const before = looks.at(-1 - Math.ceil(PATIENCE / every));
    if (before !== undefined && before - best.convergence < LEAST_GAIN)
      return { done, stoppedBy: "no-progress" };
    await new Promise((resume) => setTimeout(resume, 0)); // lets the caller's signal, and its page, breathe
  }
  return { done: rounds, stoppedBy: "rounds" };
}

/** The best signal seen so far. */
interface Best {
  readonly signal: Numbers;
  readonly convergence: number;
  /** Measures the present signal, keeps it if it is the best yet, and answers its convergence. */
  look(): number;
}

function keepBest(bench: Workbench): Best {
  let signal: Numbers = bench.signal.slice();
  let least = Number.POSITIVE_INFINITY;
  return {
    get signal() {
      return signal;
    },
    get convergence() {
      return least;
    },
    look() {
      const convergence = bench.convergence();
      if (convergence < least) {
        least = convergence;
        signal = bench.signal.slice();
      }
      return convergence;
    },
  };
}

interface Stopwatch {
  seconds(): number;
  left(): number;
  over(): boolean;
}

function stopwatch(limit: number = Number.POSITIVE_INFINITY): Stopwatch {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  return { seconds, left: () => limit - seconds(), over: () => seconds() >= limit };
}
