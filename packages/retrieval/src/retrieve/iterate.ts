import type { Numbers } from "@unspectro/core";
import type { MethodName } from "./methods.ts";
import type { Stopwatch } from "./stopwatch.ts";
import type { Retrieval, RetrievalOptions } from "./types.ts";
import type { Run, Workbench } from "./workbench.ts";

/** Rounds between two looks at the convergence, at most (a look costs half a round). */
export const LOOK_EVERY = 10;
/** Looks in a stretch towards `until`. */
const LOOKS = 6;
/** Of what is left to `until` at the present rate: how far the next look is away. */
const CAUTION = 0.7;
/** A run whose best gains less than this many decibels in so many rounds has arrived; momentum's pauses last up to 120. */
const LEAST_GAIN = 0.02;
const PATIENCE = 130;

/**
 * A gain of g decibels takes some g^2 / 2 rounds (the median of 22 clips; from a third to twice as many), and a course goes
 * further the better its length was known.
 */
const roundsToGain = (decibels: number): number => Math.max(3, Math.round(decibels ** 2 / 2));

/** Rounds of a method: one course or, towards `until`, stretches each planned as a whole. */
export async function iterate(
  bench: Workbench,
  best: Best,
  {
    method,
    rounds,
    clock,
  }: { readonly method: MethodName; readonly rounds: number; readonly clock: Stopwatch },
  { signal, progress, until }: RetrievalOptions,
): Promise<{ done: number; stoppedBy: Retrieval["stoppedBy"] }> {
  const there = (): boolean => until !== undefined && best.convergence <= until;
  if (there()) return { done: 0, stoppedBy: "until" };
  const stretch = until === undefined ? rounds : roundsToGain(best.convergence - until);
  const every = Math.min(LOOK_EVERY, Math.ceil(stretch / LOOKS));
  const from = clock.seconds();
  const seen: Look[] = [];
  let run: Run | undefined;
  let begun = 0;
  let next = 0;
  for (let done = 1; done <= rounds; done++) {
    if (signal?.aborted) return { done: done - 1, stoppedBy: "caller" };
    if (clock.over()) return { done: done - 1, stoppedBy: "seconds" };
    if (run === undefined || done - begun > stretch) {
      begun = done - 1;
      run = bench.method(method, Math.min(stretch, rounds - begun), false);
      next = begun + Math.min(LOOK_EVERY, run.wandering + every);
    }
    run.step();
    if (done < next) continue;
    const convergence = best.look();
    const secondsLeft = ((rounds - done) * (clock.seconds() - from)) / done;
    progress?.({ round: done, rounds, spectralConvergence: convergence, secondsLeft, audio: best.signal });
    if (there()) return { done, stoppedBy: "until" };
    const wanders = begun + run.wandering - done;
    if (wanders > 0) next = done + Math.min(LOOK_EVERY, wanders + every);
    else {
      seen.push({ round: done, best: best.convergence });
      if (arrived(seen)) return { done, stoppedBy: "no-progress" };
      next = done + (until === undefined ? every : roundsBefore(until, seen, every));
    }
    await new Promise((resume) => setTimeout(resume, 0)); // lets the caller's signal, and its page, breathe
  }
  return { done: rounds, stoppedBy: "rounds" };
}

/** What was best after a round that does not wander. */
interface Look {
  readonly round: number;
  readonly best: number;
}

/** How many rounds to wait with the next look: the nearer `until` is, the fewer. */
function roundsBefore(until: number, seen: readonly Look[], usual: number): number {
  const [before, now] = seen.slice(-2);
  if (now === undefined) return usual;
  const rate = (before.best - now.best) / (now.round - before.round);
  const left = (now.best - until) / rate; // infinite where nothing is gained
  return Math.max(1, Math.min(usual, Math.round(CAUTION * left)));
}

/** Whether the last rounds gained next to nothing. */
function arrived(seen: readonly Look[]): boolean {
  const { round, best } = seen.at(-1)!;
  const before = seen.findLast((look) => look.round <= round - PATIENCE);
  return before !== undefined && before.best - best < LEAST_GAIN;
}

/** The best signal seen so far. */
export interface Best {
  readonly signal: Numbers;
  readonly convergence: number;
  /** Measures the present signal, keeps it if it is the best yet, and answers its convergence. */
  look(): number;
}

export function keepBest(bench: Workbench): Best {
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
