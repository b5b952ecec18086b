import type { WindowSpec } from "@unspectro/core";
import { type EdgeFinding, findEdges } from "./edges/edges.ts";
import { decode, levelOf } from "./encoding/scale.ts";
import { aboveMeans, fitted, meansFilled } from "./fitted.ts";
import { evaluate } from "./hypothesis/evaluate.ts";
import type { Hypothesis } from "./hypothesis/outcome.ts";
import { buffersOf } from "./hypothesis/reading.ts";
import { type View, viewOf } from "./hypothesis/view.ts";
import { anglesOf, framesOf, placed, spectraOf } from "./structure/frames.ts";
import type { Pair } from "./survey/pair.ts";
import type { WindowFit } from "./window/fit.ts";

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
  /** Peak of the loud frames' audio as the stored amplitudes have it; undefined where these are only relative. */
  readonly peak: number | undefined;
}

/** Frames that the final evidence rests on. */
export function evidenceFrames(fftSize: number, hop: number): number {
  const overlap = Math.min(24, Math.ceil(fftSize / hop));
  return Math.max(overlap * 3, Math.min(240, Math.max(50, Math.floor(400_000 / fftSize))));
}

/** Looks at a hypothesis with more frames: window, then both ends of the file. */
export async function conclude(pair: Pair, start: Hypothesis): Promise<Conclusion> {
  if (start.seams !== undefined) return unlapped(start);
  const { arrangement, placement } = start;
  const size = arrangement.fftSize;
  const count = evidenceFrames(size, placement.hop);
  const view: View =
    count > start.view.block.frames
      ? { ...(await viewOf(pair, start.view.axis, count, start.view)), phase: start.view.phase }
      : start.view;
  const larger: Hypothesis = { ...start, view };
  const plain = fitted(larger, evaluate(buffersOf(larger), larger, placement, 2));
  const withMeans = meansFilled(larger, plain) ?? meansFilled(larger, aboveMeans(larger, plain));
  const { z, evidence, window, samples } = withMeans ?? plain;
  const hypothesis: Hypothesis = { ...larger, evidence };
  const edges = await edgesOf(pair, hypothesis, window.spec, samples, window.offset, window.ratio);
  const level = levelOf(hypothesis.scale, view.facts);
  const peak = level === undefined ? undefined : level * peakOf(z, samples);
  const detrend = withMeans !== undefined;
  return { hypothesis, window, samples, detrend, edges, ratio: window.ratio, peak };
}

/** The largest sample under the upper half of a window. */
function peakOf(z: Float64Array, window: Float64Array): number {
  const half = 0.5 * window.reduce((top, w) => Math.max(top, w), 0);
  let peak = 0;
  for (let n = 0; n < window.length; n++) {
    if (window[n] < half) continue;
    for (let at = n; at < z.length; at += window.length) peak = Math.max(peak, Math.abs(z[at]) / window[n]);
  }
  return peak;
}

/** Frames side by side: a rectangular window, and nothing that edges could be told from. */
function unlapped(hypothesis: Hypothesis): Conclusion {
  const length = hypothesis.arrangement.fftSize;
  const { ratio } = hypothesis.evidence;
  const spec = { family: "rectangular", symmetric: true, length } as const;
  return {
    hypothesis,
    window: { spec, offset: 0, ratio, runnerUp: undefined },
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
    peak: undefined,
  };
}

async function edgesOf(
  pair: Pair,
  h: Hypothesis,
  spec: WindowSpec,
  window: Float64Array,
  offset: number,
  ratio: number,
): Promise<EdgeFinding> {
  const { arrangement, placement } = h;
  const size = arrangement.fftSize;
  const frames = arrangement.axis === "rows" ? pair.rows : pair.columns;
  const reach = Math.min(frames, 2 * Math.ceil(size / placement.hop) + 4);
  const ends = async (first: number): Promise<Float64Array> => {
    const block = await pair.block(arrangement.axis, first, reach);
    const amplitudes = decode(block.magnitude, h.scale, h.view.facts.max);
    const spectra = spectraOf(
      amplitudes,
      anglesOf(block, h.view.phase),
      reach,
      block.bins,
      arrangement,
      h.edgeGain,
      0,
    );
    return placed(framesOf(spectra, reach, size), reach, size, block.first, placement);
  };
  return findEdges({
    head: await ends(0),
    headFrames: reach,
    tail: await ends(frames - reach),
    tailFrames: reach,
    frames,
    size,
    hop: placement.hop,
    window,
    offset,
    length: spec.length,
    precision: Math.sqrt(ratio),
  });
}
