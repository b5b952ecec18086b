import type { FrameSource } from "@unspectro/core";
import { arrayOf, type FrameAxis, type StoredArray } from "./array.ts";

/** Stored values of a run of frames: `frames x bins`, frame after frame, undecoded. */
export interface Block {
  /** Index of the first frame in the file. */
  readonly first: number;
  readonly frames: number;
  readonly bins: number;
  readonly magnitude: Float64Array;
  readonly phase: Float64Array;
}

/** Two arrays of the same frames, magnitudes and phases, read by blocks along either axis. */
export interface Pair {
  /** Which input holds the magnitudes; `complex` when one input holds both. */
  readonly magnitude: FrameSource;
  readonly phase: FrameSource | undefined;
  /** Size of the part that both share, as their producer shows it. */
  readonly rows: number;
  readonly columns: number;
  block(axis: FrameAxis, first: number, count: number): Promise<Block>;
}

/** Rows and columns that both arrays share: files that differ by a frame or a bin are trimmed at the end. */
export async function pairOf(
  magnitude: FrameSource,
  phase: FrameSource | undefined,
  skip: { readonly rows: number; readonly columns: number },
  signal?: AbortSignal,
): Promise<Pair> {
  const first = await arrayOf(magnitude, skip, signal);
  const second = phase === undefined ? undefined : await arrayOf(phase, skip, signal);
  const rows = Math.min(first.rows, second?.rows ?? Number.POSITIVE_INFINITY);
  const columns = Math.min(first.columns, second?.columns ?? Number.POSITIVE_INFINITY);
  return {
    magnitude,
    phase,
    rows,
    columns,
    async block(axis, start, count) {
      const frames = axis === "rows" ? rows : columns;
      const bins = axis === "rows" ? columns : rows;
      const from = Math.max(0, Math.min(start, frames - count));
      const size = Math.min(count, frames - from);
      if (second === undefined) return complexBlock(first, axis, from, size, bins);
      return {
        first: from,
        frames: size,
        bins,
        magnitude: await first.read(axis, from, size, bins),
        phase: await second.read(axis, from, size, bins),
      };
    },
  };
}

/** A run of a pair's frames as a pair of its own; blocks keep the numbers that frames have in the file. */
export function runOf(pair: Pair, axis: FrameAxis, first: number, frames: number): Pair {
  return {
    ...pair,
    [axis]: frames,
    async block(along, start, count) {
      const from = Math.max(0, Math.min(start, frames - count));
      return pair.block(along, first + from, Math.min(count, frames - from));
    },
  };
}

/** Splits complex cells into magnitude and angle in radians. */
async function complexBlock(
  array: StoredArray,
  axis: FrameAxis,
  first: number,
  frames: number,
  bins: number,
): Promise<Block> {
  const pairs = await array.read(axis, first, frames, bins);
  const magnitude = new Float64Array(frames * bins);
  const phase = new Float64Array(frames * bins);
  for (let i = 0; i < magnitude.length; i++) {
    magnitude[i] = Math.hypot(pairs[2 * i], pairs[2 * i + 1]);
    phase[i] = Math.atan2(pairs[2 * i + 1], pairs[2 * i]);
  }
  return { first, frames, bins, magnitude, phase };
}
