import { PLOT_MARGIN, PLOT_SIZE, type Plot, tickLabel, ticks } from "@unspectro/duals";
import { fileSink } from "@unspectro/io/node";
import { drawText, INK, LETTER_HEIGHT, PAPER, type Picture, textWidth, writePng } from "@unspectro/waterfall";

/** Shades from paper to a curve's full colour, which smooth its edges. */
const SHADES = 16;
/** The palette's entry for the grid. */
const GRID = 253;
/** Half the width of a curve, in pixels. */
const HALF_WIDTH = 0.8;

/** Writes plots, one above the other, as a PNG, whole or not at all. */
export async function writePlots(path: string, plots: readonly Plot[]): Promise<void> {
  await writePicture(path, pictureOf(plots));
}

/** Writes a PNG, whole or not at all. */
export async function writePicture(path: string, picture: Picture): Promise<void> {
  const sink = fileSink(path);
  try {
    await writePng(picture, sink);
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

/** Plots in pixels. */
export function pictureOf(plots: readonly Plot[]): Picture {
  const { width, height } = PLOT_SIZE;
  const colours = [...new Set(plots.flatMap(({ curves }) => curves.map(({ colour }) => colour)))];
  const pixels = new Uint8Array(width * height * plots.length).fill(PAPER);
  plots.forEach((plot, i) => {
    draw(plot, colours, pixels.subarray(i * width * height, (i + 1) * width * height));
  });
  return { width, height: height * plots.length, pixels, palette: paletteOf(colours), low: 0, high: 0 };
}

function draw(plot: Plot, colours: readonly string[], pixels: Uint8Array): void {
  const { width, height } = PLOT_SIZE;
  const [left, right] = [PLOT_MARGIN.left, width - PLOT_MARGIN.right];
  const [top, bottom] = [PLOT_MARGIN.top, height - PLOT_MARGIN.bottom];
  const across = (value: number): number =>
    left + ((value - plot.x[0]) / (plot.x[1] - plot.x[0])) * (right - left);
  const up = (value: number): number =>
    bottom + ((value - plot.y[0]) / (plot.y[1] - plot.y[0])) * (top - bottom);
  const write = (label: string, x: number, y: number): void =>
    drawText(label, Math.round(x), y, pixels, width, INK);
  const fill = (x: number, y: number, w: number, h: number, value: number): void => {
    for (let row = y; row < y + h; row++) pixels.fill(value, row * width + x, row * width + x + w);
  };
  for (const value of ticks(...plot.x)) {
    const x = Math.round(across(value));
    fill(x, top, 1, bottom - top, GRID);
    write(tickLabel(value), x - textWidth(tickLabel(value)) / 2, bottom + 6);
  }
  for (const value of ticks(...plot.y)) {
    const y = Math.round(up(value));
    fill(left, y, right - left, 1, GRID);
    write(tickLabel(value), left - 6 - textWidth(tickLabel(value)), y - Math.floor(LETTER_HEIGHT / 2));
  }
  fill(left, top, 1, bottom - top, INK);
  fill(left, bottom, right - left, 1, INK);
  plot.curves.forEach(({ name, colour, x, y }, i) => {
    const ink = colours.indexOf(colour);
    const inside = (value: number): number => Math.min(plot.y[1], Math.max(plot.y[0], value));
    for (let n = 1; n < x.length && x[n]! <= plot.x[1]; n++) {
      const from = { x: across(x[n - 1]!), y: up(inside(y[n - 1]!)) };
      segment(from, { x: across(x[n]!), y: up(inside(y[n]!)) }, ink, pixels);
    }
    const row = top + 8 + 14 * i;
    fill(right - 150, row + 2, 22, 2, ink * SHADES + SHADES - 1);
    write(name, right - 122, row);
  });
  write(plot.title, left, 12);
  write(plot.xLabel, (left + right - textWidth(plot.xLabel)) / 2, bottom + 24);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line with soft edges: each pixel near it gets the shade of the part of it that the line covers. */
function segment(a: Point, b: Point, ink: number, pixels: Uint8Array): void {
  const { width, height } = PLOT_SIZE;
  const reach = HALF_WIDTH + 1;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const [fromX, toX] = [Math.floor(Math.min(a.x, b.x) - reach), Math.ceil(Math.max(a.x, b.x) + reach)];
  const [fromY, toY] = [Math.floor(Math.min(a.y, b.y) - reach), Math.ceil(Math.max(a.y, b.y) + reach)];
  for (let y = Math.max(0, fromY); y <= Math.min(height - 1, toY); y++)
    for (let x = Math.max(0, fromX); x <= Math.min(width - 1, toX); x++) {
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / length));
      const distance = Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
      const shade = Math.round(Math.min(1, HALF_WIDTH + 0.5 - distance) * SHADES) - 1;
      if (shade < 0) continue;
      const at = y * width + x;
      const own = Math.floor(pixels[at]! / SHADES) === ink ? pixels[at]! - ink * SHADES : -1;
      // the curve's own darker shade stays; a faint edge does not wash out another curve
      const other = own < 0 && pixels[at]! < GRID && shade < SHADES / 2;
      if (shade > own && !other) pixels[at] = ink * SHADES + shade;
    }
}

function paletteOf(colours: readonly string[]): Uint8Array {
  const palette = new Uint8Array(768).fill(255);
  colours.forEach((colour, ink) => {
    const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    for (let shade = 0; shade < SHADES; shade++) {
      const weight = (shade + 1) / SHADES;
      palette.set(
        parts.map((part) => Math.round(255 + (part - 255) * weight)),
        3 * (ink * SHADES + shade),
      );
    }
  });
  palette.fill(228, 3 * GRID, 3 * GRID + 3);
  palette.fill(40, 3 * INK, 3 * INK + 3);
  return palette;
}
