import type { AudioBlock } from "@unspectro/core";
import { frameTransform, magnitudeRounds } from "@unspectro/engine";
import { tempScratch } from "@unspectro/io/node";
import { type Ailment, type MendingAccount, type MendingJob, mend, mendingWords } from "@unspectro/retrieval";
import type { Talk } from "../talk/talk.ts";
import { grouped } from "../talk/words.ts";
import { kept } from "./kept.ts";

/** Sound that is nearer to the original than the plain inverse. */
export interface MendedSound {
  blocks(): AsyncGenerator<AudioBlock, void, undefined>;
  /** Cells that were no numbers; undefined where the plain inverse counts them. */
  readonly notFinite: number | undefined;
  /** Says what was mended and what it brought; after the first pass. */
  tell(talk: Talk): void;
  /** The same for a report. */
  describe(): Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Mends what can be; undefined where a repair would not fit in memory, or frames are as the user wants them. */
export async function mendedSound(
  ailment: Ailment,
  job: Omit<MendingJob, "engine">,
): Promise<MendedSound | undefined> {
  const mended = await mend(ailment, { ...job, engine: { frameTransform, magnitudeRounds } });
  if (mended === undefined) return undefined;
  return {
    ...kept(() => mended.blocks(), tempScratch()),
    notFinite: mended.notFinite,
    tell: (talk) => tellMending(mended.account, job.pair, talk),
    describe: () => describeMending(mended.account),
  };
}

function tellMending(account: MendingAccount, pair: MendingJob["pair"], talk: Talk): void {
  const { title, lines } = mendingWords(account, pair);
  talk.say();
  talk.say(talk.style.bold(title));
  for (const line of lines) talk.say(`  ${line}`);
  if (account.kind === "coarse" && account.endedAt !== undefined)
    talk.warn(`ended early: from sample ${grouped(account.endedAt)} on this is the plain inverse`);
  if (account.kind !== "coarse" && account.ended) talk.warn("ended early: more rounds might have done more");
}

/** Frames and bins are named by their numbers, where a mask of all of them would be unreadable. */
function describeMending(account: MendingAccount): Readonly<Record<string, unknown>> {
  if (account.kind === "coarse") {
    const { rounded, noise: _, ...rest } = account;
    return { ...rest, ...rounded };
  }
  const runs = account.runs.map(({ trusted, trustedBins, ...run }) => ({
    ...run,
    doubtedFrames: zerosOf(trusted),
    ...(trustedBins === undefined ? {} : { doubtedBins: zerosOf(trustedBins) }),
  }));
  return { ...account, runs };
}

function zerosOf(mask: Uint8Array): number[] {
  return [...mask].flatMap((value, i) => (value === 0 ? [i] : []));
}
