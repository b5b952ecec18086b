import { concludeBest } from "./conclusion/sibling.ts";
import { effortOf } from "./effort.ts";
import { exhibitsOf } from "./exhibit/exhibits.ts";
import { evaluate } from "./hypothesis/evaluate.ts";
import type { Hypothesis } from "./hypothesis/outcome.ts";
import { buffersOf } from "./hypothesis/reading.ts";
import { viewOf } from "./hypothesis/view.ts";
import { reportOf, unknown } from "./result/report.ts";
import { placesOf } from "./search/places.ts";
import { searchLikely, searchOn } from "./search/search.ts";
import type { FrameAxis } from "./survey/array.ts";
import type { Index } from "./survey/index-lines.ts";
import { type Pair, runOf } from "./survey/pair.ts";
import type { Identification, IdentifyOptions } from "./types.ts";
import { unbrokenRuns, unbrokenWords } from "./unbroken/run.ts";
import type { Wanted } from "./wanted.ts";

/** Frames that contradict each other by more than this may do so here and there only. */
const DOUBTFUL = 0.03;
/** A run of frames explains a file where it leaves less than this share of what all frames leave. */
const BETTER = 0.3;

/** What is asked of a pair. */
export interface Question {
  readonly pair: Pair;
  readonly wanted: Wanted;
  readonly magnitude: 0 | 1;
  readonly index: Index;
}

/**
 * The answer by all frames alike; where these contradict each other, by those that follow each other; where there are no such
 * runs, by everything else that may be tried.
 */
export async function answerTo(
  { pair, wanted, magnitude, index }: Question,
  { progress, budget, share, hasty, exhibits }: IdentifyOptions,
): Promise<Identification> {
  const picture = pair.magnitude.format === "png";
  const effort = effortOf(budget, share);
  const places = await placesOf(pair, picture, wanted, effort);
  const likely = searchLikely(places, effort);
  if (hasty === true && !likely.settled) return unknown(magnitude);
  const first = likely.settled ? await report(likely.found) : undefined;
  if (first !== undefined && !isDoubtful(first)) return first;
  const partial = await answerByRuns(
    first?.residual ?? 1,
    first?.verdict === "identified" ? likely.found[0] : undefined,
  );
  if (partial !== undefined) return partial;
  if (first !== undefined && first.verdict !== "unidentifiable") return first;
  const found = await searchOn(pair, places, effort, likely);
  if (found.length === 0) return unknown(magnitude);
  const last = await report(found);
  return first !== undefined && first.confidence > last.confidence ? first : last;

  /**
   * What frames tell that follow each other, if it leaves much less than what all of them left.
   *
   * @param known what all frames tell well enough: a run in which they contradict each other as much need not be searched
   */
  async function answerByRuns(residual: number, known?: Hypothesis): Promise<Identification | undefined> {
    for (const run of await unbrokenRuns(pair, places)) {
      const part = runOf(pair, run.axis, run.first, run.frames);
      if (known !== undefined && (await residualIn(part, run.axis, known)) > BETTER * residual) continue;
      const along = await placesOf(part, picture, wanted, effort, [run.axis]);
      const { found, settled } = searchLikely(along, effort);
      if (!settled) continue;
      const answer = await report(found, part);
      if (answer.verdict === "unidentifiable" || (answer.residual ?? 1) > BETTER * residual) continue;
      return { ...answer, notes: [...answer.notes, unbrokenWords(run)] };
    }
    return undefined;
  }

  /** @param seen what of the pair the evidence is taken from */
  async function report(ranked: readonly Hypothesis[], seen: Pair = pair): Promise<Identification> {
    progress?.({ stage: "window", done: 0.7 });
    const { conclusion, found } = await concludeBest(pair, ranked, seen);
    progress?.({ stage: "edges", done: 1 });
    const told = reportOf(pair, conclusion, found, magnitude, index);
    return exhibits === true ? { ...told, exhibits: exhibitsOf(conclusion) } : told;
  }
}

/** What frames of a run leave unexplained at least, under what was found of all. */
async function residualIn(part: Pair, axis: FrameAxis, { view, ...known }: Hypothesis): Promise<number> {
  if (axis !== view.axis) return 1;
  const seen = await viewOf(part, axis, view.block.frames, view);
  const reading = { ...known, view: { ...seen, phase: view.phase, facts: view.facts } };
  return Math.sqrt(evaluate(buffersOf(reading), reading, known.placement)?.evidence.ratio ?? 0);
}

/** Whether frames that are damaged or missing would explain an answer. */
function isDoubtful({ verdict, residual }: Identification): boolean {
  return verdict === "unidentifiable" || residual === null || residual > DOUBTFUL;
}
