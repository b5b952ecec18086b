import { colourMapNames } from "@unspectro/waterfall/colourmaps";
import { button, choice, element } from "../dom.ts";
import type { Cell, Seen, Tile, TileRequest } from "../protocol.ts";
import { clock, grouped } from "../words.ts";
import { type AxesOf, drawAxes, scaleOf } from "./axes.ts";
import { steer } from "./gestures.ts";
import { createSelection } from "./selection.ts";
import { createTiles, type Tiles } from "./tiles.ts";
import { inside, type Viewport, wholeOf, zoomed } from "./viewport.ts";
import { drawTiles } from "./waterfall.ts";
import { drawWave, type WaveColours, type WaveData } from "./wave.ts";

/** How frames lie in time. */
export interface Timing {
  readonly hop: number;
  readonly fftSize: number;
  /** The sample in the middle of frame 0. */
  readonly centre: number;
  readonly sampleRate: number;
}

/** What the screen asks for. */
export interface ScreenActs {
  tile(request: TileRequest): Promise<Tile>;
  cell(frame: number, bin: number): Promise<Cell>;
  seek(sample: number): void;
  toggle(): void;
  select(range: { readonly from: number; readonly to: number } | undefined): void;
  scale(scale: Scale): void;
}

export type Scale = "linear" | "log" | "mel";

/** The waterfall, the wave below it, and what stands under the pointer. */
export interface Screen {
  readonly element: HTMLElement;
  readonly wave: WaveData;
  readonly look: {
    readonly map: string;
    readonly range: number;
    readonly high: number;
    readonly scale: Scale;
  };
  view(): Viewport;
  tellSeen(seen: Seen): void;
  tellTiming(timing: Timing): void;
  /** The cursor of what is heard. */
  tellSample(sample: number, playing: boolean): void;
  redraw(): void;
}

