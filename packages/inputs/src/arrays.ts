import {
  type ArrayInfo,
  type ByteSource,
  FormatError,
  type FormatPlugin,
  type FrameSource,
  type OpenOptions,
  PROBE_BYTES,
} from "@unspectro/core/plugin";
import { type Foreign, foreign } from "./foreign.ts";
import type { Readers } from "./readers.ts";
import { listed, nameOf } from "./words.ts";

/** A file that a reader has understood, and the arrays in it. */
export interface ArrayFile {
  /** What to call it: as the user knows it. */
  readonly name: string;
  readonly bytes: ByteSource;
  readonly plugin: FormatPlugin;
  readonly arrays: readonly ArrayInfo[];
  /** The array that the user named, if any. */
  readonly wanted: string | undefined;
  /** What the bytes are, where they pass for numbers without a header only because no reader knows them. */
  readonly foreign?: Foreign | undefined;
  open(array: string): Promise<FrameSource>;
}

/** How to open a file. */
export interface ArraysOptions {
  readonly readers: Readers;
  /** The id of a reader, where the user names one. */
  readonly format?: string | undefined;
  /** The array the user means; leading slashes and groups may be left out where that stays clear. */
  readonly wanted?: string | undefined;
  /** For the reader. */
  readonly open?: OpenOptions;
}

/**
 * Finds the reader of some bytes and the arrays in them. The bytes stay the caller's to close, after the arrays; where
 * this throws they are closed.
 *
 * @throws FormatError, IoError
 */
export async function arraysOf(bytes: ByteSource, options: ArraysOptions): Promise<ArrayFile> {
  const { readers, format, wanted, open } = options;
  const file = bytes.name;
  try {
    if (bytes.size === 0) throw new FormatError("empty", "the file is empty", { file, expected: "an array" });
    const head = new Uint8Array(Math.min(PROBE_BYTES, bytes.size));
    await bytes.read(0, head);
    const plugin = await readers.of(head, file, format);
    const arrays = await plugin.list(bytes, open);
    return {
      name: file,
      bytes,
      plugin,
      arrays,
      foreign: format === undefined && plugin.id === "raw" ? foreign(head, file) : undefined,
      wanted: wanted === undefined ? undefined : nameIn(arrays, wanted, file),
      open: async (array) => plugin.open(bytes, { ...open, array }),
    };
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

/** The array's full name: people may leave out leading slashes and groups where that stays clear. */
function nameIn(arrays: readonly ArrayInfo[], wanted: string, file: string): string {
  const bare = wanted.replace(/^\//, "");
  const same = arrays.filter(({ name }) => name === wanted || name.replace(/^\//, "") === bare);
  const ending = arrays.filter(({ name }) => name.endsWith(`/${bare}`));
  const found = same[0] ?? (ending.length === 1 ? ending[0] : undefined);
  if (found !== undefined) return found.name;
  throw new FormatError("no-array", `there is no array "${wanted}" in it`, {
    file,
    expected:
      arrays.length === 0 ? "a file that holds arrays" : listed(arrays.slice(0, 20).map(nameOf), "or"),
    found: wanted,
    advice: "`unspectro inspect` lists what is in a file",
  });
}
