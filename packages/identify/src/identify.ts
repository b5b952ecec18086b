import { conclude } from "./conclude.ts";
import { reportOf, unknown } from "./result/report.ts";
import { search } from "./search.ts";
import { pairOf } from "./survey/pair.ts";
import { rolesOf } from "./survey/roles.ts";
import type { Identification, IdentifyOptions } from "./types.ts";

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
  const { first, second, signal, progress } = options;
  progress?.({ stage: "reading", done: 0 });
  const roles = second === undefined ? { magnitude: 0 as const, margin: 1 } : await rolesOf(first, second);
  const magnitude = roles.magnitude === 0 ? first : second!;
  const phase = second === undefined ? undefined : roles.magnitude === 0 ? second : first;
  const skip = { rows: 0, columns: 0 };
  const pair = await pairOf(magnitude, phase, skip, signal);
  progress?.({ stage: "structure", done: 0.2 });
  const found = await search(pair, magnitude.format === "png");
  if (found.length === 0) return unknown(roles.magnitude);
  progress?.({ stage: "window", done: 0.7 });
  const conclusion = await conclude(pair, found[0]);
  progress?.({ stage: "edges", done: 1 });
  return reportOf(pair, conclusion, found, roles.magnitude, skip);
}
