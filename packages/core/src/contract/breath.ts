/**
 * Counts bytes, and now and then lets others have their turn: a bar, a signal to stop, a page. Work on a local file
 * never waits otherwise.
 */
export type Breath = (bytes: number) => Promise<void> | undefined;

/** @param every bytes between two breaths: as many as some tens of milliseconds take */
export function createBreath(every: number): Breath {
  let since = 0;
  return (bytes) => {
    since += bytes;
    if (since < every) return undefined;
    since = 0;
    return new Promise((resolve) => setTimeout(resolve));
  };
}
