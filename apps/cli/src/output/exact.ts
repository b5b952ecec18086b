import type { WavFormat } from "@unspectro/audio";
import type { Convention, FramePair, Reconstruction } from "@unspectro/core";
import { DataError } from "@unspectro/core/plugin";
import {
  type ExactAudio,
  exactAudio,
  findOriginal,
  type Lattice,
  MOST_FORETOLD,
  mayBeExact,
  noiseOf,
  type OriginalWatch,
  originalWords,
  watchOriginal,
} from "@unspectro/identify";
import type { Talk } from "../talk/talk.ts";
import { brief, count } from "../talk/words.ts";

/** Depths of PCM and the WAV that holds them; 20 bits go into 24, the last four zero. */
const FORMATS: Readonly<Record<Lattice["bits"], WavFormat>> = {
  8: "pcm8",
  16: "pcm16",
  20: "pcm24",
  24: "pcm24",
};

/** The original that --exact is to write. */
export interface ExactSound {
  readonly lattice: Lattice;
  readonly wavFormat: WavFormat;
}

/** Where an original is looked for. */
export interface ExactSource {
  readonly pair: FramePair;
  readonly work: Reconstruction;
  /** Samples that are nearer to it than the plain inverse's, where there are such. */
  readonly mended: Pick<Reconstruction, "blocks"> | undefined;
  readonly signal: AbortSignal;
}

/**
 * The lattice of the original samples.
 *
 * @throws DataError `not-exact` where the numbers do not give every sample
 */
export async function exactSoundOf(source: ExactSource): Promise<ExactSound> {
  const file = source.pair.magnitude.name;
  const lattice = await latticeOf(source);
  if (lattice === undefined) {
    throw new DataError("not-exact", "the audio shows no whole numbers, so no original samples can be told", {
      file,
      expected: "samples that stand on the lattice of 8- to 24-bit PCM",
      found:
        "samples with no common step: the original was no PCM, was changed before it was analysed, or the files are too coarse",
      advice:
        "leave out --exact to get the recording as the files give it, or ask for the files with more digits",
    });
  }
  if (!lattice.exact) throw tooCoarse(file, originalWords(lattice));
  return { lattice, wavFormat: FORMATS[lattice.bits] };
}

async function latticeOf({ pair, work, mended, signal }: ExactSource): Promise<Lattice | undefined> {
  const { convention } = work;
  if (mended === undefined) return findOriginal(pair, convention, { signal });
  if (!mayBeExact(convention)) return undefined;
  const watch = watchOriginal(work);
  for await (const { samples } of mended.blocks()) watch.push(samples);
  return watch.find(await noiseOf(pair, convention));
}

/**
 * Keeps watch while the samples are written: the lattice was found on some of them, and must hold for all.
 *
 * @throws DataError `not-exact` from `blocks`, at their end, if noise may have taken one to another whole number
 */
export function exactWriting(
  { lattice }: ExactSound,
  { pair, work, mended = work }: Omit<ExactSource, "signal">,
): Pick<ExactAudio, "blocks" | "undecided"> {
  const file = pair.magnitude.name;
  const audio = exactAudio(lattice, work, mended.blocks());
  return {
    async *blocks() {
      if (lattice.foretold && work.length > MOST_FORETOLD) throw tooLong(file, work.length);
      yield* audio.blocks();
      if (!audio.holds)
        throw tooCoarse(file, `${brief(audio.wrong)} of ${count(audio.decided, "sample")} may be wrong`);
    },
    get undecided() {
      return audio.undecided;
    },
  };
}

function tooLong(file: string, length: number): DataError {
  return new DataError(
    "not-exact",
    "the noise of the numbers can't be told from the samples in a file so long",
    {
      file,
      expected: `at most ${count(MOST_FORETOLD, "sample")}, where the numbers are so coarse`,
      found: count(length, "sample"),
      advice: "ask for the files with more digits (float32), or leave out --exact to get the nearest",
    },
  );
}

function tooCoarse(file: string, found: string): DataError {
  return new DataError("not-exact", "the numbers are too coarse to give every original sample for sure", {
    file,
    expected: "every sample well within half a step of a whole number",
    found,
    advice:
      "ask for the files with more digits (float32, or 6 digits of text), or leave out --exact to get the nearest",
  });
}

/** Samples that tell whether there is an original, where nobody asked for it. */
const GLANCE = 1 << 18;

/** Looks for an original as the samples pass; undefined where there can be none. */
export function watchFor(work: Reconstruction): OriginalWatch | undefined {
  return mayBeExact(work.convention) ? watchOriginal(work, GLANCE) : undefined;
}

/** What the samples showed. */
export async function originalIn(
  watch: OriginalWatch,
  pair: FramePair,
  convention: Convention,
): Promise<Lattice | undefined> {
  return watch.find(await noiseOf(pair, convention));
}

/** Says that these are the original samples, and which are not. */
export function tellOriginal(lattice: Lattice, undecided: number | undefined, talk: Talk): void {
  const level = lattice.levelConfirmed ? "" : ", at that level";
  const more = !lattice.exact
    ? ""
    : undecided === undefined
      ? " --exact writes them."
      : ` They were written as they are${level}.`;
  talk.say(`${originalWords(lattice)}${more}`);
  if (undecided !== undefined && undecided > 0)
    talk.warn(
      `no frame decides ${count(undecided, "sample")}, at the edges or where cells are missing: these are not known to be the original ones`,
    );
}
