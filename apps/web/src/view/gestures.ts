import { moved, type Viewport, wholeOf, zoomed } from "./viewport.ts";

/** What gestures act on. */
export interface Steered {
  readonly element: HTMLElement;
  view(): Viewport;
  frames(): number;
  show(view: Viewport): void;
  seek(frame: number): void;
  toggle(): void;
  point(place: { readonly x: number; readonly y: number } | undefined): void;
}

/** A press that moves less than this, in pixels, is a click. */
const STILL = 4;

/** Wheel zooms, drag pans, two fingers do both, a click seeks; and all of it by keys. */
export function steer(target: Steered): void {
  const { element } = target;
  const pointers = new Map<number, { x: number; y: number }>();
  let travelled = 0;

  const frameAt = (x: number): number => {
    const { from, to } = target.view();
    return from + (x / element.clientWidth) * (to - from);
  };
  const local = (event: MouseEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  element.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { from, to } = target.view();
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) {
        target.show(moved(target.view(), (sideways / element.clientWidth) * (to - from), target.frames()));
        return;
      }
      const pixels = event.deltaMode === 0 ? event.deltaY : event.deltaY * 30;
      target.show(zoomed(target.view(), 1.0018 ** pixels, frameAt(local(event).x), target.frames()));
    },
    { passive: false },
  );
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, local(event));
    if (pointers.size === 1) travelled = 0;
  });
  element.addEventListener("pointermove", (event) => {
    const place = local(event);
    target.point(place);
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    travelled += Math.abs(place.x - before.x) + Math.abs(place.y - before.y);
    const { from, to } = target.view();
    const perPixel = (to - from) / element.clientWidth;
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other === undefined) {
      if (travelled > STILL)
        target.show(moved(target.view(), (before.x - place.x) * perPixel, target.frames()));
    } else {
      const factor = Math.max(8, Math.abs(before.x - other.x)) / Math.max(8, Math.abs(place.x - other.x));
      target.show(zoomed(target.view(), factor, frameAt((place.x + other.x) / 2), target.frames()));
    }
    pointers.set(event.pointerId, place);
  });
  const up = (event: PointerEvent): void => {
    const place = pointers.get(event.pointerId);
    if (!pointers.delete(event.pointerId) || place === undefined) return;
    if (event.type === "pointerup" && travelled <= STILL) target.seek(frameAt(place.x));
  };
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("pointerleave", () => target.point(undefined));
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { from, to } = target.view();
    const middle = (from + to) / 2;
    const act: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => target.show(moved(target.view(), -(to - from) / 8, target.frames())),
      ArrowRight: () => target.show(moved(target.view(), (to - from) / 8, target.frames())),
      ArrowUp: () => target.show(zoomed(target.view(), 0.7, middle, target.frames())),
      ArrowDown: () => target.show(zoomed(target.view(), 1 / 0.7, middle, target.frames())),
      "+": () => target.show(zoomed(target.view(), 0.7, middle, target.frames())),
      "-": () => target.show(zoomed(target.view(), 1 / 0.7, middle, target.frames())),
      Home: () => target.show(moved(target.view(), -target.frames(), target.frames())),
      End: () => target.show(moved(target.view(), target.frames(), target.frames())),
      "0": () => target.show(wholeOf(target.frames())),
      Enter: () => target.seek(middle),
      " ": () => target.toggle(),
    };
    const found = act[event.key];
    if (found === undefined) return;
    event.preventDefault();
    found();
  });
}
