import { evaluate } from "../hypothesis/evaluate.ts";
import type { Hypothesis } from "../hypothesis/outcome.ts";
import { buffersOf } from "../hypothesis/reading.ts";
import { leadOver } from "../proof/repeat.ts";
import type { Pair } from "../survey/pair.ts";
import { type Conclusion, conclude } from "./conclude.ts";

/** A rival whose score is this near fits as well, before windows have names. */
const AS_WELL = 0.05;
/** Plain amplitudes that leave no more than so many times what a curve leaves may be what it stands for. */
const ALIKE = 1.5;
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
 * Looks more closely at the best hypothesis, and at what fits as well before windows have names: its sibling, for coarse numbers
 * hide the lines that tell FFT sizes apart, and only one of two sizes has a window with a name; and plain amplitudes, which most
 * files hold, where a curve was believed.
 *
 * @param found best first
 */
export async function concludeBest(pair: Pair, found: readonly Hypothesis[], seen: Pair): Promise<Concluded> {
  const [best] = found;
  let concluded: Concluded = { conclusion: await conclude(pair, best, seen), found };
  if (concluded.conclusion.ratio < NOISY || best.seams !== undefined) return concluded;
  const sibling = found.find((h) => isSibling(h, best) && h.evidence.score > best.evidence.score - AS_WELL);
  for (const rivalOf of [() => sibling, plainly]) {
    const { conclusion, found: ranked } = concluded;
    const rival = rivalOf(ranked[0]);
    if (rival === undefined) continue;
    const other = await conclude(pair, rival, seen);
    const better =
      BETTER * other.ratio < conclusion.ratio && leadOver(other.hypothesis, conclusion.hypothesis) > AHEAD;
    if (better) concluded = { conclusion: other, found: [rival, ...ranked.filter((h) => h !== rival)] };
  }
  return concluded;
}

/** The same cells taken for plain amplitudes, where these fit as well as the curve that was found. */
function plainly(h: Hypothesis): Hypothesis | undefined {
  const { curve, rate } = h.scale;
  const { facts, wanted } = h.view;
  if (wanted.scale !== undefined || facts.min < 0 || (curve === "power" && rate === 1)) return undefined;
  const plain: Hypothesis = { ...h, scale: { curve: "power", rate: 1 } };
  const evidence = evaluate(buffersOf(plain), plain, plain.placement)?.evidence;
  if (evidence === undefined || evidence.ratio > ALIKE * h.evidence.ratio) return undefined;
  return { ...plain, evidence };
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
