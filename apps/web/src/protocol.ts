import type { Convention, PartialConvention, ResolvedField } from "@unspectro/core";
import type { RawLayout } from "@unspectro/core/plugin";
import type { Level } from "@unspectro/inputs";
import type { TilePlace } from "./tile.ts";
import type { SynthesisCost } from "./worker/synthesis.ts";

/**
 * All that passes between the page and its workers. Three of them run the same program: one looks (tiles, cells), one
 * listens (sound), one thinks (identification), so that none waits for another.
 */
export interface Calls {
  /** Opens the files and finds out which holds what. */
  open: { asks: OpenRequest; gives: Opened | Unclear; tells: never };
  /** How two headerless files may be laid out; nothing where they have headers. */
  layouts: {
    asks: { readonly files: readonly File[] };
    gives: { readonly raw: RawLayout | undefined };
    tells: never;
  };
  /** Takes the two files the other way round. */
  turn: { asks: Record<never, never>; gives: null; tells: never };
  /** Works out how they were made. */
  identify: {
    asks: Record<never, never>;
    gives: Findings;
    tells: { readonly stage: string; readonly done: number };
  };
  /** Completes what is known to a whole convention. */
  settle: { asks: Wishes; gives: Settled; tells: never };
  /** Makes the sound; samples can be asked for meanwhile. */
  synthesise: { asks: SynthesisRequest; gives: SoundFacts; tells: SoundNews };
  /** Mends what was made, where its numbers are coarse or damaged. */
  mend: { asks: MendRequest; gives: MendOutcome; tells: MendNews };
  /** Estimates the phases of magnitudes alone. */
  retrieve: { asks: RetrieveRequest; gives: SoundFacts; tells: RetrievalNews };
  /** Ends the estimation with the best so far. */
  enough: { asks: Record<never, never>; gives: null; tells: never };
  /** Samples made so far, one array a channel; shorter where there are no more. */
  samples: {
    asks: { readonly start: number; readonly count: number };
    gives: readonly Float32Array<ArrayBuffer>[];
    tells: never;
  };
  /** A WAV file, as the command line writes it. */
  wav: { asks: WavRequest; gives: WavGiven; tells: { readonly done: number } };
  /** Begins the picture of these frames, from coarse to fine. */
  look: { asks: LookRequest; gives: Seen; tells: Seen };
  tile: { asks: TileRequest; gives: Tile; tells: never };
  cell: { asks: { readonly frame: number; readonly bin: number }; gives: Cell; tells: never };
  picture: { asks: PictureRequest; gives: Blob; tells: never };
}

export type CallName = keyof Calls;

export interface OpenRequest {
  readonly files: readonly File[];
  /** Arrays that the user named: magnitudes (or complex numbers), then phases. */
  readonly parts?: readonly Part[] | undefined;
  /** How headerless numbers are laid out. */
  readonly raw?: RawLayout | undefined;
}

/** An array in one of the files: the file by its number. */
export interface Part {
  readonly file: number;
  /** Its name in the file; without one, the array that stands out. */
  readonly array?: string;
}

/** An array that may be meant. */
export interface Candidate extends Required<Part> {
  readonly complex: boolean;
  readonly facts: string;
}

/** Nothing could be opened, because it is not clear which arrays are meant. */
export interface Unclear {
  readonly kind: "unclear";
  readonly candidates: readonly Candidate[];
}

/** What lies in the files. */
export interface Opened {
  readonly kind: "pair" | "complex" | "magnitudes";
  readonly files: readonly OpenedFile[];
  readonly decisions: readonly string[];
  readonly frames: number;
  readonly bins: number;
  /** All arrays that could be meant. */
  readonly candidates: readonly Candidate[];
}

export interface OpenedFile {
  readonly name: string;
  readonly role: "magnitudes" | "phases" | "complex numbers";
  readonly facts: string;
  /** Where it lies; missing where it was put together from two. */
  readonly part?: Part;
}

/** A failure in words, whatever it was. */
export interface Failure {
  readonly what: string;
  readonly code?: string | undefined;
  readonly file?: string | undefined;
  readonly where?: string | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
  readonly advice?: string | undefined;
  /** The field of the convention it is about. */
  readonly field?: string | undefined;
}

/** How the files were made, as far as the numbers tell. */
export interface Findings {
  /** The first array holds the phases after all. */
  readonly turned: boolean;
  readonly verdict: "identified" | "ambiguous" | "unidentifiable" | "not tried";
  readonly confidence: number;
  readonly summary: string;
  readonly found: PartialConvention;
  /** A guess at the sample rate, and why. */
  readonly rate?: Rate | undefined;
  readonly fields: Readonly<Record<string, Finding>>;
  readonly alternatives: readonly {
    readonly difference: string;
    readonly choose: string;
    readonly convention: Convention;
  }[];
  readonly producer?: string | undefined;
  readonly notes: readonly string[];
  readonly cannotBeKnown: readonly string[];
  readonly advice: readonly string[];
}

/** A sample rate that no file tells. */
export interface Rate {
  readonly hertz: number;
  readonly why: string;
}

export interface Finding {
  readonly value: string;
  readonly origin: "found" | "given" | "assumed";
  readonly evidence: string;
  readonly runnerUp?: string | undefined;
}

