import type { WavFormat } from "@unspectro/audio";
import type { Convention, FramePair, Reconstruction } from "@unspectro/core";
import { DataError } from "@unspectro/core/plugin";
import {
  type Exactness,
  exactness,
  findOriginal,
  type Lattice,
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

/**
 * The lattice of the original samples.
 *
 * @throws DataError `not-exact` where the numbers do not give every sample
 */
export async function exactSoundOf(
  pair: FramePair,
  convention: Convention,
  file: string,
  signal: AbortSignal,
): Promise<ExactSound> {
  const lattice = await findOriginal(pair, convention, { signal });
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

/** The original samples on their way into a file. */
export interface ExactWriting extends Pick<Exactness, "convert" | "undecided"> {
  /** @throws DataError `not-exact`, if noise may have taken one to another whole number */
  finish(): void;
}

/** Keeps watch while the samples are written: the lattice was found on some of them, and must hold for all. */
export function exactWriting(
  { lattice }: ExactSound,
  { channels, coverage }: Pick<Reconstruction, "channels" | "coverage">,
  file: string,
): ExactWriting {
  const watch = exactness(lattice, channels, coverage);
  return {
    convert: watch.convert,
    get undecided() {
      return watch.undecided;
    },
    finish() {
      if (watch.holds) return;
      const { wrong, worst, decided } = watch;
      throw tooCoarse(
        file,
        `${brief(wrong)} of ${count(decided, "sample")} may be wrong; the worst stands ${brief(worst)} steps from a whole number`,
      );
    },
  };
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

/** Looks for an original as the samples pass; undefined where there can be none. */
export function watchFor({ channels, coverage, convention }: Reconstruction): OriginalWatch | undefined {
  return mayBeExact(convention) ? watchOriginal(channels, coverage) : undefined;
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
  const more = lattice.exact && undecided === undefined ? " --exact writes them." : "";
  talk.say(`${originalWords(lattice)}${more}`);
  if (undecided !== undefined && undecided > 0)
    talk.warn(
      `no frame decides ${count(undecided, "sample")} at the edges: these are not known to be the original ones`,
    );
}
