import type { Levels } from "../grid/waterfall.ts";
import { MAP_COLOURS, type Picture } from "../picture.ts";
import { writePng } from "../png/write.ts";
import { frequencyTicks, levelTicks, type Tick, timeTicks } from "./ticks.ts";

/** What stands around the picture. */
export interface SvgOptions {
  /** A line above. */
  readonly title?: string;
}

/** Room for labels, in SVG units (pixels of the picture). */
const LEFT = 64;
const TOP = 36;
const BOTTOM = 48;
const RIGHT = 92;
const BAR = 14;

/**
 * The picture as SVG: pixels embedded as PNG, axes and labels as lines and text, which stay sharp at any size. Colours
 * of lines follow the page's text colour where the SVG stands in one.
 */
export async function svgPicture(
  picture: Picture,
  levels: Levels,
  options: SvgOptions = {},
): Promise<string> {
  const { width, height } = picture;
  const right = LEFT + width;
  const bottom = TOP + height;
  const y = (tick: Tick): number => round(bottom - tick.position * height);
  const frequencies = frequencyTicks(levels.frequency, Math.max(2, height / 45)).map(
    (tick) => `${line(LEFT - 5, y(tick), LEFT, y(tick))}${text(LEFT - 9, y(tick) + 4, tick.label, "end")}`,
  );
  const times = timeTicks(levels.time, Math.max(2, width / 90)).map((tick) => {
    const x = round(LEFT + tick.position * width);
    return `${line(x, bottom, x, bottom + 5)}${text(x, bottom + 19, tick.label, "middle")}`;
  });
  const bar = right + 18;
  const shades = levelTicks(picture.low, picture.high, Math.max(2, height / 45)).map(
    (tick) =>
      `${line(bar + BAR, y(tick), bar + BAR + 5, y(tick))}${text(bar + BAR + 9, y(tick) + 4, tick.label, "start")}`,
  );
  const title = options.title ?? "Spectrogram";
  const timeName = levels.time.unit === "s" ? "time (s)" : "frame";
  const frequencyName = levels.frequency.unit === "Hz" ? "frequency (Hz)" : "bin";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right + RIGHT} ${bottom + BOTTOM}" width="${right + RIGHT}" height="${bottom + BOTTOM}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="currentColor" stroke="none">`,
    `<title>${xml(title)}</title>`,
    gradient(picture),
    options.title === undefined ? "" : text(LEFT, 20, options.title, "start", 14),
    `<image x="${LEFT}" y="${TOP}" width="${width}" height="${height}" preserveAspectRatio="none" style="image-rendering: pixelated" href="data:image/png;base64,${await base64Png(picture)}"/>`,
    `<rect x="${LEFT}" y="${TOP}" width="${width}" height="${height}" fill="none" stroke="currentColor"/>`,
    `<g stroke-width="1">${frequencies.join("")}${times.join("")}${shades.join("")}</g>`,
    `<rect x="${bar}" y="${TOP}" width="${BAR}" height="${height}" fill="url(#levels)" stroke="currentColor"/>`,
    text(LEFT + width / 2, bottom + 38, timeName, "middle"),
    `<text transform="translate(16 ${TOP + height / 2}) rotate(-90)" text-anchor="middle">${frequencyName}</text>`,
    levels.unit === "" ? "" : text(bar, TOP - 8, levels.unit, "start"),
    "</svg>\n",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** The colour map as a gradient of 32 stops. */
function gradient({ palette }: Picture): string {
  const stops = Array.from({ length: 33 }, (_, i) => {
    const at = 3 * Math.round((i * (MAP_COLOURS - 1)) / 32);
    const colour = [0, 1, 2].map((part) => palette[at + part]!.toString(16).padStart(2, "0")).join("");
    return `<stop offset="${round(i / 32)}" stop-color="#${colour}"/>`;
  });
  return `<defs><linearGradient id="levels" x1="0" y1="1" x2="0" y2="0">${stops.join("")}</linearGradient></defs>`;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="currentColor"/>`;
}

function text(
  x: number,
  y: number,
  label: string,
  anchor: "start" | "middle" | "end",
  size?: number,
): string {
  const large = size === undefined ? "" : ` font-size="${size}"`;
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${large}>${xml(label)}</text>`;
}

function xml(label: string): string {
  // XML allows no control characters, escaped or not.
  const printable = [...label].filter((letter) => letter >= " ").join("");
  return printable.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

async function base64Png(picture: Picture): Promise<string> {
  let binary = "";
  await writePng(picture, {
    name: "picture",
    write(bytes) {
      for (let at = 0; at < bytes.length; at += 8192)
        binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
    },
    close() {},
    abort() {},
  });
  return btoa(binary);
}
