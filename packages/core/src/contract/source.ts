import type { MaybePromise } from "./bytes.ts";

/** How one number is stored. Complex data name the element of their parts. */
export type ElementType =
  | "float16"
  | "float32"
  | "float64"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "text";

/** Where decoded numbers go. Complex sources write interleaved pairs: re, im, re, im... */
export type Numbers = Float32Array | Float64Array;

/**
 * An array of frames, whatever file it lies in: what every reader gives.
 *
 * A source is a matrix of *records*: `frames` records of `bins` numbers each, where a record is the run of numbers
 * that lie together in the file (a row of a C-order array, a column of a Fortran-order one, a line of text). A reader
 * does not know which axis is time; it names the axis its records run along (`frameAxis`), and `orient` turns the
 * source if the convention says that time is the other one.
 */
export interface FrameSource {
  /** The reader's id: `npy`, `csv`... */
  readonly format: string;
  /** What to call this array when speaking to a user: the file, and the array's name inside it. */
  readonly name: string;
  /** Number of records. */
  readonly frames: number;
  /** Numbers in a record; complex pairs count once. */
  readonly bins: number;
  /** Leading dimensions multiplied out (stereo recordings are 2 x bins x frames); 1 for a plain matrix. */
  readonly channels: number;
  readonly element: ElementType;
  /** Relative precision of the numbers where the element does not tell it: half a step of the digits of text. */
  readonly precision?: number;
  /** For text: the type whose numbers it prints, where its digits show that. It holds them exactly. */
  readonly printedFrom?: "float32";
  /** Whether each cell is a complex number. */
  readonly complex: boolean;
  /** The array's shape as its producer would print it, trailing re/im axis included. */
  readonly shape: readonly number[];
  /** Which axis of `shape` the records run along. */
  readonly frameAxis: number;
  /** How many frames a `read` should ask for to be cheap: an HDF5 chunk, a column strip, a block of lines. */
  readonly blockFrames: number;
  /** Whether `firstBin`/`binCount` make a read cheaper in proportion. Without it, reading part of a record costs all of it. */
  readonly partialRecords: boolean;
  /** What the reader noticed: a header line, an index column stripped, digits of text. For `inspect`. */
  readonly notes: readonly string[];
  /**
   * Reads `count` records from `start` into `into` (record after record, each of `binCount` numbers or pairs) and
   * answers how many it gave: fewer than `count` only past the last frame. Any order, concurrent calls allowed.
   * `into` belongs to the caller and may lie in a WebAssembly heap; what lies past the numbers given is untouched.
   *
   * @throws RangeError when `into` is too small; FormatError `truncated`, `bad-number`, `closed`, `aborted`
   */
  read(start: number, count: number, into: Numbers, options?: ReadOptions): MaybePromise<number>;
  /** Releases what is held; closing twice is fine, reading afterwards is FormatError `closed`. */
  close(): MaybePromise<void>;
}

/** Which part of the records to read. */
export interface ReadOptions {
  /** 0 .. channels - 1; default 0. */
  readonly channel?: number;
  /** First number of each record; default 0. */
  readonly firstBin?: number;
  /** Numbers of each record; default: to its end. */
  readonly binCount?: number;
  readonly signal?: AbortSignal;
}
