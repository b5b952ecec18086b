import { moved, raised, stretched, type Viewport, zoomed } from "./viewport.ts";

/** What gestures act on. */
export interface Steered {
  readonly element: HTMLElement;
  view(): Viewport;
  frames(): number;
  show(view: Viewport): void;
  seek(frame: number): void;
  point(place: Place | undefined): void;
}

/** Pixels from the left upper corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A press that moves less than this, in pixels, is a click. */
const STILL = 4;
/** Fingers nearer than this along an axis, in pixels, do not zoom it. */
const APART = 40;
/** The strip at the left edge, in pixels, in which the labels of frequencies stand: the wheel zooms these there. */
const AXIS = 64;

/** Wheel zooms, drag pans, two fingers do both, a click seeks. */
export function steer(target: Steered): void {
  const { element } = target;
  const pointers = new Map<number, Place>();
  let travelled = 0;

  const frameAt = (x: number): number => {
    const { from, to } = target.view();
    return from + (x / element.clientWidth) * (to - from);
  };
  const heightAt = (y: number): number => {
    const { bottom, top } = target.view();
    return top - (y / element.clientHeight) * (top - bottom);
  };
  const local = (event: MouseEvent): Place => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  element.addEventListener("wheel", wheel, { passive: false });
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
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) pinch(before, place, other);
    else if (travelled > STILL) pan(before.x - place.x, place.y - before.y);
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

  function wheel(event: WheelEvent): void {
    event.preventDefault();
    const place = local(event);
    const scale = event.deltaMode === 0 ? 1 : 30;
    // With Shift some browsers turn the wheel themselves.
    const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (event.shiftKey || Math.abs(across) > Math.abs(event.deltaY)) {
      pan(across * scale, 0);
      return;
    }
    const factor = 1.0018 ** (event.deltaY * scale * (event.ctrlKey ? 4 : 1));
    const tall = event.altKey || event.ctrlKey || place.x < AXIS;
    const wide = event.ctrlKey || !tall;
    let view = target.view();
    if (wide) view = zoomed(view, factor, frameAt(place.x), target.frames());
    if (tall) view = stretched(view, factor, heightAt(place.y));
    target.show(view);
  }

  /** Moves the view by pixels to the right, and up. */
  function pan(right: number, up: number): void {
    const { from, to, bottom, top } = target.view();
    const view = moved(target.view(), (right / element.clientWidth) * (to - from), target.frames());
    target.show(raised(view, (up / element.clientHeight) * (top - bottom)));
  }

  /** Around the finger that rests, so that what is under each finger stays there. */
  function pinch(before: Place, place: Place, other: Place): void {
    const factor = (a: number, b: number): number => (a < APART || b < APART ? 1 : a / b);
    const wide = factor(Math.abs(before.x - other.x), Math.abs(place.x - other.x));
    const tall = factor(Math.abs(before.y - other.y), Math.abs(place.y - other.y));
    const view = zoomed(target.view(), wide, frameAt(other.x), target.frames());
    target.show(stretched(view, tall, heightAt(other.y)));
  }
}
