import { type FreeFit, freeFit, type Grams, gramsOf } from "./gram.ts";

/** How well frames agree with each other under a hypothesis, whatever their window. */
export interface Evidence {
  readonly grams: Grams;
  readonly fit: FreeFit;
  /** e / e0: unexplained energy over what unrelated frames would leave unexplained; 1 for nonsense, 0 for the truth. */
  readonly ratio: number;
  /** Explained evidence (1 - H/N) (-ln(ratio)): a thin overlap can agree by chance, and counts for little. */
  readonly score: number;
}

/** Nothing is smaller than what float64 sums leave. */
const NUMERIC_FLOOR = 1e-14;

/** The most frames that cover one sample; with more overlap, frames are skipped. */
const MOST_COLUMNS = 24;

/**
 * Evidence of frames z (frames x size) under a hop; undefined where there are too few frames, or no overlap.
 */
export function evidenceOf(z: Float64Array, frames: number, size: number, hop: number): Evidence | undefined {
  const skip = Math.ceil(size / hop / MOST_COLUMNS);
  if (skip > 1) {
    const kept = Math.floor(frames / skip);
    const thinned = new Float64Array(kept * size);
    for (let t = 0; t < kept; t++) thinned.set(z.subarray(t * skip * size, (t * skip + 1) * size), t * size);
    return evidenceOf(thinned, kept, size, hop * skip);
  }
  if (hop >= size || frames < Math.ceil(size / hop) + 3) return undefined;
  const grams = gramsOf(z, frames, size, hop);
  if (!(grams.energy > 0)) return undefined;
  const fit = freeFit(grams);
  const ratio = ratioOf(fit.best, grams, fit);
  return { grams, fit, ratio, score: scoreOf(ratio, hop, size) };
}

/** e / e0 of some explained energy. */
export function ratioOf(explained: number, grams: Grams, fit: FreeFit): number {
  const chance = grams.energy - fit.unrelated;
  if (!(chance > 1e-12 * grams.energy)) return 1;
  return Math.max(grams.energy - explained, NUMERIC_FLOOR * grams.energy) / chance;
}

export function scoreOf(ratio: number, hop: number, size: number): number {
  return (1 - hop / size) * -Math.log(ratio + 1e-13);
}
