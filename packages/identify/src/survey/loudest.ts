import type { FrameAxis } from "./array.ts";
import type { Block, Pair } from "./pair.ts";

/** Files up to this many cells are looked at whole; of longer ones, probes spread over the time axis are. */
const WHOLE_CELLS = 2_000_000;
const PROBES = 48;

/** The loudest frames of a file, and what all that were looked at sound like. */
export interface Loudest {
  readonly block: Block;
  /** Mean stored magnitude of every bin: of the whole file, or of probes spread over it, for the loudest sound may be a hiss. */
  readonly spectrum: Float64Array;
}

/** The run of `count` frames that is loudest over its whole length. */
export async function loudest(pair: Pair, axis: FrameAxis, count: number): Promise<Loudest> {
  const frames = axis === "rows" ? pair.rows : pair.columns;
  if (frames <= count || pair.rows * pair.columns <= WHOLE_CELLS) {
    const all = await pair.block(axis, 0, frames);
    const block = frames <= count ? all : part(all, loudestRun(loudness(all), count), count);
    return { block, spectrum: meanPerBin(all) };
  }
  const spectrum = new Float64Array(axis === "rows" ? pair.columns : pair.rows);
  let best = 0;
  let top = Number.NEGATIVE_INFINITY;
  for (let p = 0; p < PROBES; p++) {
    const first = Math.floor((p * (frames - count)) / (PROBES - 1));
    const probe = await pair.block(axis, first + (count >> 1), 4);
    const level = loudness(probe).reduce((a, b) => a + b, 0);
    meanPerBin(probe).forEach((mean, b) => {
      spectrum[b] += mean / PROBES;
    });
    if (level > top) {
      top = level;
      best = first;
    }
  }
  return { block: await pair.block(axis, best, count), spectrum };
}

/** Mean stored magnitude of each bin. */
export function meanPerBin({ frames, bins, magnitude }: Block): Float64Array {
  const mean = new Float64Array(bins);
  for (let f = 0; f < frames; f++)
    for (let b = 0; b < bins; b++) {
      const v = magnitude[f * bins + b];
      if (Number.isFinite(v)) mean[b] += v / frames;
    }
  return mean;
}

/** Frames `first` .. of a block. */
export function part(block: Block, first: number, count: number): Block {
  const from = first * block.bins;
  const to = from + count * block.bins;
  return {
    first: block.first + first,
    frames: count,
    bins: block.bins,
    magnitude: block.magnitude.subarray(from, to),
    phase: block.phase.subarray(from, to),
  };
}

/** Mean stored magnitude of each frame: no matter how magnitudes are scaled, more is louder. */
function loudness(block: Block): Float64Array {
  const level = new Float64Array(block.frames);
  for (let f = 0; f < block.frames; f++) {
    let sum = 0;
    let counted = 0;
    for (let b = 0; b < block.bins; b++) {
      const v = block.magnitude[f * block.bins + b];
      if (!Number.isFinite(v)) continue;
      sum += v < 0 ? v : Math.sqrt(v);
      counted++;
    }
    level[f] = counted > 0 ? sum / counted : 0;
  }
  return level;
}

function loudestRun(level: Float64Array, count: number): number {
  let sum = 0;
  for (let f = 0; f < count; f++) sum += level[f];
  let best = 0;
  let top = sum;
  for (let f = count; f < level.length; f++) {
    sum += level[f] - level[f - count];
    if (sum > top) {
      top = sum;
      best = f - count + 1;
    }
  }
  return best;
}

/** Whether all magnitudes are the same: silence, or nothing at all. Then there is nothing to agree about. */
export function isFlat(magnitudes: ArrayLike<number>): boolean {
  let first: number | undefined;
  for (let i = 0; i < magnitudes.length; i++) {
    if (!Number.isFinite(magnitudes[i])) continue;
    first ??= magnitudes[i];
    if (magnitudes[i] !== first) return false;
  }
  return true;
}
