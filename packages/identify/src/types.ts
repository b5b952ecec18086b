import type { Convention, FrameSource, PartialConvention } from "@unspectro/core";
import type { Lattice } from "./pcm/lattice.ts";
import type { RateGuess } from "./rate/guess.ts";

/** Two arrays to identify, and what the caller knows already. */
export interface IdentifyOptions {
  /** Magnitudes or phases, in either order; complex data alone. */
  readonly first: FrameSource;
  readonly second?: FrameSource;
  /** `first` holds the magnitudes, whatever the numbers look like. */
  readonly ordered?: boolean | undefined;
  /** What is known holds; where the data contradict it, a note says so. */
  readonly given?: PartialConvention;
  readonly signal?: AbortSignal;
  readonly progress?: (report: IdentifyProgress) => void;
  /** Also gives the evidence as curves, for a picture. */
  readonly exhibits?: boolean;
  /**
   * Seconds after which no new hypothesis is begun; default 60. Long before that, a count of the work done ends a search,
   * so that the answer does not depend on how busy a machine is.
   */
  readonly budget?: number;
  /** Of that work, a share, for one of several ways to read the same files; default 1. */
  readonly share?: number;
  /**
   * Whether to give up where the likeliest arrangements settle nothing, for one of several ways to read the same files;
   * default false.
   */
  readonly hasty?: boolean;
}

/** What identification is busy with. */
export interface IdentifyProgress {
  readonly stage: "reading" | "structure" | "window" | "edges";
  /** 0 to 1. */
  readonly done: number;
}

/**
 * `identified`: only one way of making these files explains them. `ambiguous`: several do, and `alternatives` names
 * them. `unidentifiable`: none does.
 */
export type Verdict = "identified" | "ambiguous" | "unidentifiable";

/** How two files were made, with the evidence. */
export interface Identification {
  readonly verdict: Verdict;
  /** The probability that the audio made with `convention` is the original, 0 to 1, calibrated on cases with known truth. */
  readonly confidence: number;
  /** The best found; null where nothing is even likely. */
  readonly convention: Convention | null;
  /** Which input holds the magnitudes: 0 the first, 1 the second. */
  readonly magnitude: 0 | 1;
  /** By path of the convention (`geometry.hop`), in the order in which people ask. */
  readonly fields: Readonly<Record<string, FieldAccount>>;
  /** Other ways to make the same files, the likeliest first. */
  readonly alternatives: readonly Alternative[];
  /** Whose defaults these are. */
  readonly producer?: Producer;
  /** The recording as whole numbers, where its samples show them (`withOriginal` looks). */
  readonly original?: Lattice;
  /** A guess, and only that, at what no data can tell. */
  readonly sampleRate?: RateGuess;
  /** The evidence as curves, where `exhibits` was asked for. */
  readonly exhibits?: Exhibits;
  /** What else was seen. */
  readonly notes: readonly string[];
  /** What no data can tell. */
  readonly cannotBeKnown: readonly string[];
  /** What to do next. */
  readonly advice: readonly string[];
  /**
   * How far the frames contradict each other under `convention`: 0 for perfect agreement, 1 for unrelated frames;
   * null where the frames don't overlap and nothing can be checked.
   */
  readonly residual: number | null;
  /** What the confidence rests on; absent where nothing could be tried. */
  readonly weight?: Weight;
}

/** What a confidence rests on. */
export interface Weight {
  /** sqrt(e / e0) with the named window. */
  readonly residual: number;
  /** Share of each frame that the next one sees again, 1 - H / N. */
  readonly overlap: number;
  /** S of the best minus S of the best rival that would sound different. */
  readonly margin: number;
  /** Frames the evidence rests on. */
  readonly frames: number;
  /** What the named curve of the magnitudes leaves over what a free one does, on frames that it was not found on. */
  readonly curve: number;
  /** The same of the window. */
  readonly window: number;
  /** How far the sound would change with a free curve, over the noise in the files; 0 where there is no noise. */
  readonly bent: number;
  /** The noise that rounding of the numbers alone must have left, over what the frames show; 0 where there is no noise. */
  readonly rounded: number;
  /** Share of separate runs of frames in which the same hop and sign come out best; 1 where there is no noise. */
  readonly repeated: number;
  /** Standard errors by which the best rival stays behind in separate runs of frames; 0 where there is no noise. */
  readonly ahead: number;
  /** How natural the frames' place, sign and window are, as a logarithm: 0 or less. */
  readonly habit: number;
  /** How usual the FFT size is, 0 to 1. */
  readonly size: number;
  /** Over how many cells the energy spreads, and their share of all. */
  readonly cells: number;
  readonly evenness: number;
}

/** The evidence as curves, for a picture. */
export interface Exhibits {
  readonly fftSize: number;
  readonly hop: number;
  /** For each lag from 0 to fftSize - 1, how well frames predict each other there: mean of -log10(1 - rho^2). */
  readonly hopEvidence: Float64Array;
  /** The window in its buffer of `fftSize` samples: as it is named, and as the frames themselves ask for. */
  readonly window: { readonly named: Float64Array; readonly seen: Float64Array };
  /** For each bin, in dB below the loudest: power of the frames, and of what the audio's frames differ by. */
  readonly spectrum: { readonly files: Float64Array; readonly rest: Float64Array };
}

/** One field of the convention: what it is, how it was found, what else it could be. */
export interface FieldAccount {
  /** In a few words: `512 samples (75 % overlap)`. */
  readonly value: string;
  readonly origin: "found" | "given" | "assumed";
  /** Why, in words. */
  readonly evidence: string;
  /** The next best value and how much worse it is, in words. */
  readonly runnerUp?: string;
}

/** Another convention that explains the data. */
export interface Alternative {
  readonly convention: Convention;
  /** What is different, in words. */
  readonly difference: string;
  /** How to find out which it is. */
  readonly choose: string;
}

/** A program whose defaults fit. */
export interface Producer {
  /** `librosa 0.9 or later`. */
  readonly name: string;
  /** The call that makes such files. */
  readonly call: string;
  /** Programs whose defaults fit as well. */
  readonly others: readonly string[];
  readonly sampleRate?: number;
}
