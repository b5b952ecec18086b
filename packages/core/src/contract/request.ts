import type { MaybePromise } from "./bytes.ts";
import { FormatError } from "./errors.ts";
import type { FrameSource, Numbers, ReadOptions } from "./source.ts";

/** A read that was checked: which records and which of their numbers. */
export interface Extent {
  /** Records there are to give. */
  readonly given: number;
  readonly channel: number;
  readonly firstBin: number;
  readonly binCount: number;
}

/**
 * What a call of `FrameSource.read` may have, or why not: the first line of every reader's `read`.
 *
 * @throws RangeError when the request lies outside the array or `into` is too small; FormatError `aborted`
 */
export function checkRead(
  source: Pick<FrameSource, "name" | "frames" | "bins" | "channels" | "complex">,
  start: number,
  count: number,
  into: Numbers,
  options: ReadOptions = {},
): Extent {
  throwIfAborted(options.signal, source.name);
  const channel = options.channel ?? 0;
  const firstBin = options.firstBin ?? 0;
  const binCount = options.binCount ?? source.bins - firstBin;
  inRange("start", start, Number.MAX_SAFE_INTEGER);
  inRange("count", count, Number.MAX_SAFE_INTEGER);
  inRange("channel", channel, source.channels - 1);
  inRange("firstBin", firstBin, source.bins);
  inRange("binCount", binCount, source.bins - firstBin);
  const given = Math.max(0, Math.min(count, source.frames - start));
  const needed = given * binCount * (source.complex ? 2 : 1);
  if (into.length < needed)
    throw new RangeError(`${needed} numbers do not fit into an array of ${into.length}`);
  return { given, channel, firstBin, binCount };
}

function inRange(what: string, value: number, highest: number): void {
  if (Number.isSafeInteger(value) && value >= 0 && value <= highest) return;
  throw new RangeError(`${what} is ${value}, outside 0 to ${highest}`);
}

/** @throws FormatError `aborted` */
export function throwIfAborted(signal: AbortSignal | undefined, file: string): void {
  if (signal?.aborted) throw new FormatError("aborted", "reading was stopped", { file }, signal.reason);
}

/** The error of a read after `close`. */
export function closedError(file: string): FormatError {
  return new FormatError("closed", "it was closed before it was read", { file });
}

/**
 * Repeats `step` until it answers true: at once while steps answer at once, from the first promise on asynchronously.
 * It keeps loops over bytes free of awaits where a local file needs none.
 */
export function drive(step: () => MaybePromise<boolean>): MaybePromise<void> {
  for (;;) {
    const done = step();
    if (typeof done !== "boolean") return finish(done, step);
    if (done) return;
  }
}

async function finish(first: Promise<boolean>, step: () => MaybePromise<boolean>): Promise<void> {
  let done = await first;
  while (!done) done = await step();
}
