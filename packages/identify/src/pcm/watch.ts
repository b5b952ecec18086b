import type { Coverage, Numbers, SampleRange } from "@unspectro/core";
import { findLattice, type Lattice } from "./lattice.ts";
import { samplePool } from "./pool.ts";

/** Looks at audio as it passes, for the lattice of a PCM original. */
export interface OriginalWatch {
  /** Takes the audio's next samples, one array a channel. */
  push(channels: readonly Numbers[]): void;
  /** Samples kept so far that are not zero. */
  readonly heard: number;
  /** What they show; see {@link findLattice}. */
  find(precision?: number): Lattice | undefined;
}

/**
 * @param coverage samples that no frame decides, or hardly one, are left out
 * @param most samples kept, of all channels together, spread over all that pass
 */
export function watchOriginal(channels: number, coverage: Coverage, most: number = 1 << 18): OriginalWatch {
  const pools = Array.from({ length: channels }, () => samplePool(most / channels));
  const unknown = [...coverage.uncovered, ...coverage.weak];
  let position = 0;
  return {
    push(samples) {
      for (const [channel, pool] of pools.entries()) pool.push(known(samples[channel], position, unknown));
      position += samples[0].length;
    },
    get heard() {
      return pools.reduce((sum, pool) => sum + pool.samples().filter((v) => v > 0 || v < 0).length, 0);
    },
    find: (precision) => findLattice(joined(pools.map((pool) => pool.samples())), precision),
  };
}

/** Samples in these ranges become NaN, which is no evidence. */
function known(samples: Numbers, start: number, ranges: readonly SampleRange[]): Numbers {
  const within = ranges.filter(({ from, to }) => from < start + samples.length && to > start);
  if (within.length === 0) return samples;
  const copy = Float64Array.from(samples);
  for (const { from, to } of within)
    copy.fill(Number.NaN, Math.max(0, from - start), Math.min(copy.length, to - start));
  return copy;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
