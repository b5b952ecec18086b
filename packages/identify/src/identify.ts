import { flatten } from "@unspectro/core";
import { answerTo } from "./answer.ts";
import { unknown } from "./result/report.ts";
import { hollow, mismatched } from "./survey/genuine.ts";
import { indexOf } from "./survey/index-lines.ts";
import { loudest } from "./survey/loudest.ts";
import { pairOf } from "./survey/pair.ts";
import { type Roles, rolesOf } from "./survey/roles.ts";
import type { Identification, IdentifyOptions } from "./types.ts";
import { wantedOf } from "./wanted.ts";

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
  const roles = second === undefined || ordered === true ? ORDERED : await rolesOf(first, second);
  const magnitude = roles.magnitude === 0 ? first : second!;
  const phase = second === undefined ? undefined : roles.magnitude === 0 ? second : first;
  const index = await indexOf(magnitude, phase, options.given?.layout);
  const pair = await pairOf(magnitude, phase, index, signal);
  const nothing = hollow((await loudest(pair, "rows", PROBED)).block);
  if (nothing !== undefined) return unknown(roles.magnitude, [nothing]);
  progress?.({ stage: "structure", done: 0.2 });
  const question = { pair, magnitude: roles.magnitude, index };
  const found = await answerTo({ ...question, wanted: wantedOf(options.given) }, options);
  const answer = found.verdict === "unidentifiable" ? withNote(found, mismatched(roles)) : found;
  const said = options.given === undefined ? 0 : flatten(options.given).size;
  if (answer.verdict !== "unidentifiable" || said === 0 || options.hasty === true) return answer;
  const free = await answerTo({ ...question, wanted: wantedOf() }, options);
  if (free.verdict === "unidentifiable") return answer;
  return withNote(answer, contradiction(free));
}

/** The caller knows which is which. */
const ORDERED: Roles = { magnitude: 0, margin: 1, likeness: [0, 1] };

/** Rows that are looked at for whether there is anything in them. */
const PROBED = 64;

function withNote(answer: Identification, note: string | undefined): Identification {
  return note === undefined ? answer : { ...answer, notes: [...answer.notes, note] };
}

/** What the data say instead of what the user said. */
function contradiction({ fields }: Identification): string {
  const told = ["geometry.fftSize", "geometry.hop", "encoding.magnitude", "encoding.phase"]
    .flatMap((path) => fields[path]?.value ?? [])
    .join("; ");
  return `what was said about the files contradicts their numbers, which say: ${told}`;
}
