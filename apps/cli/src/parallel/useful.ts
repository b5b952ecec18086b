import { availableParallelism } from "node:os";

/** Below so many cells, starting threads costs more than they save: about two seconds of one thread's work. */
const WORTH_CELLS = 4e8;

/** Of the processors that a system counts, mostly two are one core: a second thread on the same core gains little. */
const PROCESSORS_A_CORE = 2;
const FEWEST_THREADS = 2;

/** More threads than this wait for each other's memory. */
const MOST_THREADS = 8;

/** How many threads to use for so much work when nobody says. */
export function usefulThreads(cells: number): number {
  if (cells < WORTH_CELLS) return 1;
  const processors = availableParallelism();
  const cores = Math.floor(processors / PROCESSORS_A_CORE);
  return Math.min(MOST_THREADS, processors, Math.max(FEWEST_THREADS, cores));
}
