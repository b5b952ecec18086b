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
  get_dataset_data(
    file: bigint,
    path: string,
    count: readonly bigint[],
    offset: readonly bigint[],
    strides: readonly bigint[],
    pointer: bigint,
  ): number;
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
  readonly compound_type?: {
    readonly members: readonly (TypeMetadata & { readonly name: string; readonly offset: number })[];
  };
}

/** A dataset. */
export interface Metadata extends TypeMetadata {
  /** null for a dataset without a shape. */
  readonly shape: readonly number[] | null;
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
  /** Reads an attribute as plain data: a number, a string, arrays of them; undefined if it can't be read. */
  attribute(file: bigint, path: string, name: string): unknown;
  /** The same for a small dataset. */
  value(file: bigint, path: string): unknown;
}

/** What is kept of an error stack. */
const LONGEST_MESSAGE = 1 << 14;

let loading: Promise<LoadedLibrary> | undefined;

/** Loads the library, once for all files. It never writes to the console: its complaints become our errors. */
export function loadLibrary(): Promise<LoadedLibrary> {
  loading ??= load();
  return loading;
}

async function load(): Promise<LoadedLibrary> {
  const { ready, Dataset } = await import("h5wasm");
  const library = (await ready) as unknown as Library;
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
    hush() {
      text = "";
    },
    said: () => text,
    attribute: (file, path, name) => orNothing(() => new Dataset(file, path).get_attribute(name, true)),
    value: (file, path) => orNothing(() => new Dataset(file, path).json_value),
  };
}

function orNothing(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
