import { type ColourMapName, colourMapNames } from "@unspectro/waterfall/colourmaps";
import type { Command } from "commander";
import { UsageError } from "../usage.ts";
import { number, type Parse, word } from "./parse.ts";

/** What to draw of the spectrogram. */
export interface PictureWishes {
  /** A file ending in .png or .svg. */
  readonly path?: string;
  /** In the terminal. */
  readonly preview: boolean;
  readonly map: ColourMapName;
  /** Decibels from black to bright. */
  readonly range: number;
  readonly frequency: "linear" | "log" | "mel";
}

/** Adds the flags about pictures. */
export function addPictureOptions(command: Command): void {
  const as =
    <T>(parse: Parse<T>, flag: string) =>
    (text: string): T =>
      parse(text, flag);
  command
    .optionsGroup("Picture:")
    .option("--picture <file>", "draw the spectrogram into a .png or .svg file, of any length")
    .option("--preview", "draw it in the terminal")
    .option(
      "--colours <map>",
      `${colourMapNames.join(", ")} (default: magma)`,
      as(word(colourMapNames), "--colours"),
    )
    .option("--decibels <range>", "from dark to bright (default: 80)", as(number, "--decibels"))
    .option(
      "--frequency-axis <kind>",
      "linear, log or mel (default: linear)",
      as(word(["linear", "log", "mel"] as const), "--frequency-axis"),
    );
}

/** What those flags said; undefined where nothing is to be drawn. @throws UsageError */
export function pictureWishes(values: Readonly<Record<string, unknown>>): PictureWishes | undefined {
  const path = values.picture as string | undefined;
  const preview = values.preview === true;
  if (path === undefined && !preview) return undefined;
  if (path !== undefined && !/\.(png|svg)$/i.test(path))
    throw new UsageError(`--picture wants a file ending in .png or .svg, not "${path}"`);
  return {
    ...(path === undefined ? {} : { path }),
    preview,
    map: (values.colours as ColourMapName | undefined) ?? "magma",
    range: (values.decibels as number | undefined) ?? 80,
    frequency: (values.frequencyAxis as PictureWishes["frequency"] | undefined) ?? "linear",
  };
}
