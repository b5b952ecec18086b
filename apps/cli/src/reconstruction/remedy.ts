import type { OutputWishes } from "../options/output.ts";
import { tellDisagreement } from "../output/disagreement.ts";
import type { Talk } from "../talk/talk.ts";
import { ailmentOf } from "./ailment.ts";
import type { Mended, MendingJob } from "./mend.ts";

/** Mends what is coarse or damaged, where the user does not ask for a certain inverse; says so of damage that stays. */
export async function remedyFor(
  job: MendingJob,
  { quick, synthesis }: OutputWishes,
  names: readonly string[],
  talk: Talk,
): Promise<Mended | undefined> {
  const { pair, work, signal } = job;
  const ailment = await ailmentOf(pair, work.convention, signal);
  if (ailment === undefined) return undefined;
  if (!quick && synthesis === undefined) {
    const { mend } = await import("./mend.ts");
    const mended = await mend(ailment, job);
    if (mended !== undefined) return mended;
  }
  tellDisagreement(ailment, names, talk);
  return undefined;
}
