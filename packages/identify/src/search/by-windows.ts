import { scoreOf } from "../consistency/evidence.ts";
import { evaluate } from "../hypothesis/evaluate.ts";
import { type Hypothesis, outcome } from "../hypothesis/outcome.ts";
import { buffersOf } from "../hypothesis/reading.ts";
import { envelopeOf } from "../window/envelope.ts";
import { nameable } from "../window/nameable.ts";

/** So many hypotheses may still win by their windows. */
const MOST = 8;
/** Above this ratio, and that many times the ratio of the best window of all, no usual window explains the frames. */
const POOR = 0.1;
const POORER = 3;

/**
 * The same hypotheses, those near the top in the order in which the usual windows explain them: frames also agree by chance
 * under a window of their own, whatever the hypothesis.
 *
 * @param found best first
 */
export function byWindows(found: readonly Hypothesis[]): Hypothesis[] {
  const [best] = found;
  if (best === undefined) return [];
  let top = Number.NEGATIVE_INFINITY;
  const standing = new Map<Hypothesis, number>();
  for (const h of found.slice(0, MOST)) {
    if (outcome(h) <= top) break;
    standing.set(h, outcome(h) - nameless(h));
    top = Math.max(top, standing.get(h)!);
  }
  const sorted = [...standing.keys()].sort((a, b) => standing.get(b)! - standing.get(a)!);
  return [...sorted, ...found.filter((h) => !standing.has(h))];
}

/** What was found out of a hypothesis, which comes up again when others join it. */
const known = new WeakMap<Hypothesis, number>();

/** What a hypothesis loses where no usual window explains it nearly as well as its own: the difference of the scores. */
function nameless(h: Hypothesis): number {
  const before = known.get(h);
  if (before !== undefined) return before;
  const loss = lossOf(h);
  known.set(h, loss);
  return loss;
}

function lossOf(h: Hypothesis): number {
  const { arrangement, placement, view, evidence } = h;
  const size = arrangement.fftSize;
  const seen = evaluate(buffersOf(h), h, placement);
  if (seen === undefined) return 0;
  const enough = Math.max(POOR, POORER * evidence.ratio);
  const least = nameable(seen.evidence, envelopeOf(seen.z, view.block.frames, size), enough);
  const ratio = Math.min(1, least);
  return ratio < enough ? 0 : evidence.score - scoreOf(ratio, placement.hop, size);
}
