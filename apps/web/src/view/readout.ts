import { element } from "../dom.ts";
import type { Cell } from "../protocol.ts";
import { clock, grouped } from "../words.ts";

/** A cell of the picture, and where it lies. */
export interface Pointed {
  readonly frame: number;
  readonly bin: number;
  readonly seconds: number;
  readonly hertz: number;
}

/** What stands under the pointer, in words. */
export interface Readout {
  readonly element: HTMLElement;
  /** Reads what is pointed at; questions that are overtaken are left out. */
  point(pointed: Pointed | undefined): void;
}

export function createReadout(cell: (frame: number, bin: number) => Promise<Cell>): Readout {
  const words = element("div", { class: "view__readout" });
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
    element: words,
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
