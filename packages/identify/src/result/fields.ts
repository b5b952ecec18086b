import type { Convention } from "@unspectro/core";
import type { Conclusion } from "../conclusion/conclude.ts";
import { candidateScales } from "../encoding/scale.ts";
import { evaluate } from "../hypothesis/evaluate.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import { buffersOf } from "../hypothesis/reading.ts";
import { lighter } from "../hypothesis/view.ts";
import { REAL_LINE } from "../structure/arrangement.ts";
import { realLines } from "../structure/lines.ts";
import type { Pair } from "../survey/pair.ts";
import type { FieldAccount } from "../types.ts";
import {
  edgeWords,
  magnitudeWords,
  originWords,
  phaseWords,
  scaleWords,
  sidesWords,
  windowWords,
  worse,
} from "./words.ts";

/** The account of every field, in the order in which people ask. */
export function fieldsOf(
  c: Convention,
  conclusion: Conclusion,
  found: readonly Hypothesis[],
  pair: Pair,
): Record<string, FieldAccount> {
  const h = conclusion.hypothesis;
  const g = c.geometry;
  const bins = h.view.block.bins;
  const overlap = Math.round(100 * (1 - g.hop / g.fftSize));
  const light = lightly(h);
  const lines = lineEvidence(h);
  const fields: Record<string, FieldAccount> = {
    "layout.frames": {
      value: `one frame is one ${c.layout.frames === "rows" ? "row" : "column"} (${c.layout.frames === "rows" ? pair.rows : pair.columns} frames)`,
      ...said(lines),
    },
    "geometry.fftSize": {
      value: `${g.fftSize}, ${sidesWords(c, bins)}`,
      ...said(lines),
      ...rivalSize(h, found),
    },
    "geometry.hop": {
      value: `${g.hop} samples (${overlap} % overlap)`,
      ...said(hopEvidence(h)),
      ...rivalHop(light),
    },
    "geometry.window": {
      value: windowWords(g.window),
      ...said("no other window makes the frames agree as well"),
      ...rivalWindow(conclusion),
    },
    "encoding.magnitude": {
      value: magnitudeWords(c.encoding.magnitude),
      ...said("on another scale the frames contradict each other"),
      ...rivalScale(light),
    },
    "encoding.phase": {
      value: phaseWords(c.encoding.phase),
      ...said(phaseEvidence(h)),
    },
    "encoding.phase.origin": {
      value: `phases refer to ${originWords(c.encoding.phase)}`,
      ...said("the position of the window in the rebuilt frames"),
      ...rivalSign(light),
    },
    "geometry.padding": { value: edgeWords(c), ...said(conclusion.edges.evidence) },
  };
  if (g.length !== null && g.length !== undefined)
    fields["geometry.length"] = {
      value: `${g.length} samples`,
      ...said("where the padding after the last sample begins"),
    };
  return fields;
}

/** The same with the evidence of fewer frames: rivals are told in round words. */
function lightly(h: Hypothesis): Hypothesis {
  if (h.seams !== undefined) return h;
  const view = lighter(h.view, h.arrangement.fftSize / h.placement.hop);
  const evidence = evaluate(buffersOf({ ...h, view }), { ...h, view }, h.placement)?.evidence;
  return evidence === undefined ? h : { ...h, view, evidence };
}

function said(evidence: string): { origin: "found"; evidence: string } {
  return { origin: "found", evidence };
}

function lineEvidence(h: Hypothesis): string {
  if (h.arrangement.sides !== "one") return "bins mirror each other";
  const real = realLines(h.view.block, h.view.phase);
  const lines = [0, h.view.block.bins >> 1, h.view.block.bins - 1].filter((i) => real[i] > REAL_LINE);
  const name = h.arrangement.axis === "rows" ? "column" : "row";
  if (lines.length === 0) return "the frames agree only under this reading";
  return `${name}${lines.length > 1 ? "s" : ""} ${lines.join(" and ")} hold${lines.length > 1 ? "" : "s"} only phases 0 and pi`;
}

function hopEvidence({ seams }: Hypothesis): string {
  if (seams === undefined) return "every frame predicts the next one where they overlap";
  return `the audio goes on without a step across ${seams.count} seams`;
}

function phaseEvidence(h: Hypothesis): string {
  const { wrapped, period } = h.view.phase;
  const turn = Number(period.toPrecision(5));
  return wrapped === "wrapped"
    ? `the values fill a range of ${turn} evenly`
    : `neighbours never differ by more than half of ${turn}`;
}

function rivalSize(h: Hypothesis, found: readonly Hypothesis[]): { runnerUp?: string } {
  if (h.seams !== undefined) return {};
  const rival = found.find((f) => f.arrangement.fftSize !== h.arrangement.fftSize);
  if (rival === undefined) return {};
  return { runnerUp: `${rival.arrangement.fftSize} ${worse(rival.evidence.ratio, h.evidence.ratio)}` };
}

/** The hop one sample less or more, whichever fits better. */
function rivalHop(h: Hypothesis): { runnerUp?: string } {
  if (h.seams !== undefined) return {};
  const y = buffersOf(h);
  let best: { hop: number; ratio: number } | undefined;
  for (const hop of [h.placement.hop - 1, h.placement.hop + 1]) {
    if (hop < 1 || hop >= h.arrangement.fftSize) continue;
    const ratio = evaluate(y, h, { ...h.placement, hop })?.evidence.ratio;
    if (ratio !== undefined && (best === undefined || ratio < best.ratio)) best = { hop, ratio };
  }
  return best === undefined ? {} : { runnerUp: `${best.hop} ${worse(best.ratio, h.evidence.ratio)}` };
}

function rivalWindow({ window }: Conclusion): { runnerUp?: string } {
  const rival = window.runnerUp;
  if (rival === undefined) return {};
  return { runnerUp: `${windowWords(rival.spec)} ${worse(rival.ratio, window.ratio)}` };
}

function rivalScale(h: Hypothesis): { runnerUp?: string } {
  if (h.seams !== undefined) return {};
  let best: { words: string; ratio: number } | undefined;
  for (const scale of candidateScales(h.view.facts)) {
    if (scale.curve === h.scale.curve && Math.abs(scale.rate / h.scale.rate - 1) < 0.05) continue;
    const ratio = evaluate(buffersOf({ ...h, scale }), h, h.placement)?.evidence.ratio;
    if (ratio !== undefined && (best === undefined || ratio < best.ratio))
      best = { words: scaleWords(scale), ratio };
  }
  return best === undefined ? {} : { runnerUp: `${best.words} ${worse(best.ratio, h.evidence.ratio)}` };
}

function rivalSign(h: Hypothesis): { runnerUp?: string } {
  if (h.seams !== undefined) return {};
  const ratio = evaluate(buffersOf(h), h, { ...h.placement, conjugate: !h.placement.conjugate })?.evidence
    .ratio;
  return ratio === undefined ? {} : { runnerUp: `the opposite sign ${worse(ratio, h.evidence.ratio)}` };
}
