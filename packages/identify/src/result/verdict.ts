import type { Seams } from "../structure/seams.ts";
import type { Verdict, Weight } from "../types.ts";
import { CALIBRATION } from "./calibration.ts";

/** What a name may leave beyond what is left where it is freed, before that speaks against it: cells are rounded. */
const TOLERATED = 1.5;

/** From here on a residual comes near to what unrelated frames leave. */
const NONSENSE = 0.28;
/** A rival that fits better by more than this was less likely beforehand by far. */
const BETTER = 1;
/** A free curve may change the sound by this share of the noise, for it follows that. */
const BENT = 1.2;
/** What frames disagree by is what rounding foretells if it is no more than this times it, nor less than this share. */
const MORE = 1.3;
const LESS = 0.5;
/** Rounding that leaves less than this share of the noise says nothing. */
const HIDDEN = 0.1;
/** Energy on fewer cells than this is little to go by. */
const FEW_CELLS = 50;

/**
 * The evidence in numbers that a logistic map weighs, each larger where it speaks for the answer: agreement of the frames;
 * that it is not that of unrelated ones; that neither a free curve of the magnitudes nor a free window explains more, and that
 * the free curve would not be heard; that what is left is what rounding leaves; that separate runs of frames say the same, and that no rival does better in them; that
 * place, sign, window and FFT size are natural; and that there are cells enough.
 */
export function evidenceIn(weight: Weight): readonly number[] {
  const { residual, margin, curve, window, bent, rounded, repeated, ahead, habit, size, cells } = weight;
  return [
    -Math.log(Math.max(residual, 1e-4) + 3e-3),
    -Math.max(0, Math.log(residual / NONSENSE)),
    against(curve),
    against(window),
    -Math.min(3, Math.max(0, Math.log(bent / BENT))),
    foretold(rounded),
    repeated,
    Math.max(-4, Math.min(0, ahead)),
    Math.max(-2, Math.min(0, margin + BETTER)),
    Math.max(-2, Math.min(0, habit)),
    Math.log(size),
    Math.min(0, Math.log(cells / FEW_CELLS)),
  ];
}

/** 1 where rounding leaves just the noise that there is, -1 where far more is left, or less. */
function foretold(rounded: number): number {
  if (rounded < HIDDEN) return 0;
  const away = rounded < 1 ? -Math.log(rounded) / Math.log(MORE) : -Math.log(rounded) / Math.log(LESS);
  return Math.max(-1, 1 - away);
}

function against(freed: number): number {
  return -Math.min(4, Math.max(0, Math.log(freed / TOLERATED)));
}

/** Amplitudes that are all alike are no sound: a curve that flattens them makes frames agree whatever the phases are. */
const EVEN = 0.9;
const NEXT_TO_NOTHING = 0.01;

/** The probability that the best hypothesis is the truth. */
export function confidenceOf(weight: Weight): number {
  if (weight.evenness > EVEN) return NEXT_TO_NOTHING;
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
