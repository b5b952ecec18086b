import { setImmediate } from "node:timers/promises";

/** So long may work go on before signals and timers get their turn, in milliseconds. */
const LONGEST = 50;

let last = performance.now();

/**
 * Lets the rest of the program live. Local files answer at once, so that long work never leaves the microtask queue:
 * without this nothing would hear Ctrl-C.
 */
export async function breathe(): Promise<void> {
  if (performance.now() - last < LONGEST) return;
  await setImmediate();
  last = performance.now();
}
