import type { Hypothesis } from "../hypothesis/outcome.ts";
import { leadOver } from "../proof/repeat.ts";
import type { Pair } from "../survey/pair.ts";
import { type Conclusion, conclude } from "./conclude.ts";

/** A rival whose score is this near fits as well, before windows have names. */
const AS_WELL = 0.05;
/** FFT sizes that are siblings differ by no more. */
const NEAR = 4;
/** With its window named, a sibling must leave less by this factor, and by so many standard errors in separate runs of frames. */
const BETTER = 1.03;
const AHEAD = 2;
/** Below this e / e0 frames tell sizes apart by themselves. */
const NOISY = 1e-6;

/** The conclusion, and hypotheses with that which it is about first. */
export interface Concluded {
  readonly conclusion: Conclusion;
  readonly found: readonly Hypothesis[];
}

/**
 * Looks more closely at the best hypothesis, and at its sibling where that fits as well: coarse numbers hide the lines that tell
 * FFT sizes apart, and only one of two sizes has a window with a name.
 *
 * @param found best first
 */
export async function concludeBest(pair: Pair, found: readonly Hypothesis[], seen: Pair): Promise<Concluded> {
  const [best] = found;
  const conclusion = await conclude(pair, best, seen);
  const sibling = found.find((h) => isSibling(h, best) && h.evidence.score > best.evidence.score - AS_WELL);
  if (sibling === undefined || conclusion.ratio < NOISY || best.seams !== undefined)
    return { conclusion, found };
  const other = await conclude(pair, sibling, seen);
  const better =
    BETTER * other.ratio < conclusion.ratio && leadOver(other.hypothesis, conclusion.hypothesis) > AHEAD;
  if (!better) return { conclusion, found };
  return { conclusion: other, found: [sibling, ...found.filter((h) => h !== sibling)] };
}

/** The same frames with an FFT size nearby. */
function isSibling(a: Hypothesis, b: Hypothesis): boolean {
  const apart = Math.abs(a.arrangement.fftSize - b.arrangement.fftSize);
  return (
    apart > 0 &&
    apart <= NEAR &&
    a.arrangement.axis === b.arrangement.axis &&
    a.placement.hop === b.placement.hop &&
    a.placement.kind === b.placement.kind
  );
}
