import { existsSync } from "node:fs";
import type { OpenOptions, Scratch } from "@unspectro/core/plugin";
import { type ArrayFile, arraysOf, type Readers } from "@unspectro/inputs";
import { openPath } from "@unspectro/io/node";

/** What opening files needs. */
export interface FileOpener {
  readonly readers: Readers;
  readonly scratch: Scratch;
  /** The id of a reader, where the user names one. */
  readonly format?: string;
  readonly open: Pick<OpenOptions, "raw" | "text">;
  /** Of two files the first holds the magnitudes, whatever their numbers look like. */
  readonly ordered?: boolean | undefined;
}

/**
 * Opens what the user named: `path`, `path:array` or `-`.
 *
 * @throws IoError, FormatError
 */
export async function openFile(name: string, opener: FileOpener, more: OpenOptions = {}): Promise<ArrayFile> {
  const { readers, format, scratch } = opener;
  const { path, array } = splitName(name);
  const open: OpenOptions = { scratch, ...opener.open, ...more };
  return arraysOf(await openPath(path, scratch), { readers, format, wanted: array, open });
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
