import { overlapAdded } from "../edges/overlap-add.ts";

/** Frames as they were filled. */
export interface FilledFrames {
  readonly frames: number;
  readonly size: number;
  readonly hop: number;
  /** `size` samples. */
  readonly window: Float64Array;
  /** The samples of a frame whose mean was removed: those that the window spans. */
  readonly segment: { readonly from: number; readonly to: number };
}

/** What was filled in may be off the audio's own means by so many times its variance: noise moves it, 0.8 times at 24 dB; of what
 * is no mean it is a hundred times and more. */
const UNEXPLAINED = 2;
/** Fewer frames than this away from the ends do not tell. */
const FEWEST = 4;

/**
 * Whether what was filled into frames is what the producer is thought to have taken away: the mean of the audio over each
 * frame, but for one constant that nothing tells. A number a frame makes any frames agree better, rounded ones most, but then it
 * is no mean of theirs.
 *
 * @param filled one number a frame
 * @param z the frames with these, frames x size
 */
export function areMeans(
  filled: Float64Array,
  z: Float64Array,
  { frames, size, hop, window, segment }: FilledFrames,
): boolean {
  const { audio } = overlapAdded(z, frames, size, hop, window);
  const edge = Math.ceil(size / hop);
  const inner = frames - 2 * edge;
  if (inner < FEWEST) return true;
  const from = Math.max(0, segment.from);
  const to = Math.min(size, segment.to);
  const off = new Float64Array(inner);
  const all = new Float64Array(inner);
  for (let t = edge; t < frames - edge; t++) {
    let sum = 0;
    for (let n = from; n < to; n++) sum += audio[t * hop + n];
    all[t - edge] = filled[t];
    off[t - edge] = filled[t] - sum / (to - from);
  }
  return variance(off) <= UNEXPLAINED * variance(all);
}

function variance(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
