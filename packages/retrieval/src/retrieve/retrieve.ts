import { binsOf } from "../grid/grid.ts";
import { referenceTransform } from "../operator/transform.ts";
import { toMagnitudes } from "../project/magnitude.ts";
import { iterate, keepBest, LOOK_EVERY } from "./iterate.ts";
import type { MethodName } from "./methods.ts";
import { SEQUENTIAL_COST, sequentialStart, startingFrames } from "./start.ts";
import { stopwatch } from "./stopwatch.ts";
import { thinnedMagnitudes, thinnedProjection, thinningBench } from "./thinned.ts";
import type { Retrieval, RetrievalInput, RetrievalOptions } from "./types.ts";
import { roundsBench, signalOf, transformBench, type Workbench } from "./workbench.ts";

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
  const bench = benchOf(input, method, options);
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
  const outcome = await iterate(bench, best, { method, rounds, clock }, options);
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

/** The bench of all frames, which begins on every second one where that is the better way. */
function benchOf(
  { grid, magnitudes, project }: RetrievalInput,
  method: MethodName,
  options: RetrievalOptions,
): Workbench {
  const { transform = referenceTransform, magnitudeRounds } = options;
  const inRounds =
    project === undefined && magnitudeRounds !== undefined
      ? roundsBench(magnitudeRounds, method, grid, magnitudes)
      : undefined;
  const allowed = project ?? toMagnitudes(magnitudes, binsOf(grid));
  const bench = inRounds ?? transformBench(transform(grid), magnitudes, allowed);
  return thinningBench(bench, grid, (thinner) =>
    benchOf(
      {
        grid: thinner,
        magnitudes: thinnedMagnitudes(magnitudes, grid),
        ...(project === undefined ? {} : { project: thinnedProjection(project) }),
      },
      method,
      options,
    ),
  );
}
