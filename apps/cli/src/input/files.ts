import { existsSync } from "node:fs";
import {
  type ArrayInfo,
  type ByteSource,
  FormatError,
  type FormatPlugin,
  type FrameSource,
  type OpenOptions,
  PROBE_BYTES,
  type Scratch,
} from "@unspectro/core/plugin";
import { openPath } from "@unspectro/io/node";
import { listed } from "../talk/words.ts";
import type { Readers } from "./readers.ts";

/** A file that a reader has understood, and the arrays in it. */
export interface ArrayFile {
  /** What to call it: the path as the user wrote it. */
  readonly name: string;
  readonly bytes: ByteSource;
  readonly plugin: FormatPlugin;
  readonly arrays: readonly ArrayInfo[];
  /** The array that the user named after a colon: `file.h5:/group/mag`. */
  readonly wanted: string | undefined;
  open(array: string): Promise<FrameSource>;
}

/** What opening files needs. */
export interface FileOpener {
  readonly readers: Readers;
  readonly scratch: Scratch;
  /** The id of a reader, where the user names one. */
  readonly format?: string;
  readonly open: Pick<OpenOptions, "raw" | "text">;
}

/**
 * Opens what the user named: `path`, `path:array` or `-`.
 *
 * @throws IoError, FormatError
 */
export async function openFile(name: string, opener: FileOpener, more: OpenOptions = {}): Promise<ArrayFile> {
  const { path, array } = splitName(name);
  const bytes = await openPath(path, opener.scratch);
  try {
    if (bytes.size === 0) {
      throw new FormatError("empty", "the file is empty", { file: path, expected: "an array" });
    }
    const head = new Uint8Array(Math.min(PROBE_BYTES, bytes.size));
    await bytes.read(0, head);
    const plugin = await opener.readers.of(head, path, opener.format);
    const options: OpenOptions = { scratch: opener.scratch, ...opener.open, ...more };
    const arrays = await plugin.list(bytes, options);
    return {
      name: path,
      bytes,
      plugin,
      arrays,
      wanted: array === undefined ? undefined : nameIn(arrays, array, path),
      open: async (wanted) => plugin.open(bytes, { ...options, array: wanted }),
    };
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

/** `file.h5:/group/mag` is a file and an array in it, unless a file has that very name. */
export function splitName(name: string): { path: string; array: string | undefined } {
  if (name === "-" || existsSync(name)) return { path: name, array: undefined };
  for (let colon = name.lastIndexOf(":"); colon > 0; colon = name.lastIndexOf(":", colon - 1)) {
    const path = name.slice(0, colon);
    if (existsSync(path)) return { path, array: name.slice(colon + 1) };
  }
  return { path: name, array: undefined };
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

/** An array's name as it can be typed; a nameless one is the file's only one. */
export function nameOf(array: ArrayInfo): string {
  return array.name === "" ? "(the only array)" : array.name;
}
