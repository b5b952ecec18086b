import type { Numbers, Reconstruction, SampleRange } from "@unspectro/core";
import { findLattice, type Lattice } from "./lattice.ts";
import { samplePool } from "./pool.ts";

/** What must be known of a reconstruction. */
export type Work = Pick<Reconstruction, "channels" | "coverage" | "frames" | "length" | "convention">;

/** Looks at audio as it passes, for the lattice of a PCM original. */
export interface OriginalWatch {
  /** Takes the audio's next samples, one array a channel. */
  push(channels: readonly Numbers[]): void;
  /** Samples that have passed so far, of all channels together, and are not zero. */
  readonly heard: number;
  /** What they show; see {@link findLattice}. */
  find(precision?: number): Lattice | undefined;
}

/** Samples kept, of all channels together: of longer audio, runs spread over it. */
const MOST = 1 << 22;

/** @param most samples kept, of all channels together, spread over all that pass */
export function watchOriginal(work: Work, most: number = MOST): OriginalWatch {
  const pools = Array.from({ length: work.channels }, () =>
    samplePool(Math.min(work.length, most / work.channels)),
  );
  const unsure = [...weakOf(work), ...edgesOf(work)];
  let position = 0;
  let heard = 0;
  return {
    push(samples) {
      for (const [channel, pool] of pools.entries()) {
        const passing = known(samples[channel], position, unsure);
        heard += sounding(passing);
        pool.push(passing);
      }
      position += samples[0].length;
    },
    get heard() {
      return heard;
    },
    find: (precision) => findLattice(joined(pools.map((pool) => pool.samples())), precision),
  };
}

/** Samples that no frame decides, or hardly one. */
export function weakOf({ coverage }: Work): readonly SampleRange[] {
  return [...coverage.uncovered, ...coverage.weak];
}

/** Windows at each end, where fewer frames than elsewhere average the noise, and the tails of windows raise it. */
const EDGE = 2;
/** Audio shorter than this many edges is not cut. */
const SHORT = 5;

export function edgesOf({ length, convention }: Work): readonly SampleRange[] {
  const edge = EDGE * convention.geometry.window.length;
  if (length < SHORT * edge) return [];
  return [
    { from: 0, to: edge },
    { from: length - edge, to: length },
  ];
}

/** How many are neither zero nor unknown. */
function sounding(samples: Numbers): number {
  let count = 0;
  for (let i = 0; i < samples.length; i++) if (samples[i] > 0 || samples[i] < 0) count++;
  return count;
}

/** Samples in these ranges become NaN, which is no evidence. */
function known(samples: Numbers, start: number, ranges: readonly SampleRange[]): Numbers {
  const within = ranges.filter(({ from, to }) => from < start + samples.length && to > start);
  if (within.length === 0) return samples;
  const copy = new Float64Array(samples);
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
