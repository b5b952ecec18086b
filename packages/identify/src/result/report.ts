import type { Conclusion } from "../conclusion/conclude.ts";
import { decode } from "../encoding/scale.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import { guessRate } from "../rate/guess-rate.ts";
import { type Spectra, spectraOfCells } from "../rate/spectra.ts";
import { binsOf } from "../structure/arrangement.ts";
import { recordsAreRows } from "../survey/array.ts";
import type { Index } from "../survey/index-lines.ts";
import type { Pair } from "../survey/pair.ts";
import type { Identification } from "../types.ts";
import { advice, CANNOT_BE_KNOWN } from "./advice.ts";
import { conventionOf } from "./convention-of.ts";
import { cutBandRival } from "./cut-band.ts";
import { fieldsOf } from "./fields.ts";
import { notesOf } from "./notes.ts";
import { ownWindow } from "./own-window.ts";
import { recognise } from "./producer.ts";
import { CLAIM, confidenceOf, confidenceOfSeams, verdictOf } from "./verdict.ts";
import { weightOf } from "./weight.ts";

/** The answer where nothing could even be tried. */
export function unknown(magnitude: 0 | 1, notes: readonly string[] = []): Identification {
  return {
    verdict: "unidentifiable",
    confidence: 0,
    convention: null,
    magnitude,
    fields: {},
    alternatives: [],
    notes,
    cannotBeKnown: CANNOT_BE_KNOWN,
    advice: advice("unidentifiable"),
    residual: null,
  };
}

/** Everything that is said about a conclusion. */
export function reportOf(
  pair: Pair,
  c: Conclusion,
  found: readonly Hypothesis[],
  magnitude: 0 | 1,
  index: Index,
): Identification {
  const { hypothesis, window, edges } = c;
  const rival = found.find((h) => soundsDifferent(h, hypothesis));
  const weight = weightOf(c, rival);
  const { seams } = hypothesis;
  const plain = conventionOf(hypothesis, window.spec, window.offset, edges, c.detrend, index);
  const recognised = recognise(plain, {
    element: pair.magnitude.element,
    fortran: !recordsAreRows(pair.magnitude),
    peak: c.peak,
    sounding: edges.sounding,
  });
  const convention = recognised?.convention ?? plain;
  const rate = guessRate(convention, {
    ...(recognised === undefined ? {} : { producer: recognised.producer }),
    index,
    spectra: spectraFor(hypothesis),
  });
  const own = ownWindow(convention, c, index);
  const residual = own === undefined ? weight.residual : Math.sqrt(hypothesis.evidence.ratio);
  const rivalled = own ?? cutBandRival(convention, hypothesis, c.ratio);
  const alternatives = rivalled === undefined ? [] : [rivalled.alternative];
  const confidence =
    seams === undefined
      ? confidenceOf(own === undefined ? weight : { ...weight, residual, window: 1 })
      : confidenceOfSeams(seams);
  const verdict = verdictOf(confidence, alternatives.length);
  return {
    verdict,
    confidence: verdict === "ambiguous" ? Math.min(confidence, 0.5) : confidence,
    convention: rivalled?.preferred ?? (confidence > 0.02 ? convention : null),
    magnitude,
    fields: confidence < CLAIM ? {} : fieldsOf(convention, c, found, pair),
    alternatives,
    ...(recognised === undefined ? {} : { producer: recognised.producer }),
    ...(rate === undefined || confidence < CLAIM ? {} : { sampleRate: rate }),
    notes: notesOf(pair, c, convention),
    cannotBeKnown: CANNOT_BE_KNOWN,
    advice: [...advice(verdict), ...(verdict === "identified" && isCoarse(c) ? [MEND] : [])],
    residual: seams === undefined ? residual : null,
    weight,
  };
}

/** Told of files whose cells are rounded or clipped so much that they are better taken for bounds. */
const MEND =
  "the magnitudes are coarse (few steps, or clipped at a floor): taken for bounds, as reconstruct and the page do, they give a sound nearer to the original than an inverse of what they say";
/** Residuals and clipped cells from which on mending pays. */
const COARSE = 1e-3;
const CLIPPED = 0.02;

function isCoarse({ hypothesis, ratio }: Conclusion): boolean {
  const { facts } = hypothesis.view;
  return Math.sqrt(ratio) > COARSE && (facts.whole || facts.atFloor > CLIPPED);
}

/** Whether two hypotheses would give different audio. */
export function soundsDifferent(a: Hypothesis, b: Hypothesis): boolean {
  return (
    a.arrangement.fftSize !== b.arrangement.fftSize ||
    a.placement.hop !== b.placement.hop ||
    a.arrangement.axis !== b.arrangement.axis ||
    a.placement.conjugate !== b.placement.conjugate
  );
}

/** The spectra of the frames that the evidence rests on. */
function spectraFor({ view, scale, arrangement }: Hypothesis): Spectra {
  const { magnitude, frames, bins } = view.block;
  const amplitudes = decode(magnitude, scale, view.facts);
  return spectraOfCells(amplitudes, frames, binsOf(arrangement, bins), Math.floor(arrangement.fftSize / 2));
}
