import type { Effort } from "../effort.ts";
import { type MagnitudeFacts, magnitudeFacts } from "../encoding/facts.ts";
import { type PhaseReading, readPhases } from "../encoding/phase-unit.ts";
import { type Angles, anglesOf } from "../structure/frames.ts";
import type { FrameAxis } from "../survey/array.ts";
import { loudest, part } from "../survey/loudest.ts";
import type { Block, Pair } from "../survey/pair.ts";
import { type Wanted, wantedPhase } from "../wanted.ts";

/** A block of loud frames along one axis, with what every hypothesis needs of it. */
export interface View {
  readonly axis: FrameAxis;
  readonly block: Block;
  /** Mean stored magnitude of every bin, of frames throughout the file. */
  readonly spectrum: Float64Array;
  readonly angles: Angles;
  readonly phase: PhaseReading;
  readonly facts: MagnitudeFacts;
  /** What the user said. */
  readonly wanted: Wanted;
  readonly effort: Effort;
}

export async function viewOf(
  pair: Pair,
  axis: FrameAxis,
  count: number,
  { wanted, effort }: Pick<View, "wanted" | "effort">,
): Promise<View> {
  const { block, spectrum } = await loudest(pair, axis, count);
  const phase = wantedPhase(readPhases(block.phase, block.frames, block.bins), wanted);
  return {
    axis,
    block,
    spectrum,
    angles: anglesOf(block, phase),
    phase,
    facts: magnitudeFacts(block.magnitude),
    wanted,
    effort,
  };
}

/** Fewer frames, for searches that look again and again: enough for the overlap, and no more. */
export function lighter(view: View, overlap: number): View {
  return partOf(view, Math.max(28, Math.ceil(2 * Math.min(overlap, 24)) + 8));
}

/** Frames of a view, from the first on unless said. */
export function partOf(view: View, count: number, from = 0): View {
  const frames = Math.max(0, Math.min(view.block.frames - from, count));
  const { bins } = view.block;
  const cells = (angles: Float64Array): Float64Array => angles.subarray(from * bins, (from + frames) * bins);
  return {
    ...view,
    block: part(view.block, from, frames),
    angles: { cos: cells(view.angles.cos), sin: cells(view.angles.sin) },
  };
}
