import type { FrameRange } from "@unspectro/core";

/** The reciprocals that overlap-added sums are multiplied with. */
export interface Divisor {
  /** One hop of them, from a frame's position on, where all frames that could reach a sample are there. */
  readonly steady: Float64Array;
  /** Whether samples `from` .. `to` - 1, counted from the first sample of frame 0's window, are all steady. */
  isSteady(from: number, to: number): boolean;
  /** Reciprocals of samples `from` .. `from + into.length - 1`, edges included. */
  fill(from: number, into: Float64Array): void;
}

/**
 * What covers sample n: the sum of `cover` over the frames of `schedule`, in rising order. Less than `least`
 * is nothing: the reciprocal is 0.
 */
export function divisorOf(cover: Float64Array, hop: number, schedule: FrameRange, least: number): Divisor {
  const length = cover.length;
  const reciprocal = (position: number, first: number, end: number): number => {
    const from = Math.max(first, Math.floor((position - length) / hop) + 1);
    const to = Math.min(end - 1, Math.floor(position / hop));
    let sum = 0;
    for (let m = from; m <= to; m++) sum += cover[position - m * hop];
    return Math.abs(sum) < least ? 0 : 1 / sum;
  };
  const steady = Float64Array.from({ length: hop }, (_, r) =>
    reciprocal(r, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
  );
  const steadyFrom = (schedule.first - 1) * hop + length;
  const steadyTo = schedule.end * hop;
  return {
    steady,
    isSteady: (from, to) => from >= steadyFrom && to <= steadyTo,
    fill(from, into) {
      const to = from + into.length;
      for (let position = from; position < to; ) {
        if (position < steadyFrom || position >= steadyTo) {
          into[position - from] = reciprocal(position, schedule.first, schedule.end);
          position++;
          continue;
        }
        const first = ((position % hop) + hop) % hop;
        const count = Math.min(hop - first, steadyTo - position, to - position);
        into.set(steady.subarray(first, first + count), position - from);
        position += count;
      }
    },
  };
}
