import type { WindowSpec } from "@unspectro/core";
import { type EdgeFinding, findEdges } from "../edges/edges.ts";
import { decode } from "../encoding/scale.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import { anglesOf, framesOf, placed, spectraOf } from "../structure/frames.ts";
import type { Pair } from "../survey/pair.ts";

/** The edges of the audio, from the frames at both ends of the file. */
export async function edgesOf(
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
    const amplitudes = decode(block.magnitude, h.scale, h.view.facts);
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
    noise: noiseIn(h, ratio),
  });
}

/** Variance of the errors in the samples of frames, from what the window leaves unexplained. */
function noiseIn({ evidence: { grams, fit }, placement, view }: Hypothesis, ratio: number): number {
  const { size, hop, columns, energy } = grams;
  const rows = Math.floor(view.block.frames / Math.round(hop / placement.hop)) - columns + 1;
  return (ratio * (energy - fit.unrelated)) / (rows * (size - hop));
}
