/**
 * Colour maps as tables of 256 colours, both ways round: for drawing spectrograms, and for reading pictures of them.
 *
 * @module
 */
import { TABLES } from "./tables.ts";

/** The colour maps we know: perceptual ones for drawing, `jet` and `hot` because pictures in the wild use them. */
export type ColourMapName = keyof typeof TABLES | "grey";

/** Names in the order a menu should show them. */
export const colourMapNames: readonly ColourMapName[] = [
  "magma",
  "inferno",
  "plasma",
  "viridis",
  "cividis",
  "grey",
  "hot",
  "jet",
];

const cache = new Map<ColourMapName, Uint8Array>();

/**
 * The 256 colours of a map, from low to high: 768 bytes, red, green, blue in turn. Shared: do not write to it.
 *
 * @example
 * ```ts
 * import { colourMap } from "@unspectro/waterfall/colourmaps";
 *
 * const viridis = colourMap("viridis");
 * console.log([...viridis.subarray(0, 3)]); // [68, 1, 84]
 * ```
 */
export function colourMap(name: ColourMapName): Uint8Array {
  const known = cache.get(name);
  if (known) return known;
  const table = new Uint8Array(768);
  if (name === "grey") for (let i = 0; i < 768; i++) table[i] = Math.floor(i / 3);
  else for (let i = 0; i < 768; i++) table[i] = Number.parseInt(TABLES[name].slice(2 * i, 2 * i + 2), 16);
  cache.set(name, table);
  return table;
}

/** Whether `name` is one of {@link colourMapNames}. */
export function isColourMapName(name: string): name is ColourMapName {
  return (colourMapNames as readonly string[]).includes(name);
}
