import type { ByteSink, ByteSource, MaybePromise, Scratch } from "./bytes.ts";
import type { ElementType, FrameSource } from "./source.ts";

/**
 * A file format: a plain object that the caller passes on. No registry, no side effect on import; heavy libraries
 * are imported inside `open`.
 */
export interface FormatPlugin {
  /** Short and stable: `npy`. */
  readonly id: string;
  /** For people: `NumPy array (.npy, .npz)`. */
  readonly title: string;
  /** Usual endings, without the dot, lower case. A hint only: users' files are called `spectrogram`. */
  readonly extensions: readonly string[];
  /**
   * How likely these bytes are of this format, 0 to 1, from the first bytes (up to {@link PROBE_BYTES}) and the name.
   * 1: a signature that nothing else has; 0.5: it reads as this, other formats may too; 0: not this. Pure, never throws.
   */
  probe(head: Uint8Array, name: string): number;
  /** The arrays inside, without reading their data. A format of one array lists one, named "". */
  list(bytes: ByteSource, options?: OpenOptions): MaybePromise<readonly ArrayInfo[]>;
  /** Opens one array. The source does not own `bytes`: whoever opened them closes them, after the source. */
  open(bytes: ByteSource, options?: OpenOptions): MaybePromise<FrameSource>;
  /** Writes arrays; absent where the format cannot be written. Appends to `sink` and does not close it. */
  write?(arrays: readonly ArrayToWrite[], sink: ByteSink, options?: WriteOptions): MaybePromise<void>;
}

/** How many first bytes a probe is shown at most. */
export const PROBE_BYTES = 65536;

/** One array of a container. */
export interface ArrayInfo {
  /** Its name inside the file; "" where a file holds one nameless array. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly element: ElementType;
  readonly complex: boolean;
  /** Why it cannot be opened as frames, if so (an object array, a string, a scalar). */
  readonly refusal?: string;
}

/** What a caller may say about a file. Readers ignore what does not concern them. */
export interface OpenOptions {
  /** The array to open; without it, the only one that can be frames, or FormatError `no-array` naming the choices. */
  readonly array?: string;
  /** Room to unpack what is stored deflated. Without it a reader unpacks in memory, up to a limit it documents. */
  readonly scratch?: Scratch;
  readonly signal?: AbortSignal;
  /** Take a plain list of numbers as one record (a window); without it a list is no spectrogram and refused. */
  readonly vector?: boolean;
  /** What headerless files do not tell (read by `raw`). */
  readonly raw?: RawLayout;
  /** How text is written, where the reader's own finding should be overruled (read by `csv`, `matlab`). */
  readonly text?: TextLayout;
  /** What part of a picture is the spectrogram, and in which colours (read by `png`). */
  readonly picture?: PictureLayout;
}

/** The shape of headerless binary data. */
export interface RawLayout {
  readonly element?: ElementType;
  readonly complex?: boolean;
  readonly littleEndian?: boolean;
  /** Bytes before the first number; default: what is left over after whole records, if it tells their shape; else 0. */
  readonly headerBytes?: number;
  /** Numbers that lie together: the length of a record. */
  readonly recordLength?: number;
  /** `rows` (C order: a record is a row, the default) or `columns` (Fortran order: a record is a column). */
  readonly order?: "rows" | "columns";
}

/** How numbers stand in text. */
export interface TextLayout {
  readonly separator?: string;
  readonly decimal?: "." | ",";
  readonly headerLines?: number;
  /** Leading columns that are indices, not data. */
  readonly indexColumns?: number;
  readonly comment?: string;
}

/** Where the spectrogram stands in a picture. */
export interface PictureLayout {
  /** Cut margins and axes away: found by the reader, or given in pixels. Default: the whole picture. */
  readonly crop?: "auto" | PixelBox;
  /** The colour map to invert; default: the one whose colours the picture has. */
  readonly colourMap?: string;
}

/** A rectangle of pixels; the origin is the top left corner. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An array on its way into a file. What a format cannot hold, its writer refuses (`not-writable`). */
export interface ArrayToWrite {
  /** Its name inside a container; ignored by formats of one array. */
  readonly name: string;
  readonly source: FrameSource;
}

/** How to write. */
export interface WriteOptions {
  /** Default: the source's own element where the format has it. */
  readonly element?: ElementType;
  /**
   * Which axis of the written matrix the source's records become. `0`: frames x bins. `1`: bins x frames, in the
   * order that keeps records together where the format has it (Fortran order), else transposed. Default 0.
   */
  readonly frameAxis?: 0 | 1;
  /** Force C (row-major) or Fortran (column-major) storage, for formats that know both. */
  readonly order?: "rows" | "columns";
  /** For text: significant digits; default: what reads back the same. */
  readonly digits?: number;
  /** For text: the separator; default `,`. */
  readonly separator?: string;
  /** For formats that compress. */
  readonly compress?: boolean;
  /** For raw: byte order; default little-endian. */
  readonly littleEndian?: boolean;
  readonly signal?: AbortSignal;
}
