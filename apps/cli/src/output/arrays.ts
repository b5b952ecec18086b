import { extname } from "node:path";
import {
  type ArrayToWrite,
  type ByteSink,
  FormatError,
  type FormatPlugin,
  type FrameSource,
  type WriteOptions,
} from "@unspectro/core/plugin";
import type { Readers } from "@unspectro/inputs";
import { fileSink } from "@unspectro/io/node";
import { breathe } from "../breathe.ts";

/** Arrays and the file they go to. */
export interface FileToWrite {
  readonly path: string;
  readonly arrays: readonly ArrayToWrite[];
}

/** The format of a file to be written: the one asked for, the one its ending names, or NumPy's. */
export async function formatFor(
  path: string,
  wanted: string | undefined,
  readers: Readers,
): Promise<FormatPlugin> {
  if (wanted !== undefined) return writable(await readers.byId(wanted), path);
  const ending = extname(path).slice(1).toLowerCase();
  const all = await readers.all();
  const named = all.find((plugin) => plugin.extensions.includes(ending));
  return writable(named ?? (await readers.byId("npy")), path);
}

function writable(plugin: FormatPlugin, path: string): FormatPlugin {
  if (plugin.write !== undefined) return plugin;
  throw new FormatError("not-writable", `${plugin.title} can be read, but not written`, {
    file: path,
    advice: "choose another --format (`unspectro formats` lists them)",
  });
}

/**
 * Writes files that belong together: side by side, so that what is worked out once serves all of them, and none appears
 * before all are whole.
 *
 * @throws IoError, FormatError `not-writable`
 */
export async function writeArrays(
  files: readonly FileToWrite[],
  plugins: readonly FormatPlugin[],
  options: WriteOptions,
): Promise<void> {
  const sinks: ByteSink[] = [];
  try {
    for (const { path } of files) sinks.push(fileSink(path));
    const written = files.map(async ({ arrays }, i) => plugins[i]!.write!(arrays, sinks[i]!, options));
    await Promise.all(written);
    for (const sink of sinks) await sink.close();
  } catch (error) {
    for (const sink of sinks) await sink.abort();
    throw error;
  }
}

/** The same source, telling how far it has been read. */
export function watched(source: FrameSource, onRead: (frames: number) => void): FrameSource {
  return {
    ...source,
    async read(start, count, into, options) {
      const given = await source.read(start, count, into, options);
      onRead(start + given);
      await breathe();
      return given;
    },
    close: () => source.close(),
  };
}

/** The real (0) or imaginary (1) parts of a complex source. */
export function partOf(source: FrameSource, part: 0 | 1): FrameSource {
  return {
    ...source,
    complex: false,
    async read(start, count, into, options) {
      const bins = options?.binCount ?? source.bins - (options?.firstBin ?? 0);
      const pairs = new Float64Array(2 * count * bins);
      const given = await source.read(start, count, pairs, options);
      for (let i = 0; i < given * bins; i++) into[i] = pairs[2 * i + part]!;
      return given;
    },
    close: () => source.close(),
  };
}
