import { FormatError } from "./errors.ts";

/** A value that may be there at once or come later. Hot loops await only what is a promise. */
export type MaybePromise<T> = T | Promise<T>;

/**
 * Random-access bytes: a file, a Blob, a range-served URL, an array.
 *
 * `read` fills `into` from byte `position` and answers how many bytes it wrote; fewer than `into.length` only
 * where the bytes end. Calls may overlap in time and come in any order. A local file answers at once.
 */
export interface ByteSource {
  /** What to call these bytes when speaking to a user: usually the path. */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
  read(position: number, into: Uint8Array, signal?: AbortSignal): MaybePromise<number>;
  /** Releases what is held. Closing twice is fine. */
  close(): MaybePromise<void>;
  /** What lies beneath, for readers built on a library that wants the file itself (HDF5 in WebAssembly). */
  readonly native?: NativeFile;
}

/** The file beneath a {@link ByteSource}. */
export type NativeFile =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "blob"; readonly blob: Blob };

/**
 * Where bytes are written. `write` appends; `writeAt` overwrites or extends at a position, where the sink can seek.
 * Nothing is visible under the final name before `close`; `abort` leaves nothing behind.
 */
export interface ByteSink {
  readonly name: string;
  write(bytes: Uint8Array): MaybePromise<void>;
  /** Absent where the sink cannot seek (a pipe). */
  writeAt?(position: number, bytes: Uint8Array): MaybePromise<void>;
  close(): MaybePromise<void>;
  abort(): MaybePromise<void>;
  /** What lies beneath, for writers built on a library that wants a path of its own. */
  readonly native?: { readonly kind: "path"; readonly path: string };
}

/**
 * Room for bytes that must be unpacked once to be read in any order (a deflated array): a temporary file in Node,
 * a Blob in a browser. Given by the caller; `ByteSource.close` frees it.
 */
export interface Scratch {
  create(name: string): MaybePromise<ScratchFile>;
}

/** One temporary file: append, then read. */
export interface ScratchFile {
  append(bytes: Uint8Array): MaybePromise<void>;
  /** Ends writing and gives the bytes back for reading. */
  finish(): MaybePromise<ByteSource>;
  /** Frees it without finishing. */
  discard(): MaybePromise<void>;
}

/**
 * Reads exactly `into.length` bytes or throws `FormatError` with code `truncated`. A short read never becomes zeros.
 *
 * @throws FormatError `truncated`
 */
export function readExactly(
  bytes: ByteSource,
  position: number,
  into: Uint8Array,
  signal?: AbortSignal,
): MaybePromise<void> {
  if (position < 0 || position + into.length > bytes.size) throw truncated(bytes, position, into.length);
  const got = bytes.read(position, into, signal);
  if (typeof got === "number") {
    if (got < into.length) throw truncated(bytes, position, into.length, got);
    return;
  }
  return got.then((count) => {
    if (count < into.length) throw truncated(bytes, position, into.length, count);
  });
}

function truncated(bytes: ByteSource, position: number, wanted: number, got?: number): FormatError {
  const there = got ?? Math.max(0, bytes.size - position);
  return new FormatError("truncated", "the file ends too early", {
    file: bytes.name,
    where: `byte ${position}`,
    expected: `${wanted} bytes`,
    found: `${there} bytes`,
    advice: "the file was probably cut short while it was copied or written; get it again",
  });
}
