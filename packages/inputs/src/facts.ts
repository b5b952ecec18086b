import type { Facts } from "@unspectro/core";
import { type FrameSource, matrixAxes } from "@unspectro/core/plugin";
import { lookAt } from "./look.ts";

/** What the plain inference goes by: the matrix as its producer shows it, and the ranges of its numbers. */
export async function factsOf(magnitude: FrameSource, phase: FrameSource | undefined): Promise<Facts> {
  if (phase === undefined) return { ...shapeOf(magnitude), complex: true };
  const ranges = { magnitude: rangeOf(await lookAt(magnitude)), phase: rangeOf(await lookAt(phase)) };
  return { ...shapeOf(magnitude), ...ranges };
}

/** The same for magnitudes whose phases are lost. */
export async function factsOfMagnitudes(magnitude: FrameSource): Promise<Facts> {
  return { ...shapeOf(magnitude), magnitude: rangeOf(await lookAt(magnitude)) };
}

function shapeOf(source: FrameSource): Pick<Facts, "rows" | "columns"> {
  const [rows, columns] = matrixAxes(source).map((axis) => source.shape[axis]!) as [number, number];
  return { rows, columns };
}

function rangeOf({ min, max }: { min: number; max: number }): { min: number; max: number } {
  return { min, max };
}
