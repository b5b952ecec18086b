/** A stretch of sound, in samples. */
export interface SampleRange {
  readonly from: number;
  readonly to: number;
}

/** A press that moves less than this, in pixels, is a click. */
const STILL = 4;

/** Dragging across an element selects a stretch; a click seeks and selects nothing. */
export function createSelection(
  target: HTMLElement,
  acts: {
    sampleAt(x: number): number;
    select(range: SampleRange | undefined): void;
    seek(sample: number): void;
  },
): { range(): SampleRange | undefined } {
  let began: number | undefined;
  let range: SampleRange | undefined;
  const local = (event: PointerEvent): number => event.clientX - target.getBoundingClientRect().left;
  const between = (a: number, b: number): SampleRange => {
    const [from, to] = [acts.sampleAt(Math.min(a, b)), acts.sampleAt(Math.max(a, b))];
    return { from: Math.max(0, Math.round(from)), to: Math.max(1, Math.round(to)) };
  };
  target.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    target.setPointerCapture(event.pointerId);
    began = local(event);
  });
  target.addEventListener("pointermove", (event) => {
    if (began === undefined || Math.abs(local(event) - began) <= STILL) return;
    range = between(began, local(event));
    acts.select(range);
  });
  const end = (event: PointerEvent): void => {
    if (began !== undefined && event.type === "pointerup" && Math.abs(local(event) - began) <= STILL) {
      range = undefined;
      acts.select(undefined);
      acts.seek(acts.sampleAt(local(event)));
    }
    began = undefined;
  };
  target.addEventListener("pointerup", end);
  target.addEventListener("pointercancel", end);
  return { range: () => range };
}
