import { FormatError } from "@unspectro/core/plugin";

/**
 * The HDF5 library as WebAssembly (h5wasm), reduced to the calls made here. Loaded on first use: 4 MB.
 */
export interface Library {
  open(path: string, mode: number, trackOrder: boolean, lowVersion: number, highVersion: number): bigint;
  close_file(file: bigint): number;
  /** Names in a group. */
  get_names(file: bigint, path: string, recursive: boolean): string[];
  /** What lies at a path: one of {@link ObjectKind}. */
  get_type(file: bigint, path: string): number;
  /** Where a soft link points; null for anything else. */
  get_symbolic_link(file: bigint, path: string): string | null;
  get_dataset_metadata(file: bigint, path: string): Metadata;
  get_dataset_filters(file: bigint, path: string): readonly { readonly name: string }[];
  get_attribute_names(file: bigint, path: string): string[];
  get_attribute_metadata(file: bigint, path: string, name: string): Metadata;
  get_attribute_data(file: bigint, path: string, name: string, pointer: bigint): number;
  /** Without count, offset and strides: everything. */
  get_dataset_data(
    file: bigint,
    path: string,
    count: readonly bigint[] | null,
    offset: readonly bigint[] | null,
    strides: readonly bigint[] | null,
    pointer: bigint,
  ): number;
  /** Frees what strings of variable length took; no attribute name for a dataset. */
  reclaim_vlen_memory(file: bigint, path: string, attribute: string, pointer: bigint): number;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  /** All of its memory; another object after it has grown. */
  readonly HEAPU8: Uint8Array;
  readonly FS: FileSystem;
}

/** Results of `get_type`. */
export const ObjectKind = { none: -1, group: 0, dataset: 1 } as const;

/** Classes of a datatype (H5T_class_t). */
export const TypeClass = {
  integer: 0,
  float: 1,
  string: 3,
  compound: 6,
  reference: 7,
  enumeration: 8,
  array: 10,
} as const;

/** A datatype. */
export interface TypeMetadata {
  readonly type: number;
  readonly size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
  /** Strings of variable length: pointers to letters. */
  readonly vlen: boolean;
  readonly compound_type?: {
    readonly members: readonly (TypeMetadata & { readonly name: string; readonly offset: number })[];
  };
}

/** A dataset. */
export interface Metadata extends TypeMetadata {
  /** null for a dataset without a shape. */
  readonly shape: readonly number[] | null;
  /** Cells in all. */
  readonly total_size: number;
  readonly chunks: readonly number[] | null;
  /** For a virtual dataset: where its parts are. */
  readonly virtual_sources?: readonly { readonly file_name: string }[];
}

/** The parts of Emscripten's file system in memory used here. */
export interface FileSystem {
  createFile(parent: string, name: string, properties: object, canRead: boolean, canWrite: boolean): FileNode;
  unlink(path: string): void;
  readonly ErrnoError: new (errno: number) => Error;
  readonly streams: readonly { tty?: { ops: { put_char(tty: unknown, byte: number | null): void } } }[];
}

/** A file of that file system; reading goes through `stream_ops`. */
export interface FileNode {
  stream_ops: {
    llseek: unknown;
    read(stream: unknown, into: Uint8Array, offset: number, length: number, position: number): number;
  };
}

/** The library, and what it said when it failed. */
export interface LoadedLibrary {
  readonly library: Library;
  /** Forgets what was said so far. */
  hush(): void;
  /** What was said since: HDF5's own error stack, outermost first. */
  said(): string;
  /** Whether it broke down: a damaged file made it leave its memory, and nothing it says can be trusted any more. */
  broken: boolean;
}

/** What is kept of an error stack. */
const LONGEST_MESSAGE = 1 << 14;

let current: Promise<LoadedLibrary> | undefined;
let breakdowns = 0;

/**
 * Loads the library, once for all files; after a breakdown, a fresh one. It never writes to the console: its complaints
 * become our errors.
 *
 * @throws FormatError `unsupported` after a breakdown where no fresh one can be had: in a bundled page
 */
export function loadLibrary(): Promise<LoadedLibrary> {
  current ??= load();
  return current;
}

/** Gives up on a library that broke down. Files open in it cannot be read any more. */
export function abandon(loaded: LoadedLibrary): void {
  if (loaded.broken) return;
  loaded.broken = true;
  breakdowns += 1;
  current = undefined;
}

async function load(): Promise<LoadedLibrary> {
  const library = breakdowns === 0 ? await first() : await another();
  let text = "";
  const stderr = library.FS.streams[2]?.tty;
  if (stderr !== undefined)
    stderr.ops = {
      ...stderr.ops,
      put_char(_, byte) {
        if (byte !== null && text.length < LONGEST_MESSAGE) text += String.fromCharCode(byte);
      },
    };
  return {
    library,
    broken: false,
    hush() {
      text = "";
    },
    said: () => text,
  };
}

/** h5wasm has one library for all its users. */
async function first(): Promise<Library> {
  const { ready } = await import("h5wasm");
  return (await ready) as unknown as Library;
}

/** One more, made by the module beside its entry. Bundled pages have no such module; they reload, or restart a worker. */
async function another(): Promise<Library> {
  try {
    const url = new URL("./hdf5_util.js", import.meta.resolve("h5wasm")).href;
    const { default: make } = await import(/* @vite-ignore */ url);
    return await make({ noInitialRun: true });
  } catch (cause) {
    current = undefined;
    throw new FormatError(
      "unsupported",
      "the HDF5 library broke down on a damaged file",
      { advice: "reload the page to open other HDF5 files" },
      cause,
    );
  }
}
