import { element } from "../dom.ts";
import type { Cell, Seen, Tile, TileRequest } from "../protocol.ts";
import { type AxesOf, scaleOf } from "./axes.ts";
import { createBar } from "./bar.ts";
import { type Place, steer } from "./gestures.ts";
import { createGlide } from "./glide.ts";
import { KEYS, listenToKeys } from "./keys.ts";
import { type Look, usualLook } from "./look.ts";
import { paint } from "./paint.ts";
import { placeOf, sampleAt, type Timing } from "./place.ts";
import { createReadout, type Pointed } from "./readout.ts";
import { createSelection, type SampleRange } from "./selection.ts";
import { createStage } from "./stage.ts";
import { createTiles, type Tiles } from "./tiles.ts";
import { anchorOf, inside, stretched, type Viewport, wholeOf, zoomed } from "./viewport.ts";
import type { WaveData } from "./wave.ts";

/** What the screen asks for. */
export interface ScreenActs {
  tile(request: TileRequest): Promise<Tile>;
  cell(frame: number, bin: number): Promise<Cell>;
  seek(sample: number): void;
  toggle(): void;
  select(range: SampleRange | undefined): void;
  /** Frequencies are to be laid out as the look says now. */
  scale(): void;
}

/** The waterfall, the wave below it, and what stands under the pointer. */
export interface Screen {
  readonly element: HTMLElement;
  readonly look: Readonly<Look>;
  /** The loudest level seen, in dB. */
  high(): number;
  view(): Viewport;
  tellSeen(seen: Seen): void;
  tellTiming(timing: Timing): void;
  /** The cursor of what is heard. */
  tellSample(sample: number, playing: boolean): void;
  redraw(): void;
}

/** Frames in view when phases are first shown: those of many frames don't average into anything. */
const PHASE_FRAMES = 800;

export function createScreen(wave: WaveData, acts: ScreenActs): Screen {
  const look = usualLook();
  let seen: Seen | undefined;
  let timing: Timing = { hop: 512, fftSize: 2048, centre: 0, sampleRate: 22050 };
  let view = wholeOf(1);
  let heard = 0;
  let due = false;

  const stage = createStage();
  const { frame, waveBox, progress } = stage;
  const readout = createReadout(acts.cell);
  const tiles: Tiles = createTiles((place) => {
    const { map, range, what } = look;
    return acts.tile({ ...place, version: seen?.version ?? 0, map, high: high(), range, what });
  }, redraw);

  const high = (): number => seen?.peak ?? 0;
  const frames = (): number => seen?.frames ?? 1;
  const { aim, jump, glide } = createGlide(
    () => view,
    (next) => {
      view = next;
      frame.toggleAttribute("data-enlarged", next.top - next.bottom < 1);
      redraw();
    },
  );
  const axes = (): AxesOf => ({
    bins: seen?.bins ?? 2,
    fftSize: timing.fftSize,
    sampleRate: timing.sampleRate,
    scale: look.scale,
    bottom: view.bottom,
    top: view.top,
    start: sampleAt(timing, view.from) / timing.sampleRate,
    end: sampleAt(timing, view.to) / timing.sampleRate,
  });

  const seek = (place: number): void => acts.seek(Math.max(0, Math.round(sampleAt(timing, place))));
  steer({
    element: frame,
    view: () => view,
    frames,
    show: jump,
    seek,
    point: (place) => readout.point(place && pointedAt(place)),
  });
  listenToKeys({ element: frame, aim, frames, glide, seek, toggle: acts.toggle });
  const selection = createSelection(waveBox, {
    sampleAt(x) {
      const share = x / Math.max(1, waveBox.clientWidth);
      return sampleAt(timing, view.from + share * (view.to - view.from));
    },
    select(chosen) {
      acts.select(chosen);
      redraw();
    },
    seek: (sample) => acts.seek(Math.max(0, Math.round(sample))),
  });
  const bar = createBar(look, {
    what() {
      tiles.clear();
      if (look.what === "phases" && view.to - view.from > PHASE_FRAMES)
        jump(zoomed(view, PHASE_FRAMES / (view.to - view.from), placeOf(timing, heard), frames()));
      redraw();
    },
    recolour() {
      tiles.restart();
      redraw();
    },
    scale: acts.scale,
    zoomTime: (factor) => glide(zoomed(aim(), factor, (aim().from + aim().to) / 2, frames())),
    zoomFrequency: (factor) => glide(stretched(aim(), factor, anchorOf(aim()))),
    all: () => glide(wholeOf(frames())),
  });

  function pointedAt({ x, y }: Place): Pointed | undefined {
    if (seen === undefined) return undefined;
    const place = view.from + (x / frame.clientWidth) * (view.to - view.from);
    const number = Math.max(0, Math.min(seen.frames - 1, Math.floor(place)));
    const frequency = scaleOf(axes());
    const index = Math.round(frequency.index(frequency.at(1 - y / frame.clientHeight)));
    const bin = Math.max(0, Math.min(seen.bins - 1, index));
    return {
      frame: number,
      bin,
      seconds: sampleAt(timing, number + 0.5) / timing.sampleRate,
      hertz: (bin * timing.sampleRate) / timing.fftSize,
    };
  }

  function redraw(): void {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      const drawn = { wave, tiles, view, timing, heard, frames: frames(), axes: axes() };
      paint(stage, { ...drawn, phases: look.what === "phases", selected: selection.range() });
      readout.range(drawn.axes);
    });
  }

  new ResizeObserver(redraw).observe(frame);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  return {
    element: element(
      "section",
      { class: "card view", attributes: { "aria-label": "The recording" } },
      bar.element,
      frame,
      progress,
      waveBox,
      readout.element,
      element("p", {
        class: "unseen",
        attributes: { id: "view-help" },
        text: KEYS,
      }),
    ),
    look,
    high,
    view: () => view,
    tellSeen(news) {
      const fresh = seen === undefined || seen.frames !== news.frames;
      if (seen?.version !== news.version) tiles.restart();
      else if (Math.abs(news.peak - seen.peak) > 0.5) tiles.restart();
      else tiles.refresh();
      seen = news;
      bar.tellPhases(news.phases);
      jump(fresh ? wholeOf(news.frames) : inside(view, news.frames));
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
      const place = placeOf(timing, sample);
      const span = view.to - view.from;
      // A page at a time, as in a score, and only while the listener has not looked elsewhere.
      if (playing && place > view.to && place < view.to + span * 0.2)
        jump(inside({ ...view, from: place, to: place + span }, frames()));
      redraw();
    },
    redraw,
  };
}
