import { between, type Viewport } from "./viewport.ts";

/** Milliseconds that a step by key or button takes: enough for the eye to follow. */
const DURATION = 140;

/** Moves the view in small steps, unless people want no motion. */
export interface Glide {
  /** Where the view is going, or stands. */
  aim(): Viewport;
  /** To a place at once. */
  jump(view: Viewport): void;
  /** To a place so that the eye can follow. */
  glide(view: Viewport): void;
}

export function createGlide(view: () => Viewport, show: (view: Viewport) => void): Glide {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let aim: Viewport | undefined;
  let request = 0;

  function jump(to: Viewport): void {
    cancelAnimationFrame(request);
    aim = undefined;
    show(to);
  }

  return {
    aim: () => aim ?? view(),
    jump,
    glide(to) {
      cancelAnimationFrame(request);
      if (still.matches) {
        jump(to);
        return;
      }
      aim = to;
      const from = view();
      const began = performance.now();
      const step = (now: number): void => {
        const done = Math.min(1, Math.max(0, now - began) / DURATION);
        if (done === 1) {
          jump(to);
          return;
        }
        show(between(from, to, 1 - (1 - done) ** 3));
        request = requestAnimationFrame(step);
      };
      request = requestAnimationFrame(step);
    },
  };
}
