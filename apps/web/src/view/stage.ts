import { element } from "../dom.ts";

/** What the screen draws on: the waterfall with lines over it, the wave below, and what is said beside them. */
export interface Stage {
  /** Holds the picture, takes the keys. */
  readonly frame: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Cursor and selection, over the picture. */
  readonly over: HTMLCanvasElement;
  readonly hint: HTMLElement;
  readonly waveBox: HTMLElement;
  readonly strip: HTMLCanvasElement;
  readonly progress: HTMLProgressElement;
}

export function createStage(): Stage {
  const canvas = element("canvas", { class: "view__picture", attributes: { "aria-hidden": "true" } });
  const over = element("canvas", { class: "view__over", attributes: { "aria-hidden": "true" } });
  const hint = element("p", {
    class: "view__hint",
    text: "Zoom in to see phases: those of many frames show nothing.",
  });
  const frame = element(
    "div",
    {
      class: "view__frame",
      attributes: {
        tabindex: 0,
        role: "group",
        "aria-label": "Spectrogram",
        "aria-describedby": "view-help view-range",
      },
    },
    canvas,
    over,
    hint,
  );
  const strip = element("canvas", { attributes: { "aria-hidden": "true" } });
  const waveBox = element(
    "div",
    { class: "wave", attributes: { role: "img", "aria-label": "Waveform; drag across it to select" } },
    strip,
  );
  const progress = element("progress", {
    class: "view__progress",
    attributes: { max: 1, "aria-label": "Picture drawn" },
  });
  return { frame, canvas, over, hint, waveBox, strip, progress };
}
