import { flatten } from "@unspectro/core";
import { conclude } from "./conclusion/conclude.ts";
import { effortOf } from "./effort.ts";
import { exhibitsOf } from "./exhibit/exhibits.ts";
import { reportOf, unknown } from "./result/report.ts";
import { search } from "./search/search.ts";
import { type Index, indexOf } from "./survey/index-lines.ts";
import { isFlat, loudest } from "./survey/loudest.ts";
import { type Pair, pairOf } from "./survey/pair.ts";
import { rolesOf } from "./survey/roles.ts";
import type { Identification, IdentifyOptions } from "./types.ts";
import { type Wanted, wantedOf } from "./wanted.ts";

/**
 * Works out from the numbers alone how a magnitude and a phase array were made.
 *
 * Frames of an STFT overlap, and only under the true hypothesis do they agree about the samples that they share; the
 * disagreement, over what unrelated frames would show, is the evidence (docs/identification.md has the mathematics).
 *
 * @throws DataError `mismatched-pair` for arrays that can't belong together; FormatError of the readers
 *
 * @example
 * ```ts
 * import { identify } from "@unspectro/identify";
 *
 * console.log(typeof identify); // function
 * ```
 */
export async function identify(options: IdentifyOptions): Promise<Identification> {
  const { first, second, ordered, signal, progress } = options;
  progress?.({ stage: "reading", done: 0 });
  const roles =
    second === undefined || ordered === true
      ? { magnitude: 0 as const, margin: 1 }
      : await rolesOf(first, second);
  const magnitude = roles.magnitude === 0 ? first : second!;
  const phase = second === undefined ? undefined : roles.magnitude === 0 ? second : first;
  const index = await indexOf(magnitude, phase, options.given?.layout);
  const pair = await pairOf(magnitude, phase, index, signal);
  progress?.({ stage: "structure", done: 0.2 });
  const answer = await answerFor(pair, options, wantedOf(options.given), roles.magnitude, index);
  const said = options.given === undefined ? 0 : flatten(options.given).size;
  if (answer.verdict !== "unidentifiable" || said === 0) return answer;
  const free = await answerFor(pair, options, wantedOf(), roles.magnitude, index);
  if (free.verdict === "unidentifiable") return answer;
  return { ...answer, notes: [...answer.notes, contradiction(free)] };
}

async function answerFor(
  pair: Pair,
  { progress, budget, share, exhibits }: IdentifyOptions,
  wanted: Wanted,
  magnitude: 0 | 1,
  index: Index,
): Promise<Identification> {
  const effort = effortOf(budget, share);
  const found = await search(pair, pair.magnitude.format === "png", wanted, effort);
  if (found.length === 0) return unknown(magnitude, (await isSilent(pair)) ? [SILENT] : []);
  progress?.({ stage: "window", done: 0.7 });
  const conclusion = await conclude(pair, found[0]);
  progress?.({ stage: "edges", done: 1 });
  const report = reportOf(pair, conclusion, found, magnitude, index);
  return exhibits === true ? { ...report, exhibits: exhibitsOf(conclusion) } : report;
}

const SILENT = "the magnitudes are all the same: the files are silent, or hold nothing";

async function isSilent(pair: Pair): Promise<boolean> {
  const block = await loudest(pair, "rows", 64);
  return isFlat(block.magnitude);
}

/** What the data say instead of what the user said. */
function contradiction({ fields }: Identification): string {
  const told = ["geometry.fftSize", "geometry.hop", "encoding.magnitude", "encoding.phase"]
    .flatMap((path) => fields[path]?.value ?? [])
    .join("; ");
  return `what was said about the files contradicts their numbers, which say: ${told}`;
}
