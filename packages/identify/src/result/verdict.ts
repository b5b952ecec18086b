import type { Seams } from "../structure/seams.ts";
import type { Verdict, Weight } from "../types.ts";

/** Residuals and the share of right answers found there, from cases with known truth (docs/identification.md). */
const CALIBRATION: readonly (readonly [number, number])[] = [
  [0, 0.998],
  [0.003, 0.995],
  [0.05, 0.985],
  [0.1, 0.95],
  [0.2, 0.85],
  [0.25, 0.6],
  [0.32, 0.2],
  [0.45, 0.03],
  [1, 0.01],
];

/** The probability that the best hypothesis is the truth. */
export function confidenceOf({ residual, overlap, margin, misnamed }: Weight): number {
  let i = 1;
  while (i < CALIBRATION.length - 1 && residual > CALIBRATION[i][0]) i++;
  const [x0, y0] = CALIBRATION[i - 1];
  const [x1, y1] = CALIBRATION[i];
  const base = y0 + (y1 - y0) * Math.min(1, Math.max(0, (residual - x0) / (x1 - x0)));
  const thin = overlap < 0.08 ? 0.8 : 1;
  // what a rival lacks, as if all of a frame overlapped
  const ahead = margin / Math.max(overlap, 0.05);
  const close = ahead < 0.6 ? 0.75 : ahead < 1.5 ? 0.95 : 1;
  const strange = misnamed > 10 && residual > 1e-3 ? 0.75 : 1;
  return base * thin * close * strange;
}

/** The same for frames side by side: the more seams, and the more clearly a step would show, the surer. */
export function confidenceOfSeams({ count, step, chance }: Seams): number {
  const clarity = Math.sqrt(count) * (chance - Math.max(0, step));
  return 0.97 / (1 + Math.exp(-0.25 * (clarity - 6)));
}

/** Below this, nothing is claimed. */
export const CLAIM = 0.8;

export function verdictOf(confidence: number, rivals: number): Verdict {
  if (confidence < CLAIM) return "unidentifiable";
  return rivals > 0 ? "ambiguous" : "identified";
}
