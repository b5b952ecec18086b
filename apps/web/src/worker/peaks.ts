import type { Numbers } from "@unspectro/core";

/** Lowest and highest value of every `step` samples, channels together, as sound goes by. */
export interface Peaks {
  readonly step: number;
  readonly highest: number;
  /** Samples beyond full scale. */
  readonly clipped: number;
  push(samples: readonly Numbers[], count: number): void;
  /** What is complete since the last call, and the number of its first step. */
  take(last?: boolean): { readonly first: number; readonly peaks: Float32Array<ArrayBuffer> };
}

/** Most steps of one sound: a quarter of a million columns are more than any screen has. */
const MOST_STEPS = 1 << 18;

export function createPeaks(length: number): Peaks {
  let step = 32;
  while (length / step > MOST_STEPS) step *= 2;
  let ready: number[] = [];
  let first = 0;
  let low = 0;
  let high = 0;
  let seen = 0;
  let highest = 0;
  let clipped = 0;
  const close = (): void => {
    ready.push(low, high);
    low = high = seen = 0;
  };
  return {
    step,
    get highest() {
      return highest;
    },
    get clipped() {
      return clipped;
    },
    push(samples, count) {
      for (let i = 0; i < count; i++) {
        for (const channel of samples) {
          const value = channel[i]!;
          if (value < low) low = value;
          if (value > high) high = value;
          const size = Math.abs(value);
          if (size > highest && size < Number.POSITIVE_INFINITY) highest = size;
          if (size > 1) clipped++;
        }
        if (++seen === step) close();
      }
    },
    take(last = false) {
      if (last && seen > 0) close();
      const given = { first, peaks: Float32Array.from(ready) };
      first += ready.length / 2;
      ready = [];
      return given;
    },
  };
}
