import type { AudioBlock, FramePair, Reconstruction } from "@unspectro/core";
import { frameTransform } from "@unspectro/engine";
import { tempScratch } from "@unspectro/io/node";
import { amplitudeDecoder, type CoarsePair, mendedAudio } from "@unspectro/retrieval";
import { describeEstimate, describeRepair, tellEstimate, tellRepair } from "../retrieval/account.ts";
import { type RetrievedSound, retrieveSound } from "../retrieval/estimate.ts";
import { repairSound } from "../retrieval/mend.ts";
import type { SoundOfChannels } from "../retrieval/whole.ts";
import type { Talk } from "../talk/talk.ts";
import { count } from "../talk/words.ts";
import { type Ailment, decibels } from "./ailment.ts";
import { kept } from "./kept.ts";
import { coarseWords } from "./words.ts";

/** Sound that is nearer to the original than the plain inverse. */
export interface Mended {
  blocks(): AsyncGenerator<AudioBlock, void, undefined>;
  readonly notFinite: number;
  /** Says what was mended and what it brought; after the first pass. */
  tell(talk: Talk): void;
  /** The same for a report. */
  describe(): Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

/** What mending works with. */
export interface MendingJob {
  readonly pair: FramePair;
  readonly work: Reconstruction;
  /** The plain inverse. */
  readonly plain: Pick<Reconstruction, "blocks" | "notFinite">;
  /** The user named a profile or said all of the convention: the frames are meant to be joined, even if no sound has them. */
  readonly told: boolean;
  readonly signal: AbortSignal;
  /** Called with the share that is done. */
  progress(share: number): void;
}

/** Cells that are repaired as a whole: some gigabyte, and a minute or two. */
const MOST_CELLS = 1 << 23;
/** Rounds times cells of a repair: the more rounds the shorter the file. */
const CELL_ROUNDS = 3e7;
const ROUNDS = { fewest: 30, most: 200 } as const;

/** Mends what can be; undefined where a repair would not fit in memory, or frames are as the user wants them. */
export async function mend(ailment: Ailment, job: MendingJob): Promise<Mended | undefined> {
  if (ailment.kind === "coarse") return mendCoarse(ailment.coarse, job);
  const { frames, bins, channels } = job.work;
  if (frames * bins * channels <= MOST_CELLS) return mendDamaged(ailment, job);
  return ailment.coarse && mendCoarse(ailment.coarse, job);
}

/** Section by section, while it is written. */
function mendCoarse(coarse: CoarsePair, { pair, work, plain, signal, progress }: MendingJob): Mended {
  const { convention, length } = work;
  const { rounded, clipped } = coarse;
  const audio = mendedAudio(
    { pair, convention, rounded, length, plain: () => plain.blocks() },
    { transform: (grid) => frameTransform(grid, { arithmetic: "double" }), signal, onProgress: progress },
  );
  const once = kept(() => audio.blocks(), tempScratch());
  return {
    ...once,
    get notFinite() {
      return plain.notFinite;
    },
    tell(talk) {
      const { rounds, misfit } = audio;
      const about = coarseWords(coarse, pair);
      talk.say();
      talk.say(talk.style.bold("Mended within what the numbers leave open"));
      talk.say(`  ${about}`);
      talk.say(
        `  ${count(rounds, "round")}: the sound's spectra miss that by ${misfit.mended.toFixed(0)} dB, those of the plain inverse (--quick) by ${misfit.plain.toFixed(0)} dB`,
      );
    },
    describe: () => ({ kind: "coarse", ...rounded, clipped, rounds: audio.rounds, misfit: audio.misfit }),
  };
}

/** Phases that leave the sound this far from the magnitudes, in decibels, are worth no more than none at all. */
const WORTHLESS = -30;

/** As a whole, before anything is written. */
async function mendDamaged(
  { misfit }: Extract<Ailment, { kind: "damaged" }>,
  job: MendingJob,
): Promise<Mended | undefined> {
  const { pair, work, told, signal, progress } = job;
  const { convention, frames, bins, channels } = work;
  const affordable = Math.round(CELL_ROUNDS / (frames * bins * channels));
  const rounds = Math.max(ROUNDS.fewest, Math.min(ROUNDS.most, affordable));
  const repaired = await repairSound({
    pair,
    convention,
    wishes: { rounds, seed: 0, stream: false },
    signal,
    progress: (channel, share) => progress((channel + share) / channels),
  });
  const about = { kind: "damaged", contradiction: decibels(misfit), rounds, ...describeRepair(repaired) };
  const reached = Math.max(...repaired.repairs.map((run) => run.misfit.repaired));
  const hopeless = reached > WORTHLESS && repaired.repairs.every(({ damage }) => damage === "noise");
  // a spectrogram that somebody changed contradicts itself everywhere, and is no damaged one
  if (hopeless && told) return undefined;
  if (hopeless) {
    const estimated = await estimate(job);
    if (estimated !== undefined && Math.max(...estimated.runs.map((run) => run.convergence.end)) < reached) {
      const wishes = { seed: 0, stream: false };
      return {
        ...asBlocks(estimated),
        tell(talk) {
          talk.say();
          talk.say("The phases agree with nothing in the magnitudes: these alone were used.");
          tellEstimate(estimated, talk);
        },
        describe: () => ({ ...about, estimated: describeEstimate(estimated, wishes) }),
      };
    }
  }
  return { ...asBlocks(repaired), tell: (talk) => tellRepair(repaired, talk), describe: () => about };
}

/** Phases from the magnitudes alone. */
async function estimate({ pair, work, signal, progress }: MendingJob): Promise<RetrievedSound | undefined> {
  const { convention, channels } = work;
  const sound = await retrieveSound({
    source: pair.magnitude,
    convention,
    decoder: amplitudeDecoder(convention),
    mel: false,
    wishes: { seed: 0, stream: false },
    signal,
    progress: (channel, { round, rounds }) => progress((channel + round / rounds) / channels),
    streamed: () => {},
  });
  return sound.streamed ? undefined : sound;
}

/** Sound that is at hand as a whole. */
function asBlocks(
  sound: SoundOfChannels & { readonly notFinite: number },
): Pick<Mended, "blocks" | "notFinite" | "close"> {
  return {
    async *blocks() {
      const whole: AudioBlock[] = [];
      await sound.produce((samples) => {
        whole.push({ start: 0, samples });
      });
      yield* whole;
    },
    notFinite: sound.notFinite,
    close: async () => {},
  };
}
