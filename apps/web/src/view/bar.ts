import { colourMapNames } from "@unspectro/waterfall/colourmaps";
import { button, choice, element } from "../dom.ts";
import type { Look, Scale } from "./look.ts";

/** What the bar over the picture asks for. */
export interface BarActs {
  /** Magnitudes, or phases. */
  what(): void;
  /** Other colours of the same picture. */
  recolour(): void;
  scale(): void;
  /** Below 1: nearer. */
  zoomTime(factor: number): void;
  zoomFrequency(factor: number): void;
  all(): void;
}

/** Names that show nothing the others don't. */
const hidden: ReadonlySet<string> = new Set(["jet", "hot"]);
const scales: readonly Scale[] = ["linear", "log", "mel"];

/** The bar over the picture: changes how it looks. */
export interface Bar {
  readonly element: HTMLElement;
  /** Whether there are phases to be seen. */
  tellPhases(are: boolean): void;
}

export function createBar(look: Look, acts: BarActs): Bar {
  const phases = button(
    "Phases",
    () => {
      look.what = look.what === "phases" ? "magnitudes" : "phases";
      phases.setAttribute("aria-pressed", String(look.what === "phases"));
      acts.what();
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
      value: look.range,
      "aria-label": "Range in decibels",
    },
  });
  depth.addEventListener("input", () => {
    look.range = Number(depth.value);
    acts.recolour();
  });
  const bar = element(
    "div",
    { class: "view__bar" },
    phases,
    choice("Axis", scales.map(named), look.scale, (value) => {
      look.scale = value as Scale;
      acts.scale();
    }),
    choice("Colours", colourMapNames.filter((name) => !hidden.has(name)).map(named), look.map, (value) => {
      look.map = value;
      acts.recolour();
    }),
    element("label", { class: "choice" }, element("span", { text: "Range" }), depth),
    element(
      "span",
      { class: "row view__zoom" },
      zoom("Time", "Zoom out", "Zoom in", acts.zoomTime),
      zoom("Frequency", "Zoom out of frequencies", "Zoom in on frequencies", acts.zoomFrequency),
      button("All", acts.all, {
        kind: "button--quiet",
        attributes: { title: "Show the whole recording" },
      }),
    ),
  );
  return {
    element: bar,
    tellPhases(are) {
      phases.disabled = !are;
    },
  };
}

function named(name: string): { value: string; label: string } {
  return { value: name, label: name };
}

/** Two buttons, farther and nearer. */
function zoom(title: string, farther: string, nearer: string, act: (factor: number) => void): HTMLElement {
  const round = (sign: string, label: string, factor: number): HTMLElement =>
    button(sign, () => act(factor), { kind: "button--round", attributes: { "aria-label": label } });
  return element(
    "span",
    { class: "choice" },
    element("span", { text: title }),
    element("span", { class: "view__pair" }, round("−", farther, 2), round("+", nearer, 0.5)),
  );
}
