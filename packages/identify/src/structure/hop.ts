import { depth, depthsByLag, largest, meanDepth } from "../consistency/depth.ts";
import { correlationsAtLag, correlationsRotated, lagCorrelations, neighboursOf } from "../consistency/lag.ts";
import type { Placement } from "./frames.ts";

/** A hypothesis about hop, sign and origin, with the evidence of neighbouring frames. */
export interface HopCandidate extends Placement {
  readonly score: number;
}

/** Samples of a buffer that are compared with all others. */
const POSITIONS = 96;
const ROTATED_POSITIONS = 64;
/** All hops are tried at one of so many of these, and one of so many hops, the best, at all of them. */
const SPARSE = 4;
const HOPEFUL = 8;

/**
 * Candidates for the hop, best first, from frames y (frames x size): at the true hop every overlapping sample of a
 * frame predicts one of the frame before, whatever the window.
 */
export function fixedCandidates(y: Float64Array, frames: number, size: number, keep: number): HopCandidate[] {
  const near = neighboursOf(y, size, pairWeights(y, frames, size));
  const positions = spread(size, POSITIONS);
  const { mean, peak } = depthsByLag(lagCorrelations(near, positions), positions, size);
  const lags = new Set([...largest(mean, keep), ...largest(peak, Math.max(1, keep - 2))]);
  const out: HopCandidate[] = [];
  for (const lag of lags) {
    const c = correlationsAtLag(near, lag).map(depth);
    if (lag > 0) out.push(...arcs(c, lag, false, mean[lag], "fixed"));
    const hop = (size - lag) % size;
    if (hop > 0) out.push(...arcs(reversed(c), hop, true, mean[lag], "fixed"));
  }
  return out.sort((a, b) => b.score - a.score);
}

/** The same for frames that stand rotated by t times the hop: all hops are tried, both signs at once. */
export function rotatingCandidates(
  y: Float64Array,
  frames: number,
  size: number,
  first: number,
  keep: number,
): HopCandidate[] {
  const near = neighboursOf(y, size, pairWeights(y, frames, size));
  const positions = spread(size, ROTATED_POSITIONS);
  const depthAt = (hop: number, at: Int32Array): number =>
    meanDepth(correlationsRotated(near, hop, first, at));
  const few = positions.filter((_, i) => i % SPARSE === 0);
  const roughly = new Float64Array(size);
  for (let hop = 1; hop < size; hop++) roughly[hop] = depthAt(hop, few);
  const mean = new Float64Array(size);
  for (const hop of largest(roughly, Math.max(keep, Math.ceil(size / HOPEFUL))))
    mean[hop] = depthAt(hop, positions);
  const everywhere = spread(size, size);
  const out: HopCandidate[] = [];
  for (const hop of largest(mean, keep)) {
    const c = correlationsRotated(near, hop, first, everywhere).map(depth);
    // position n pairs samples n of frame t+1 and n + hop of frame t
    out.push(...arcs(c, hop, false, mean[hop], "rotating"));
    out.push(...arcs(reversed(c), size - hop, true, mean[hop], "rotating"));
  }
  return out.sort((a, b) => b.score - a.score);
}

/**
 * Where the buffer begins: the N - H positions that overlap are an arc. Its best start, and the usual ones where they
 * are as good (a short window can stand anywhere).
 */
function arcs(
  c: Float64Array,
  hop: number,
  conjugate: boolean,
  mean: number,
  kind: Placement["kind"],
): HopCandidate[] {
  const size = c.length;
  const length = size - hop;
  const sums = new Float64Array(size);
  let sum = 0;
  for (let n = 0; n < length; n++) sum += c[n];
  for (let n = 0; n < size; n++) {
    sums[n] = sum;
    const next = n + length;
    sum += c[next < size ? next : next - size] - c[n];
  }
  let top = 0;
  for (let n = 1; n < size; n++) if (sums[n] > sums[top]) top = n;
  const usual = [0, size >> 1, size - (size >> 1)];
  const origins = new Set(usual.filter((n) => sums[n] > 0.5 * sums[top]));
  origins.add(top);
  const total = c.reduce((a, b) => a + b, 0) || 1;
  return [...origins].map((origin) => ({
    kind,
    conjugate,
    hop,
    origin,
    score: (mean * sums[origin]) / total,
  }));
}

/** c[-n mod N]. */
function reversed(c: Float64Array): Float64Array {
  return c.map((_, n) => c[(c.length - n) % c.length]);
}

function spread(size: number, count: number): Int32Array {
  const n = Math.min(size, count);
  return Int32Array.from({ length: n }, (_, i) => Math.floor(((i + 0.5) * size) / n));
}

/** Weights that let quiet frames speak beside loud ones: a correlation over one loud frame proves nothing. */
function pairWeights(y: Float64Array, frames: number, size: number): Float64Array {
  const energy = new Float64Array(frames);
  let top = 0;
  for (let t = 0; t < frames; t++) {
    for (let n = 0; n < size; n++) energy[t] += y[t * size + n] ** 2;
    top = Math.max(top, energy[t]);
  }
  const weights = new Float64Array(Math.max(0, frames - 1));
  for (let t = 0; t < weights.length; t++) {
    const pair = Math.sqrt(energy[t] * energy[t + 1]);
    weights[t] = pair > 1e-9 * top ? 1 / (pair + 1e-4 * top) : 0;
  }
  return weights;
}
