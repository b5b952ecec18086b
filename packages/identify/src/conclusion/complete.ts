import { evaluate } from "../hypothesis/evaluate.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import { buffersOf } from "../hypothesis/reading.ts";
import { aboveMeans, type Fitted, fitted, meansFilled } from "./fitted.ts";

/** A hypothesis with its window, and whether frames lack their means. */
export interface Completed {
  readonly hypothesis: Hypothesis;
  readonly fit: Fitted;
  readonly detrend: boolean;
}

/** The window of a hypothesis, with frames whose means are filled in where the producer removed them. */
export function completed(h: Hypothesis): Completed {
  const plain = fitted(h, evaluate(buffersOf(h), h, h.placement, 2));
  const known = h.meansUnder === undefined ? plain : { ...plain, samples: h.meansUnder };
  const withMeans = meansFilled(h, known) ?? meansFilled(h, aboveMeans(h, plain));
  const fit = withMeans ?? plain;
  return { hypothesis: { ...h, evidence: fit.evidence }, fit, detrend: withMeans !== undefined };
}
