import type { WaveColours } from "./wave.ts";

/** The canvas in the size of its box, in the screen's own pixels. */
export function fitted(canvas: HTMLCanvasElement, box: HTMLElement, ratio: number): CanvasRenderingContext2D {
  const width = Math.max(1, Math.round(box.clientWidth * ratio));
  const height = Math.max(1, Math.round(box.clientHeight * ratio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return canvas.getContext("2d")!;
}

/** The page's colours, for what is drawn by hand. */
export function coloursOf(box: HTMLElement): WaveColours {
  const style = getComputedStyle(box);
  const of = (name: string): string => style.getPropertyValue(name);
  return { wave: of("--wave"), line: of("--line"), bad: of("--bad"), soft: of("--raised") };
}
