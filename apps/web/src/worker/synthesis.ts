import type { Convention } from "@unspectro/core";
import { presets } from "@unspectro/duals";

/** An inverse to choose, with what it costs in words. */
export interface SynthesisCost {
  readonly name: string;
  readonly title: string;
  readonly meaning: string;
}

/** The choices there are. */
export function synthesisCosts({ geometry }: Convention): readonly SynthesisCost[] {
  const exact = geometry.hop <= geometry.window.length;
  return presets
    .filter(({ name }) => exact || name === "canonical")
    .map(({ name, title, meaning }) => ({ name, title, meaning }));
}

/** The synthesis window of a choice, made by what is loaded then; undefined where the inverse does it by itself. */
export async function synthesisOfChoice(
  choice: string,
  { geometry }: Convention,
): Promise<Float64Array | undefined> {
  const preset = presets.find(({ name }) => name === choice);
  if (preset === undefined || (preset.name === "canonical" && geometry.window.length <= geometry.fftSize)) {
    return undefined;
  }
  const { dualWindow } = await import("./dual-window.ts");
  return dualWindow(geometry, preset.name);
}
