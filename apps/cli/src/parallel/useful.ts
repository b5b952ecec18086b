import { availableParallelism } from "node:os";

/** Below so many cells, starting threads costs more than they save: about two seconds of one thread's work. */
const WORTH_CELLS = 4e8;

/**
 * Of the processors that a system counts, mostly two are one core: a second thread on the same core gains a third where
 * files are in memory, nothing shown on a disk, and takes 80 MB more.
 */
const PROCESSORS_A_CORE = 2;

/** More threads than this wait for each other's memory. */
const MOST_THREADS = 8;

/** How many threads to use for so much work when nobody says. */
export function usefulThreads(cells: number): number {
  if (cells < WORTH_CELLS) return 1;
  return Math.min(MOST_THREADS, Math.max(1, Math.floor(availableParallelism() / PROCESSORS_A_CORE)));
}