export function createScreen(wave: WaveData, acts: ScreenActs): Screen {
  let seen: Seen | undefined;
  let timing: Timing = { hop: 512, fftSize: 2048, centre: 0, sampleRate: 22050 };
  let view: Viewport = { from: 0, to: 1 };
  let map = "magma";
  let range = 80;
  let scale: Scale = "linear";
  let what: "magnitudes" | "phases" = "magnitudes";
  let heard = 0;
  let pointed: { readonly x: number; readonly y: number } | undefined;
  let due = false;

  const canvas = element("canvas", { class: "view__picture", attributes: { "aria-hidden": "true" } });
  const over = element("canvas", { class: "view__over", attributes: { "aria-hidden": "true" } });
  const frame = element(
    "div",
    {
      class: "view__frame",
      attributes: {
        tabindex: 0,
        role: "group",
        "aria-label": "Spectrogram",
        "aria-describedby": "view-help",
      },
    },
    canvas,
    over,
  );
  const strip = element("canvas", { attributes: { "aria-hidden": "true" } });
  const waveBox = element(
    "div",
    { class: "wave", attributes: { role: "img", "aria-label": "Waveform; drag across it to select" } },
    strip,
  );
  const readout = element("div", { class: "view__readout" });
  const progress = element("progress", {
    class: "view__progress",
    attributes: { max: 1, "aria-label": "Picture drawn" },
  });
  const tiles: Tiles = createTiles(
    (zoom, index) =>
      acts.tile({ version: seen?.version ?? 0, zoom, index, map, high: seen?.peak ?? 0, range, what }),
    redraw,
  );

  const toSample = (place: number): number => (place - 0.5) * timing.hop + timing.centre;
  const toFrame = (sample: number): number => (sample - timing.centre) / timing.hop + 0.5;
  const frames = (): number => seen?.frames ?? 1;
  const show = (next: Viewport): void => {
    view = next;
    redraw();
  };
  const axes = (): AxesOf => ({
    bins: seen?.bins ?? 2,
    fftSize: timing.fftSize,
    sampleRate: timing.sampleRate,
    scale,
    start: toSample(view.from) / timing.sampleRate,
    end: toSample(view.to) / timing.sampleRate,
  });

  steer({
    element: frame,
    view: () => view,
    frames,
    show,
    seek: (place) => acts.seek(Math.max(0, Math.round(toSample(place)))),
    toggle: acts.toggle,
    point(place) {
      pointed = place;
      void tellPointed();
    },
  });
  const selection = createSelection(waveBox, {
    sampleAt: (x) => toSample(view.from + (x / Math.max(1, waveBox.clientWidth)) * (view.to - view.from)),
    select(chosen) {
      acts.select(chosen);
      redraw();
    },
    seek: (sample) => acts.seek(Math.max(0, Math.round(sample))),
  });

  let asking = false;
  async function tellPointed(): Promise<void> {
    if (asking || pointed === undefined || seen === undefined) {
      if (pointed === undefined) readout.textContent = "";
      return;
    }
    asking = true;
    try {
      const { x, y } = pointed;
      const place = view.from + (x / frame.clientWidth) * (view.to - view.from);
      const number = Math.max(0, Math.min(seen.frames - 1, Math.floor(place)));
      const frequency = scaleOf(axes());
      const hertz = frequency.at(1 - y / frame.clientHeight);
      const bin = Math.max(0, Math.min(seen.bins - 1, Math.round(frequency.index(hertz))));
      const cell = await acts.cell(number, bin);
      const degrees = cell.degrees === undefined ? "" : ` · ${cell.degrees.toFixed(0)}°`;
      const level = Number.isFinite(cell.decibels) ? `${cell.decibels.toFixed(1)} dB` : "silence";
      const at = clock(toSample(number + 0.5) / timing.sampleRate);
      readout.textContent = `${at} · ${grouped(Math.round((bin * timing.sampleRate) / timing.fftSize))} Hz · ${level}${degrees} · frame ${grouped(number)}, bin ${grouped(bin)}`;
      if (pointed !== undefined && (pointed.x !== x || pointed.y !== y))
        requestAnimationFrame(() => void tellPointed());
    } catch {
      readout.textContent = "";
    } finally {
      asking = false;
    }
  }

  function redraw(): void {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      draw();
    });
  }

  function draw(): void {
    const ratio = Math.min(2, devicePixelRatio);
    const picture = fitted(canvas, frame, ratio);
    drawTiles(picture, tiles, view, frames());
    drawAxes(picture, axes(), ratio);
    const lines = fitted(over, frame, ratio);
    lines.clearRect(0, 0, over.width, over.height);
    const colours = coloursOf(waveBox);
    const stripContext = fitted(strip, waveBox, ratio);
    drawWave(stripContext, wave, { from: toSample(view.from), to: toSample(view.to) }, colours);
    const x = (sample: number): number =>
      ((toFrame(sample) - view.from) / (view.to - view.from)) * over.width;
    const chosen = selection.range();
    for (const context of [lines, stripContext]) {
      const { height } = context.canvas;
      if (chosen !== undefined) {
        context.fillStyle = "rgb(128 128 255 / 28%)";
        context.fillRect(x(chosen.from), 0, x(chosen.to) - x(chosen.from), height);
      }
      context.fillStyle = context === lines ? "#fff" : colours.bad;
      context.fillRect(Math.round(x(heard)), 0, Math.max(1, ratio), height);
    }
  }

  new ResizeObserver(redraw).observe(frame);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  const phases = button(
    "Phases",
    () => {
      what = what === "phases" ? "magnitudes" : "phases";
      phases.setAttribute("aria-pressed", String(what === "phases"));
      tiles.clear();
      if (what === "phases" && view.to - view.from > 800)
        show(zoomed(view, 800 / (view.to - view.from), toFrame(heard), frames()));
      redraw();
    },
    { kind: "button--quiet", attributes: { "aria-pressed": "false" } },
  );
  const depth = element("input", {
    class: "range",
    attributes: {
      type: "range",
      min: 30,
      max: 140,
      step: 5,
      value: range,
      "aria-label": "Range in decibels",
    },
  });
  depth.addEventListener("input", () => {
    range = Number(depth.value);
    tiles.restart();
    redraw();
  });
  const bar = element(
    "div",
    { class: "view__bar" },
    phases,
    choice(
      "Frequency",
      [
        { value: "linear", label: "linear" },
        { value: "log", label: "log" },
        { value: "mel", label: "mel" },
      ],
      scale,
      (value) => {
        scale = value as Scale;
        acts.scale(scale);
      },
    ),
    choice(
      "Colours",
      colourMapNames
        .filter((name) => name !== "jet" && name !== "hot")
        .map((name) => ({ value: name, label: name })),
      map,
      (value) => {
        map = value;
        tiles.restart();
        redraw();
      },
    ),
    element("label", { class: "choice" }, element("span", { text: "Range" }), depth),
    element(
      "span",
      { class: "row view__zoom" },
      button("−", () => show(zoomed(view, 2, (view.from + view.to) / 2, frames())), {
        kind: "button--round",
        attributes: { "aria-label": "Zoom out" },
      }),
      button("+", () => show(zoomed(view, 0.5, (view.from + view.to) / 2, frames())), {
        kind: "button--round",
        attributes: { "aria-label": "Zoom in" },
      }),
      button("All", () => show(wholeOf(frames())), {
        kind: "button--quiet",
        attributes: { title: "Show the whole recording" },
      }),
    ),
  );

  return {
    element: element(
      "section",
      { class: "card view", attributes: { "aria-label": "The recording" } },
      bar,
      frame,
      progress,
      waveBox,
      readout,
      element("p", {
        class: "unseen",
        attributes: { id: "view-help" },
        text: "Arrow left and right move, up and down or plus and minus zoom, 0 shows everything, Home and End go to the ends, Enter plays from the middle of the view, Space plays and pauses.",
      }),
    ),
    wave,
    get look() {
      return { map, range, high: seen?.peak ?? 0, scale };
    },
    view: () => view,
    tellSeen(news) {
      const fresh = seen === undefined || seen.frames !== news.frames;
      if (seen?.version !== news.version) tiles.restart();
      else if (Math.abs(news.peak - seen.peak) > 0.5) tiles.restart();
      else tiles.refresh();
      seen = news;
      if (fresh) view = wholeOf(news.frames);
      view = inside(view, news.frames);
      progress.value = news.done;
      progress.hidden = news.done >= 1;
      redraw();
    },
    tellTiming(news) {
      timing = news;
      redraw();
    },
    tellSample(sample, playing) {
      heard = sample;
      const place = toFrame(sample);
      const span = view.to - view.from;
      // A page at a time, as in a score, and only while the listener has not looked elsewhere.
      if (playing && place > view.to && place < view.to + span * 0.2)
        view = inside({ from: place, to: place + span }, frames());
      redraw();
    },
    redraw,
  };
}

/** The canvas in the size of its box. */
function fitted(canvas: HTMLCanvasElement, box: HTMLElement, ratio: number): CanvasRenderingContext2D {
  const width = Math.max(1, Math.round(box.clientWidth * ratio));
  const height = Math.max(1, Math.round(box.clientHeight * ratio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return canvas.getContext("2d")!;
}

function coloursOf(box: HTMLElement): WaveColours {
  const style = getComputedStyle(box);
  const of = (name: string): string => style.getPropertyValue(name);
  return { wave: of("--wave"), line: of("--line"), bad: of("--bad"), soft: of("--raised") };
}
