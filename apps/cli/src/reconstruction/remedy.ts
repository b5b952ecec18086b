import { alignPair, type Convention, type FramePair } from "@unspectro/core";
import { misfitOf } from "@unspectro/engine";
import { storedFinely } from "@unspectro/inputs";
import type { Ailment, MendingJob } from "@unspectro/retrieval";
import type { Context } from "../context.ts";
import type { OutputWishes } from "../options/output.ts";
import type { Talk } from "../talk/talk.ts";
import type { MendedSound } from "./mended.ts";

/** Mends what is coarse or damaged, where the user does not ask for a certain inverse; says so of damage that stays. */
export async function remedyFor(
  job: Omit<MendingJob, "engine" | "enough">,
  { quick, synthesis }: OutputWishes,
  names: readonly string[],
  { talk, endEarly }: Context,
): Promise<MendedSound | undefined> {
  const ailment = await ailmentIn(job.pair, job.work.convention, job.signal);
  if (ailment === undefined) return undefined;
  if (!quick && synthesis === undefined) {
    const { mendedSound } = await import("./mended.ts");
    const mended = await mendedSound(ailment, { ...job, enough: endEarly() });
    if (mended !== undefined) return mended;
  }
  await tellDisagreement(ailment, names, talk);
  return undefined;
}

/** What is wrong with a pair; most are fine, and need not wait for what mends others. */
export async function ailmentIn(
  pair: FramePair,
  convention: Convention,
  signal?: AbortSignal,
): Promise<Ailment | undefined> {
  const found = await misfitOf(alignPair(pair, convention));
  if (storedFinely(pair, convention, found?.misfit)) return undefined;
  const { ailmentOf } = await import("@unspectro/retrieval");
  return ailmentOf(pair, convention, found, signal);
}

/** Says so where overlapping frames contradict each other and nothing was done about it, and names the command that mends them. */
async function tellDisagreement(ailment: Ailment, names: readonly string[], talk: Talk): Promise<void> {
  if (ailment.kind === "coarse" || ailment.disagreement === undefined) return;
  const { contradictionWords } = await import("@unspectro/retrieval");
  talk.warn(
    `${contradictionWords(ailment.disagreement)}. ` +
      `\`unspectro retrieve ${names.join(" ")}\` mends what is damaged`,
  );
}
