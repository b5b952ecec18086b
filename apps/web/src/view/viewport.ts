/** The part of the recording in view, in frames. */
export interface Viewport {
  readonly from: number;
  readonly to: number;
}

/** Nobody needs to see less than this many frames. */
const LEAST_FRAMES = 8;

/** Everything. */
export function wholeOf(frames: number): Viewport {
  return { from: 0, to: Math.max(1, frames) };
}

/** Enlarged by a factor (below 1: nearer) around a place, and kept inside the recording. */
export function zoomed({ from, to }: Viewport, factor: number, around: number, frames: number): Viewport {
  const span = Math.min(Math.max((to - from) * factor, Math.min(LEAST_FRAMES, frames)), frames);
  const share = (around - from) / (to - from);
  return inside({ from: around - share * span, to: around + (1 - share) * span }, frames);
}

/** Moved by some frames, and kept inside the recording. */
export function moved({ from, to }: Viewport, by: number, frames: number): Viewport {
  return inside({ from: from + by, to: to + by }, frames);
}

/** Pushed back where it reaches past an end. */
export function inside({ from, to }: Viewport, frames: number): Viewport {
  const span = Math.min(to - from, Math.max(1, frames));
  const start = Math.min(Math.max(0, from), Math.max(0, Math.max(1, frames) - span));
  return { from: start, to: start + span };
}
