import { availableParallelism } from "node:os";

/** Below so many cells, starting threads costs more than they save: about two seconds of one thread's work. */
const WORTH_CELLS = 4e8;

/** More threads than this wait for each other's memory. */
const MOST_THREADS = 8;

/** How many threads to use for so much work when nobody says. */
export function usefulThreads(cells: number): number {
  return cells < WORTH_CELLS ? 1 : Math.min(MOST_THREADS, availableParallelism());
}
