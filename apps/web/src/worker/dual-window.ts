import type { Geometry } from "@unspectro/core";
import { frameOf, type PresetName, synthesisWindow } from "@unspectro/duals";

/** The synthesis window of a preset. */
export function dualWindow(geometry: Geometry, preset: PresetName): Float64Array {
  return synthesisWindow(frameOf(geometry), preset).window;
}
