import { anchorOf, moved, raised, stretched, type Viewport, wholeOf, zoomed } from "./viewport.ts";

/** What keys act on. */
export interface Keyed {
  readonly element: HTMLElement;
  /** Where the view is going. */
  aim(): Viewport;
  frames(): number;
  glide(view: Viewport): void;
  seek(frame: number): void;
  toggle(): void;
}

/** For those who listen to the page, and for the curious. */
export const KEYS =
  "Arrow keys move in time and frequency, with Shift they zoom. Plus and minus zoom time, 0 shows everything, Home and End go to the ends, Enter plays from the middle of the view, Space plays and pauses.";

/** All that hands can do with the picture, by keys. */
export function listenToKeys(target: Keyed): void {
  target.element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actOf(`${event.shiftKey && event.key.startsWith("Arrow") ? "Shift " : ""}${event.key}`);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  function actOf(key: string): (() => void) | undefined {
    const view = target.aim();
    const frames = target.frames();
    const middle = (view.from + view.to) / 2;
    const [wide, tall] = [(view.to - view.from) / 8, (view.top - view.bottom) / 8];
    const go = (to: Viewport) => () => target.glide(to);
    const nearer = go(zoomed(view, 0.7, middle, frames));
    const farther = go(zoomed(view, 1 / 0.7, middle, frames));
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: go(moved(view, -wide, frames)),
      ArrowRight: go(moved(view, wide, frames)),
      ArrowUp: go(raised(view, tall)),
      ArrowDown: go(raised(view, -tall)),
      "Shift ArrowRight": nearer,
      "Shift ArrowLeft": farther,
      "Shift ArrowUp": go(stretched(view, 0.7, anchorOf(view))),
      "Shift ArrowDown": go(stretched(view, 1 / 0.7, anchorOf(view))),
      "+": nearer,
      "-": farther,
      Home: go(moved(view, -frames, frames)),
      End: go(moved(view, frames, frames)),
      "0": go(wholeOf(frames)),
      Enter: () => target.seek(middle),
      " ": () => target.toggle(),
    };
    return acts[key];
  }
}
