/** The part of the picture in view: time in frames, frequency in shares of the axis. */
export interface Viewport {
  readonly from: number;
  readonly to: number;
  /** From 0, the lowest frequency, ... */
  readonly bottom: number;
  /** ... to 1, the highest. */
  readonly top: number;
}

/** Nobody needs to see less than this many frames. */
const LEAST_FRAMES = 8;
/** Nor less than this share of the frequencies. */
const LEAST_SHARE = 1 / 64;

/** Everything. */
export function wholeOf(frames: number): Viewport {
  return { from: 0, to: Math.max(1, frames), bottom: 0, top: 1 };
}

/** Time enlarged by a factor (below 1: nearer) around a frame, and kept inside the recording. */
export function zoomed(view: Viewport, factor: number, around: number, frames: number): Viewport {
  const { from, to } = view;
  const span = Math.min(Math.max((to - from) * factor, Math.min(LEAST_FRAMES, frames)), frames);
  const share = (around - from) / (to - from);
  return inside({ ...view, from: around - share * span, to: around + (1 - share) * span }, frames);
}

/** Moved in time by some frames, and kept inside the recording. */
export function moved(view: Viewport, by: number, frames: number): Viewport {
  return inside({ ...view, from: view.from + by, to: view.to + by }, frames);
}

/** Frequencies enlarged by a factor (below 1: nearer) around a place on their axis. */
export function stretched(view: Viewport, factor: number, around: number): Viewport {
  const { bottom, top } = view;
  const span = Math.min(1, Math.max((top - bottom) * factor, LEAST_SHARE));
  const share = (around - bottom) / (top - bottom);
  return raised({ ...view, bottom: around - share * span, top: around + (1 - share) * span }, 0);
}

/** Around where people want frequencies enlarged who point nowhere: the lower end while it is in view. */
export function anchorOf({ bottom, top }: Viewport): number {
  return bottom === 0 ? 0 : (bottom + top) / 2;
}

/** Moved up by a share of the axis of frequencies, and kept on it. */
export function raised(view: Viewport, by: number): Viewport {
  const span = Math.min(1, view.top - view.bottom);
  const bottom = Math.min(Math.max(0, view.bottom + by), 1 - span);
  return { ...view, bottom, top: bottom + span };
}

/** Pushed back where it reaches past an end of the recording. */
export function inside(view: Viewport, frames: number): Viewport {
  const span = Math.min(view.to - view.from, Math.max(1, frames));
  const start = Math.min(Math.max(0, view.from), Math.max(0, Math.max(1, frames) - span));
  return { ...view, from: start, to: start + span };
}

/** Part of the way from one view to another. */
export function between(a: Viewport, b: Viewport, share: number): Viewport {
  const mix = (x: number, y: number): number => x + (y - x) * share;
  return {
    from: mix(a.from, b.from),
    to: mix(a.to, b.to),
    bottom: mix(a.bottom, b.bottom),
    top: mix(a.top, b.top),
  };
}
