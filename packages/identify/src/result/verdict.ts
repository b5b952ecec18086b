import type { Seams } from "../structure/seams.ts";
import type { Verdict, Weight } from "../types.ts";
import { CALIBRATION } from "./calibration.ts";

/** What a name may leave beyond what is left where it is freed, before that speaks against it: cells are rounded. */
const TOLERATED = 1.5;

/**
 * The evidence in numbers that a logistic map weighs, each larger where it speaks for the answer: agreement of the frames,
 * the lead over the best rival (as if all of a frame overlapped), overlap at all, and that neither a free curve of the
 * magnitudes nor a free window explains more.
 */
export function evidenceIn({ residual, overlap, margin, curve, window }: Weight): readonly number[] {
  const lead = margin / Math.max(overlap, 0.05);
  return [
    -Math.log(Math.max(residual, 1e-4) + 3e-3),
    Math.max(-1, Math.min(lead, 4)),
    Math.min(overlap, 0.2) / 0.2,
    against(curve),
    against(window),
  ];
}

function against(freed: number): number {
  return -Math.min(4, Math.max(0, Math.log(freed / TOLERATED)));
}

/** The probability that the best hypothesis is the truth. */
export function confidenceOf(weight: Weight): number {
  const { constant, weights } = CALIBRATION;
  const sum = evidenceIn(weight).reduce((total, x, i) => total + weights[i] * x, constant);
  return 1 / (1 + Math.exp(-sum));
}

/** The same for frames side by side: how clearly a step would show at their seams. */
export function confidenceOfSeams({ surety }: Seams): number {
  return 0.97 / (1 + Math.exp(-0.7 * (surety - 3)));
}

/** Below this, nothing is claimed. */
export const CLAIM = 0.8;

export function verdictOf(confidence: number, rivals: number): Verdict {
  if (confidence < CLAIM) return "unidentifiable";
  return rivals > 0 ? "ambiguous" : "identified";
}
