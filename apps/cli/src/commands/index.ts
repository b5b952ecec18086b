import type { CommandEntry } from "../context.ts";

/** Every command, in the order that help lists them. The first needs no name. */
export const commands: readonly CommandEntry[] = [
  {
    name: "reconstruct",
    summary: "magnitudes and phases to sound; what happens without a command's name",
    load: () => import("./reconstruct.ts"),
  },
  {
    name: "identify",
    summary: "how these files were made, worked out from their numbers, with the evidence",
    load: () => import("./identify.ts"),
  },
  {
    name: "inspect",
    summary: "what is in these files, and what it looks like",
    load: () => import("./inspect.ts"),
  },
  {
    name: "analyze",
    summary: "sound to magnitudes and phases, in any format and convention",
    load: () => import("./analyze.ts"),
  },
  {
    name: "retrieve",
    summary: "magnitudes alone to sound: their phases are estimated",
    load: () => import("./retrieve.ts"),
  },
  {
    name: "window",
    summary: "how well a transform can be inverted, and the synthesis windows that do it",
    load: () => import("./window.ts"),
  },
  {
    name: "profiles",
    summary: "the producers whose conventions are known",
    load: () => import("./profiles.ts"),
  },
  {
    name: "formats",
    summary: "the file formats that can be read and written",
    load: () => import("./formats.ts"),
  },
  {
    name: "completion",
    summary: "a script that completes commands and flags in your shell",
    load: () => import("./completion.ts"),
  },
];
