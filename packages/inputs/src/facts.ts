import { type Facts, type ResolveInput, rangesWanted, type ValueRange } from "@unspectro/core";
import { type FrameSource, matrixAxes } from "@unspectro/core/plugin";
import { lookAt } from "./look.ts";

/**
 * What the plain inference goes by: the matrix as its producer shows it, and the ranges of its numbers. Only ranges that
 * say something new are looked up, where `said` is what the resolution will have beside them.
 */
export async function factsOf(
  magnitude: FrameSource,
  phase: FrameSource | undefined,
  said: Omit<ResolveInput, "facts"> = {},
): Promise<Facts> {
  const shape = shapeOf(magnitude);
  if (phase === undefined) return { ...shape, complex: true };
  const wanted = rangesWanted({ ...said, facts: shape });
  return {
    ...shape,
    ...(wanted.magnitude ? { magnitude: await scaleOf(magnitude) } : {}),
    ...(wanted.phase ? { phase: await rangeOf(phase) } : {}),
  };
}

/** The same for magnitudes whose phases are lost. */
export async function factsOfMagnitudes(magnitude: FrameSource): Promise<Facts> {
  return { ...shapeOf(magnitude), magnitude: await scaleOf(magnitude) };
}

function shapeOf(source: FrameSource): Pick<Facts, "rows" | "columns"> {
  const [rows, columns] = matrixAxes(source).map((axis) => source.shape[axis]!) as [number, number];
  return { rows, columns };
}

/** So many cells show on what scale numbers are; only logarithms are worth a closer look, for where they were cut off. */
const ENOUGH = 1 << 17;

async function rangeOf(source: FrameSource): Promise<ValueRange> {
  const { min, max } = await lookAt(source, ENOUGH);
  return { min, max };
}

async function scaleOf(source: FrameSource): Promise<ValueRange> {
  const range = await rangeOf(source);
  if (!(range.min < 0)) return range;
  const { min, max } = await lookAt(source);
  return { min, max };
}
