import type { ElementType, OpenOptions, WriteOptions } from "@unspectro/core/plugin";

/** A file whose content is known: best made by the format's own software, with a script that is kept. */
export interface Fixture {
  /** Stands in the names of the cases. */
  readonly name: string;
  /** The file. Small: it is read thousands of times. */
  readonly bytes: Uint8Array;
  /** What the file is called; default: the fixture's name. */
  readonly fileName?: string;
  /** What a user must say to open it. */
  readonly options?: OpenOptions;
  readonly expected: ExpectedArray;
  /** Largest difference allowed, relative to the largest value; default 0, which is what binary formats owe. */
  readonly tolerance?: number;
  /**
   * What becomes of a file that was cut short. `detected` (the default): an error wherever it was cut, or the whole
   * truth where only ballast is gone. `prefix`: the format cannot know how long it should be (text, raw), so fewer
   * frames may come, all true but the last.
   */
  readonly truncation?: "detected" | "prefix";
}

/** What a fixture holds. What is left out is not checked. */
export interface ExpectedArray {
  readonly frames: number;
  readonly bins: number;
  /** Default 1. */
  readonly channels?: number;
  /** Default false. */
  readonly complex?: boolean;
  readonly element?: ElementType;
  readonly shape?: readonly number[];
  readonly frameAxis?: number;
  /** Channel after channel, record after record; complex numbers as pairs. */
  readonly data: ArrayLike<number>;
}

/** What is special about a reader. */
export interface KitOptions {
  /** The format has no marks of its own, so its probe may be unsure of its own files and say yes to noise, faintly. */
  readonly headerless?: boolean;
  /** Which of the {@link strangers} are of this format too. */
  readonly accepts?: readonly string[];
  /** The most bytes that `open` may read; default 64 KiB. Infinity for formats that must be read whole. */
  readonly openBytes?: number;
  /** How often one pass over the frames may read the file; default 2. Infinity for formats that are unpacked. */
  readonly passes?: number;
  /** How many malformed inputs to try, of what the kit would; default 1. Less for readers that open slowly. */
  readonly effort?: number;
  /** Ways to write each fixture, beside the default ones. An empty list: only the default ones. */
  readonly writes?: readonly WriteOptions[];
  /** What a user must say to open a fixture again after it was written; default: what they said before. */
  readonly reopen?: (fixture: Fixture, written: WriteOptions) => OpenOptions;
  /** Largest relative difference after writing and reading back; default 0. Infinity where only shapes survive. */
  readonly writeTolerance?: number;
}

/** One promise that the contract makes, ready to be run by any test runner. */
export interface ConformanceCase {
  readonly name: string;
  /** Rejects with the reason if the reader breaks the promise. */
  run(): Promise<CaseReport>;
}

/** What a case did. */
export interface CaseReport {
  /** Malformed inputs that were tried, each of which ended in a typed error or in sound numbers. */
  readonly malformed: number;
}
