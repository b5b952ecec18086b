import type { EdgeFinding } from "../edges/edges.ts";
import { levelOf } from "../encoding/scale.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import { type View, viewOf } from "../hypothesis/view.ts";
import { type HeldOut, heldOut, PERFECT } from "../proof/held-out.ts";
import type { Pair } from "../survey/pair.ts";
import type { WindowFit } from "../window/fit.ts";
import { type Completed, completed } from "./complete.ts";
import { edgesOf } from "./ends.ts";
import { withWholeWindow } from "./fitted.ts";
import { peakOf } from "./peak.ts";
import { withBestEdges, withBestScale } from "./settle.ts";

/** A hypothesis completed: its window, its edges, and evidence over more frames. */
export interface Conclusion {
  readonly hypothesis: Hypothesis;
  readonly window: WindowFit;
  /** The window in its buffer, as fitted or as the data show it. */
  readonly samples: Float64Array;
  readonly detrend: boolean;
  readonly edges: EdgeFinding;
  /** e / e0 with the named window. */
  readonly ratio: number;
  /** What the names leave against free ones; undefined where nothing overlaps, float32 leaves as much, or all is left. */
  readonly proof: HeldOut | undefined;
  /** Peak of the loud frames' audio as the stored amplitudes have it; undefined where these are only relative. */
  readonly peak: number | undefined;
}

/** Above this, the few frames of the search are asked first whether more could say anything else. */
const DOUBTFUL = 0.3;
/** Above this e / e0, frames have as good as nothing to do with each other: no more of them, and no proof, changes that. */
export const UNRELATED = 0.8;

/** Frames that the final evidence rests on. */
function evidenceFrames(fftSize: number, hop: number): number {
  const overlap = Math.min(24, Math.ceil(fftSize / hop));
  return Math.max(overlap * 3, Math.min(240, Math.max(50, Math.floor(400_000 / fftSize))));
}

/**
 * Looks at a hypothesis with more frames: window, then both ends of the file.
 *
 * @param whole the part of the pair that evidence may be taken from
 */
export async function conclude(pair: Pair, start: Hypothesis, whole: Pair = pair): Promise<Conclusion> {
  if (start.seams !== undefined) return unlapped(start);
  if (start.evidence.ratio > DOUBTFUL) {
    const seen = completed(start);
    if (seen.fit.window.ratio > UNRELATED) return concluded(pair, seen);
  }
  const { arrangement, placement } = start;
  const size = arrangement.fftSize;
  const count = evidenceFrames(size, placement.hop);
  const view: View =
    count > start.view.block.frames
      ? { ...(await viewOf(whole, start.view.axis, count, start.view)), phase: start.view.phase }
      : start.view;
  const larger: Hypothesis = { ...start, view };
  return concluded(pair, withBestScale(larger, withBestEdges(larger, completed(larger))));
}

/** With both ends of the file, and the proof of the names where there is anything to prove. */
async function concluded(pair: Pair, { hypothesis, detrend, fit }: Completed): Promise<Conclusion> {
  const { view } = hypothesis;
  const { z, window, samples } = withWholeWindow(fit, view.block.frames);
  const edges = await edgesOf(pair, hypothesis, window.spec, samples, window.offset, window.ratio);
  const level = levelOf(hypothesis.scale, view.facts);
  const peak = level === undefined ? undefined : level * peakOf(z, samples);
  const provable = window.ratio > PERFECT && window.ratio < UNRELATED;
  const proof = provable ? heldOut(hypothesis, z, samples) : undefined;
  return { hypothesis, window, samples, detrend, edges, ratio: window.ratio, proof, peak };
}

/** Frames side by side: a rectangular window, and nothing that edges could be told from. */
function unlapped(hypothesis: Hypothesis): Conclusion {
  const length = hypothesis.arrangement.fftSize;
  const { ratio } = hypothesis.evidence;
  const spec = { family: "rectangular", symmetric: true, length } as const;
  return {
    hypothesis,
    window: { spec, offset: 0, ratio, runnerUp: undefined, shapes: [] },
    samples: new Float64Array(length).fill(1),
    detrend: false,
    edges: {
      start: "zero",
      padding: "none",
      tail: "fit",
      length: null,
      evidence: "frames follow each other",
    },
    ratio,
    proof: undefined,
    peak: undefined,
  };
}
