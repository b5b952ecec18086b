/** What a search may spend, and has spent. */
export interface Effort {
  /** Counts multiplications, about. */
  spend(multiplications: number): void;
  /** Whether no new hypothesis should be begun. */
  exhausted(): boolean;
}

/** Multiplications after which a search ends: some seconds. The same files get the same answer on every machine. */
const LIMIT = 2.5e9;
/** Seconds after which it ends in any case. */
const LONGEST = 60;

/**
 * An allowance of work; the clock only guards against machines on which that takes too long.
 *
 * @param share of the usual allowance, for one of several ways to read the same files
 */
export function effortOf(seconds: number = LONGEST, share = 1): Effort {
  const deadline = performance.now() + 1000 * seconds;
  let spent = 0;
  return {
    spend(multiplications) {
      spent += multiplications;
    },
    exhausted: () => spent > share * LIMIT || performance.now() > deadline,
  };
}
