import { element } from "../dom.ts";
import type { Cell } from "../protocol.ts";
import { clock, grouped } from "../words.ts";
import { type AxesOf, scaleOf } from "./axes.ts";

/** A cell of the picture, and where it lies. */
export interface Pointed {
  readonly frame: number;
  readonly bin: number;
  readonly seconds: number;
  readonly hertz: number;
}

/** What stands under the pointer, and what is in view, in words. */
export interface Readout {
  readonly element: HTMLElement;
  /** What is in view. */
  range(axes: AxesOf): void;
  /** Reads what is pointed at; questions that are overtaken are left out. */
  point(pointed: Pointed | undefined): void;
}

export function createReadout(cell: (frame: number, bin: number) => Promise<Cell>): Readout {
  const words = element("span", { class: "view__pointed" });
  const range = element("span", { class: "view__range", attributes: { id: "view-range" } });
  let wanted: Pointed | undefined;
  let asking = false;

  async function read(): Promise<void> {
    asking = true;
    try {
      for (let shown: Pointed | undefined; wanted !== undefined && wanted !== shown; ) {
        shown = wanted;
        const text = wordsOf(shown, await cell(shown.frame, shown.bin));
        if (wanted !== undefined) words.textContent = text;
      }
    } catch {
      words.textContent = "";
    } finally {
      asking = false;
    }
  }

  return {
    element: element("div", { class: "view__readout" }, words, range),
    range(axes) {
      const { low, high } = scaleOf(axes);
      const hertz = `${grouped(Math.round(low))} to ${grouped(Math.round(high))} Hz`;
      const text = `${clock(axes.start)} to ${clock(axes.end)}, ${hertz}`;
      if (range.textContent !== text) range.textContent = text;
    },
    point(pointed) {
      wanted = pointed;
      if (pointed === undefined) words.textContent = "";
      else if (!asking) void read();
    },
  };
}

function wordsOf({ frame, bin, seconds, hertz }: Pointed, { decibels, degrees }: Cell): string {
  return [
    clock(seconds),
    `${grouped(Math.round(hertz))} Hz`,
    Number.isFinite(decibels) ? `${decibels.toFixed(1)} dB` : "silence",
    ...(degrees === undefined ? [] : [`${degrees.toFixed(0)}°`]),
    `frame ${grouped(frame)}, bin ${grouped(bin)}`,
  ].join(" · ");
}