/** What the user said, over what was found. */
export interface Wishes {
  readonly given: PartialConvention;
  readonly profile?: string | undefined;
  /** What was found in the data, if that is to count. */
  readonly found?: PartialConvention;
  readonly rate?: Rate | undefined;
}

export interface Settled {
  readonly convention: Convention;
  readonly fields: readonly ResolvedField[];
  readonly cautions: readonly string[];
  /** What must be said of it for somebody else, with the same files, to come to the whole of it. */
  readonly said: PartialConvention;
  /** What is done about the sound's level. */
  readonly level: Level;
  /** Inverses to choose from, with what each costs. */
  readonly synthesis: readonly SynthesisCost[];
}

export interface SynthesisRequest {
  readonly synthesis: string;
}

export interface MendRequest {
  /** The user said how the frames were made: those that no sound has are left alone. */
  readonly told: boolean;
}

/** How mending goes: the peaks are of the stretches that were mended. */
export interface MendNews extends SoundNews {
  /** Numbers that were rounded or clipped, or phases that contradict their neighbours. */
  readonly kind: "coarse" | "damaged";
  /** What is wrong, in words. */
  readonly about: string;
  /** 0 .. 1 */
  readonly share: number;
  readonly secondsLeft: number | undefined;
}

export type MendOutcome =
  /** There was nothing to mend. */
  | { readonly kind: "fine" }
  /** There was, and it is left as it is; why, in words. */
  | { readonly kind: "left"; readonly words: string }
  | ({ readonly kind: "mended" } & MendedFacts);

/** What was mended, and what the sound is now. */
export interface MendedFacts extends Pick<SoundFacts, "peak" | "clipped" | "notFinite" | "gain"> {
  /** The way it was mended: in the cells of coarse numbers, as damage, or by estimating all phases anew. */
  readonly what: "coarse" | "damaged" | "estimated";
  readonly title: string;
  readonly lines: readonly string[];
}

export interface RetrieveRequest {
  readonly rounds: number;
}

export interface SoundFacts {
  readonly length: number;
  readonly channels: number;
  readonly peak: number;
  readonly clipped: number;
  readonly notFinite: number;
  readonly uncovered: readonly { readonly from: number; readonly to: number }[];
  readonly weak: readonly { readonly from: number; readonly to: number }[];
  readonly uncoveredSamples: number;
  readonly notes: readonly string[];
  readonly lengthWhy?: string | undefined;
  /** How phases were estimated. */
  readonly retrieval?: RetrievalFacts;
  /** How it was mended. */
  readonly mending?: MendedFacts["what"];
  /** What the listening level is multiplied with. */
  readonly gain: number;
}

export interface RetrievalFacts {
  /** Rounds over all frames that were asked for. */
  readonly rounds: number;
  /** Frame by frame instead, in passing. */
  readonly passing: boolean;
  /** Ended before its time: nobody comes to the same again. */
  readonly stopped: boolean;
}

/** Peaks of a stretch of sound: lowest and highest of every `step` samples, in turn. */
export interface SoundNews {
  readonly length: number;
  readonly channels: number;
  readonly done: number;
  readonly step: number;
  readonly first: number;
  readonly peaks: Float32Array<ArrayBuffer>;
  readonly gain: number;
}

export interface RetrievalNews extends SoundNews {
  /** The channel at work. */
  readonly channel: number;
  /** Rounds, or where phases are estimated in passing, frames. */
  readonly round: number;
  readonly rounds: number;
  /** Decibels; lower is better. Not known where phases are estimated in passing. */
  readonly convergence?: number;
  readonly secondsLeft: number;
}

export type WavFormat = "pcm16" | "pcm24" | "float32";

export interface WavRequest {
  readonly format: WavFormat;
  readonly synthesis: string;
}

export interface WavGiven {
  readonly blob: Blob;
  readonly peak: number;
  readonly gain: number;
  readonly clipped: number;
}

export interface LookRequest {
  readonly convention: Convention;
  readonly scale: "linear" | "log" | "mel";
}

/** How far the picture has come. */
export interface Seen {
  readonly version: number;
  readonly frames: number;
  readonly bins: number;
  readonly done: number;
  /** Frames of a column of the coarsest stored picture, as a power of two. */
  readonly base: number;
  /** The loudest cell so far, in dB. */
  readonly peak: number;
  readonly phases: boolean;
}

export interface TileRequest extends TilePlace {
  readonly version: number;
  readonly map: string;
  readonly high: number;
  readonly range: number;
  readonly what: "magnitudes" | "phases";
}

export interface Tile {
  readonly bitmap: ImageBitmap;
  /** Columns that hold something. */
  readonly columns: number;
  /** Whether all its frames have been seen. */
  readonly whole: boolean;
}

export interface Cell {
  readonly decibels: number;
  readonly degrees: number | undefined;
}

export interface PictureRequest {
  readonly from: number;
  readonly to: number;
  /** Shares of the frequency axis. */
  readonly bottom: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly map: string;
  readonly high: number;
  readonly range: number;
  readonly sampleRate: number;
}

export type ToWorker =
  | { readonly id: number; readonly call: CallName; readonly asks: unknown }
  | { readonly id: number; readonly stop: true };

export type FromWorker =
  | { readonly id: number; readonly gives: unknown }
  | { readonly id: number; readonly tells: unknown }
  | { readonly id: number; readonly fails: Failure };
