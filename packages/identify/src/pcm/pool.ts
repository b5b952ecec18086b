import type { Numbers } from "@unspectro/core";

/** Samples that stand for the whole of one channel: runs of neighbours, spread evenly over it. */
export interface SamplePool {
  /** Takes the channel's next samples, in order from the first. */
  push(samples: Numbers): void;
  /** The runs kept, one after another, each of {@link RUN} samples (the last may be shorter). */
  samples(): Float64Array;
}

/** Neighbours that stay together: noise is measured over them. */
export const RUN = 32;

/** Collects at least `most` samples, in memory that does not grow: all there are, then every second one, then every fourth, and so on. */
export function samplePool(most: number): SamplePool {
  const kept = new Float64Array(2 * Math.ceil(most / 2 / RUN + 1) * RUN);
  let filled = 0;
  let stride = 1;
  let position = 0;

  return {
    push(samples) {
      for (let i = 0; i < samples.length; ) {
        const length = Math.min(samples.length - i, RUN - (position % RUN));
        if (filled === kept.length) thin();
        if (Math.floor(position / RUN) % stride === 0) {
          for (let n = 0; n < length; n++) kept[filled + n] = samples[i + n];
          filled += length;
        }
        i += length;
        position += length;
      }
    },
    samples: () => kept.slice(0, filled),
  };

  function thin(): void {
    for (let run = 0; 2 * run * RUN < filled; run++)
      kept.copyWithin(run * RUN, 2 * run * RUN, (2 * run + 1) * RUN);
    filled /= 2;
    stride *= 2;
  }
}
