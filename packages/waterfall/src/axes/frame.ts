import type { Levels } from "../grid/waterfall.ts";
import { INK, MAP_COLOURS, PAPER, type Picture } from "../picture.ts";
import { drawText, LETTER_HEIGHT, LETTER_WIDTH, textWidth } from "./font.ts";
import { frequencyTicks, levelTicks, type Tick, timeTicks } from "./ticks.ts";

/** Room for labels around the picture, in pixels. */
const LEFT = 8 * LETTER_WIDTH;
const TOP = 2 * LETTER_HEIGHT;
const BOTTOM = 3 * LETTER_HEIGHT;
const BAR = 12;
const RIGHT = 2 * BAR + 7 * LETTER_WIDTH;
const TICK = 4;

/**
 * The picture with axes drawn around it in pixels: times below, frequencies at the left, a bar of colours with its
 * levels at the right.
 */
export function withAxes(picture: Picture, levels: Levels): Picture {
  const width = LEFT + picture.width + RIGHT;
  const height = TOP + picture.height + BOTTOM;
  const pixels = new Uint8Array(width * height).fill(PAPER);
  for (let y = 0; y < picture.height; y++)
    pixels.set(picture.pixels.subarray(y * picture.width, (y + 1) * picture.width), (TOP + y) * width + LEFT);
  const text = (label: string, x: number, y: number): void => drawText(label, x, y, pixels, width, INK);
  const fill = (x: number, y: number, across: number, down: number, value: number): void => {
    for (let row = y; row < y + down; row++) pixels.fill(value, row * width + x, row * width + x + across);
  };
  const fromTop = (tick: Tick, length: number): number =>
    TOP + Math.round((1 - tick.position) * (length - 1));

  for (const tick of frequencyTicks(levels.frequency, Math.max(2, picture.height / 40))) {
    const y = fromTop(tick, picture.height);
    fill(LEFT - TICK, y, TICK, 1, INK);
    text(tick.label, LEFT - TICK - 3 - textWidth(tick.label), y - 3);
  }
  text(levels.frequency.unit, LEFT - TICK - 3 - textWidth(levels.frequency.unit), 2);

  let free = 0;
  for (const tick of timeTicks(levels.time, Math.max(2, picture.width / 90))) {
    const x = LEFT + Math.round(tick.position * (picture.width - 1));
    fill(x, TOP + picture.height, 1, TICK, INK);
    const left = x - Math.floor(textWidth(tick.label) / 2);
    if (left < free) continue;
    text(tick.label, left, TOP + picture.height + TICK + 3);
    free = left + textWidth(tick.label) + LETTER_WIDTH;
  }
  text(levels.time.unit, LEFT + picture.width + BAR, TOP + picture.height + TICK + 3);

  const bar = LEFT + picture.width + BAR;
  for (let y = 0; y < picture.height; y++) {
    const shade = Math.floor(((picture.height - 1 - y) * MAP_COLOURS) / picture.height);
    fill(bar, TOP + y, BAR, 1, shade);
  }
  for (const tick of levelTicks(picture.low, picture.high, Math.max(2, picture.height / 40))) {
    const y = fromTop(tick, picture.height);
    fill(bar + BAR, y, TICK, 1, INK);
    text(tick.label, bar + BAR + TICK + 3, y - 3);
  }
  if (levels.unit !== "") text(levels.unit, bar, 2);
  return { ...picture, width, height, pixels };
}
