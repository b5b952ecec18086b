import type { MagnitudeFacts } from "../encoding/facts.ts";
import { DECIBEL, fullScale, type Scale } from "../encoding/scale.ts";

/** Decibels that a span may be moved by, and what a move must gain. */
const MOVES = 6;
const MOVED = 1.01;

/**
 * A picture's whole number of decibels, moved while frames agree better: the few frames of a search foretell it to a percent or
 * two, and one percent of a wide span costs a coarse file some decibels.
 *
 * @param ratioOf what a scale leaves unexplained
 */
export function wholeSpan(scale: Scale, facts: MagnitudeFacts, ratioOf: (scale: Scale) => number): Scale {
  const unit = fullScale(facts);
  if (unit === undefined || scale.curve !== "exp" || scale.added !== undefined) return scale;
  const span = Math.round((scale.rate * unit) / DECIBEL);
  if (Math.abs((scale.rate * unit) / DECIBEL - span) > 1e-6) return scale;
  let best = { scale, ratio: ratioOf(scale) };
  for (const way of [1, -1])
    for (let by = 1; by <= MOVES; by++) {
      const next: Scale = { curve: "exp", rate: ((span + way * by) * DECIBEL) / unit };
      const ratio = ratioOf(next);
      if (ratio * MOVED >= best.ratio) break;
      best = { scale: next, ratio };
    }
  return best.scale;
}
