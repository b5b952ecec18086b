import { type Convention, consistency, type FramePair, reconstruct, type SampleRange } from "@unspectro/core";
import { findLattice, type Lattice } from "./lattice.ts";
import { samplePool } from "./pool.ts";

/** How far to look. */
export interface OriginalOptions {
  /** Samples looked at, of all channels together; default 2^18. They are spread over the whole unless `hasty`. */
  readonly most?: number;
  /** Ends as soon as that many samples that are not silent have come. */
  readonly hasty?: boolean;
  readonly signal?: AbortSignal;
}

const MOST = 1 << 18;
/** Noise of the samples over that of the frames they come from: less, where frames overlap; more, at weak edges. */
const MARGIN = 8;
/** Without an overlap, or without all bins, the frames do not tell their noise. */
const NO_OVERLAP = 0.01;

/**
 * Looks for the lattice of PCM in the audio of a pair: undefined where there is none, or where the numbers in the files are
 * too coarse to show it.
 *
 * @throws what `reconstruct` throws
 */
export async function findOriginal(
  pair: FramePair,
  convention: Convention,
  { most = MOST, hasty = false, signal }: OriginalOptions = {},
): Promise<Lattice | undefined> {
  // what a producer subtracted from a frame are fractions of steps
  if (convention.encoding.detrend !== "none") return undefined;
  const { residual, expected } = await consistency(pair, convention);
  const telling = expected > NO_OVERLAP && convention.layout.dropped.length === 0;
  const precision = telling ? MARGIN * residual : Number.POSITIVE_INFINITY;
  const work = await reconstruct(pair, convention, signal === undefined ? {} : { signal });
  const pools = Array.from({ length: work.channels }, () => samplePool(most / work.channels));
  const unknown = [...work.coverage.uncovered, ...work.coverage.weak];
  let heard = 0;
  for await (const { start, samples } of work.blocks()) {
    for (const [channel, pool] of pools.entries()) {
      const known = without(Float64Array.from(samples[channel]), start, unknown);
      pool.push(known);
      heard += known.reduce((count, v) => count + (v > 0 || v < 0 ? 1 : 0), 0);
    }
    if (hasty && heard >= most) break;
  }
  const parts = pools.map((pool) => pool.samples());
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return findLattice(all, precision);
}

/** Samples that no frame decides well become NaN. */
function without(samples: Float64Array, start: number, ranges: readonly SampleRange[]): Float64Array {
  for (const { from, to } of ranges) {
    if (from < start + samples.length && to > start)
      samples.fill(Number.NaN, Math.max(0, from - start), Math.min(samples.length, to - start));
  }
  return samples;
}
