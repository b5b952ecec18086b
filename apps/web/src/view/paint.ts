import { PHASE_ZOOM } from "../tile.ts";
import { type AxesOf, drawAxes } from "./axes.ts";
import { coloursOf, fitted } from "./canvas.ts";
import { placeOf, sampleAt, type Timing } from "./place.ts";
import type { SampleRange } from "./selection.ts";
import type { Stage } from "./stage.ts";
import type { Tiles } from "./tiles.ts";
import type { Viewport } from "./viewport.ts";
import { drawTiles, zoomOf } from "./waterfall.ts";
import { drawWave, type WaveData } from "./wave.ts";

/** What there is to see at a moment. */
export interface Scene {
  readonly wave: WaveData;
  readonly tiles: Tiles;
  readonly phases: boolean;
  readonly view: Viewport;
  readonly frames: number;
  readonly timing: Timing;
  readonly axes: AxesOf;
  readonly selected: SampleRange | undefined;
  /** The sample that is heard now. */
  readonly heard: number;
}

/** Draws all of it. */
export function paint({ frame, canvas, over, hint, waveBox, strip }: Stage, scene: Scene): void {
  const { wave, tiles, phases, view, frames, timing, axes } = scene;
  const ratio = Math.min(2, devicePixelRatio);
  const picture = fitted(canvas, frame, ratio);
  drawTiles(picture, tiles, view, { frames, smooth: !phases });
  drawAxes(picture, axes, ratio);
  hint.hidden = !phases || zoomOf((view.to - view.from) / canvas.width) <= PHASE_ZOOM;
  const lines = fitted(over, frame, ratio);
  lines.clearRect(0, 0, over.width, over.height);
  const colours = coloursOf(waveBox);
  const stripContext = fitted(strip, waveBox, ratio);
  const stretch = { from: sampleAt(timing, view.from), to: sampleAt(timing, view.to) };
  drawWave(stripContext, wave, stretch, colours);
  drawCursor(lines, scene, "#fff", ratio);
  drawCursor(stripContext, scene, colours.bad, ratio);
}

/** What is selected, and what is heard now. */
function drawCursor(
  context: CanvasRenderingContext2D,
  { view, timing, selected, heard }: Scene,
  colour: string,
  ratio: number,
): void {
  const { width, height } = context.canvas;
  const x = (sample: number): number =>
    ((placeOf(timing, sample) - view.from) / (view.to - view.from)) * width;
  if (selected !== undefined) {
    context.fillStyle = "rgb(128 128 255 / 28%)";
    context.fillRect(x(selected.from), 0, x(selected.to) - x(selected.from), height);
  }
  context.fillStyle = colour;
  context.fillRect(Math.round(x(heard)), 0, Math.max(1, ratio), height);
}
