/** How long something has run, and what is left of a limit in seconds. */
export interface Stopwatch {
  seconds(): number;
  left(): number;
  over(): boolean;
}

export function stopwatch(limit: number = Number.POSITIVE_INFINITY): Stopwatch {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  return { seconds, left: () => limit - seconds(), over: () => seconds() >= limit };
}
