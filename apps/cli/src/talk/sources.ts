import type { FrameSource } from "@unspectro/core/plugin";
import type { Pair } from "@unspectro/inputs";
import type { Talk } from "./talk.ts";
import { grouped } from "./words.ts";

/** What was opened, a line each, and what was decided about it. */
export function tellSources({ magnitude, phase, decisions }: Pair, talk: Talk): void {
  const rows = [row(magnitude, phase === undefined ? "complex numbers" : "magnitudes")];
  if (phase !== undefined) rows.push(row(phase, "phases"));
  talk.table(rows);
  for (const decision of decisions) talk.say(decision);
}

function row({ name, format, shape, element, notes }: FrameSource, meaning: string): string[] {
  const kind = [`${format}`, element, shape.map(grouped).join(" x ")].join(", ");
  return [name, kind, [meaning, ...notes].join("; ")];
}
