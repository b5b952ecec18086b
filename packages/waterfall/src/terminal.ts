import type { Levels } from "./grid/waterfall.ts";
import { type ColourOptions, colour, MAP_COLOURS } from "./picture.ts";

/** How a terminal shows colours: 24 bits each, the 256 of xterm, or none. */
export type TerminalColours = "true" | "256" | "none";

/** From quiet to loud where there is no colour. */
const SHADES = " .:-=+*#%@";

/**
 * Levels as lines of text, two rows of pixels a line: `▀` with its upper half in one colour and its lower half in the
 * other. Without colours, letters from blank to `@`. A line is as wide as the levels.
 */
export function terminalPicture(
  levels: Levels,
  colours: TerminalColours,
  options: ColourOptions = {},
): string[] {
  const { width, height, pixels, palette } = colour(levels, options);
  const lines: string[] = [];
  for (let y = 0; y < height; y += 2) {
    let line = "";
    let last = "";
    for (let x = 0; x < width; x++) {
      const upper = pixels[y * width + x]!;
      const lower = y + 1 < height ? pixels[(y + 1) * width + x]! : upper;
      if (colours === "none") {
        line += SHADES[Math.floor((Math.max(upper, lower) * SHADES.length) / MAP_COLOURS)];
        continue;
      }
      const codes = `\x1b[38;${code(palette, upper, colours)};48;${code(palette, lower, colours)}m`;
      line += codes === last ? "▀" : `${codes}▀`;
      last = codes;
    }
    lines.push(colours === "none" ? line.trimEnd() : `${line}\x1b[0m`);
  }
  return lines;
}

function code(palette: Uint8Array, index: number, colours: "true" | "256"): string {
  const [red, green, blue] = palette.subarray(3 * index, 3 * index + 3) as unknown as [
    number,
    number,
    number,
  ];
  if (colours === "true") return `2;${red};${green};${blue}`;
  // The cube of 6 x 6 x 6 colours after the first 16.
  const step = (value: number): number => Math.round((value / 255) * 5);
  return `5;${16 + 36 * step(red) + 6 * step(green) + step(blue)}`;
}
