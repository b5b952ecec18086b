import { pathToFileURL } from "node:url";
import { FormatError, type FormatPlugin, IoError } from "@unspectro/core/plugin";
import { listed, nearest } from "../talk/words.ts";
import { UsageError } from "../usage.ts";

/** A reader that is loaded when its bytes are met. */
interface LazyReader {
  readonly id: string;
  /** The bytes that its files begin with, if they all do: those who have none are asked only when nobody claims. */
  readonly signatures: readonly (readonly number[])[];
  load(): Promise<FormatPlugin>;
}

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const ZIP = ascii("PK\u0003\u0004");

/** The readers that the program composes. */
const bundled: readonly LazyReader[] = [
  {
    id: "npy",
    signatures: [[0x93, ...ascii("NUMPY")], ZIP, ascii("PK\u0005\u0006")],
    load: async () => (await import("@unspectro/npy")).npy,
  },
  {
    id: "hdf5",
    // The second: MATLAB v7.3 begins with a text that it shares with v5.
    signatures: [[0x89, ...ascii("HDF")], ascii("MATLAB 7.3")],
    load: async () => (await import("@unspectro/hdf5")).hdf5,
  },
  {
    id: "matlab",
    signatures: [ascii("MATLAB 5.0")],
    load: () => readerOf(import("@unspectro/matlab")),
  },
  {
    id: "png",
    signatures: [[0x89, ...ascii("PNG")]],
    load: async () => (await import("@unspectro/png")).png,
  },
  { id: "csv", signatures: [], load: async () => (await import("@unspectro/csv")).csv },
  { id: "raw", signatures: [], load: async () => (await import("@unspectro/raw")).raw },
];

/** A claim this sure needs no second opinion. */
const SURE = 0.9;

/** Finds the reader of a file: those from outside first, then our own. */
export interface Readers {
  /** The reader that knows these bytes best, or the one named by the user. */
  of(head: Uint8Array, name: string, wanted?: string): Promise<FormatPlugin>;
  byId(id: string): Promise<FormatPlugin>;
  all(): Promise<readonly FormatPlugin[]>;
}

/**
 * The bundled readers, and those in `files` (modules that export one or more `FormatPlugin`s).
 *
 * @throws IoError, UsageError when a file of the user's holds no reader
 */
export async function readersWith(files: readonly string[]): Promise<Readers> {
  const outside = (await Promise.all(files.map(loadOutside))).flat();

  async function byId(id: string): Promise<FormatPlugin> {
    const own = outside.find((plugin) => plugin.id === id);
    if (own !== undefined) return own;
    const lazy = bundled.find((reader) => reader.id === id);
    if (lazy !== undefined) return lazy.load();
    const ids = [...outside.map((plugin) => plugin.id), ...bundled.map((reader) => reader.id)];
    const near = nearest(id, ids);
    const hint = near === undefined ? "" : `; did you mean ${near}?`;
    throw new UsageError(`there is no format "${id}"${hint} (known: ${listed(ids)})`);
  }

  return {
    byId,
    async all() {
      return [...outside, ...(await Promise.all(bundled.map((reader) => reader.load())))];
    },
    async of(head, name, wanted) {
      if (wanted !== undefined) return byId(wanted);
      const signed = bundled.filter((reader) => reader.signatures.some((bytes) => startsWith(head, bytes)));
      const first = best(
        [...outside, ...(await Promise.all(signed.map((reader) => reader.load())))],
        head,
        name,
      );
      if (first.likelihood >= SURE) return first.plugin!;
      const rest = bundled.filter((reader) => !signed.includes(reader));
      const second = best(await Promise.all(rest.map((reader) => reader.load())), head, name);
      const winner = second.likelihood > first.likelihood ? second : first;
      if (winner.plugin !== undefined) return winner.plugin;
      throw new FormatError("unknown-format", "no reader knows these bytes", {
        file: name,
        expected: "an array: NumPy, HDF5, MATLAB, CSV, PNG or raw numbers",
        advice: "name the format with --format (raw needs --element too), or bring a reader with --plugin",
      });
    },
  };
}

function best(
  plugins: readonly FormatPlugin[],
  head: Uint8Array,
  name: string,
): { plugin: FormatPlugin | undefined; likelihood: number } {
  let plugin: FormatPlugin | undefined;
  let likelihood = 0;
  for (const candidate of plugins) {
    const claim = candidate.probe(head, name);
    if (claim > likelihood) {
      plugin = candidate;
      likelihood = claim;
    }
  }
  return { plugin, likelihood };
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}

/** The readers that a module of the user's exports. */
async function loadOutside(file: string): Promise<readonly FormatPlugin[]> {
  let module: Record<string, unknown>;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new IoError("not-readable", "it cannot be loaded as a module", { file, found }, error);
  }
  const plugins = Object.values(module).filter(isPlugin);
  if (plugins.length > 0) return plugins;
  throw new UsageError(
    `${file} exports no reader: an object with id, title, extensions, probe, list and open`,
  );
}

/** The reader that one of our own modules exports. */
async function readerOf(module: Promise<object>): Promise<FormatPlugin> {
  return Object.values(await module).find(isPlugin) ?? nobody;
}
const nobody: FormatPlugin = {
  id: "",
  title: "",
  extensions: [],
  probe: () => 0,
  list: () => [],
  open: () => {
    throw new Error();
  },
};

function isPlugin(value: unknown): value is FormatPlugin {
  if (typeof value !== "object" || value === null) return false;
  const { id, probe, list, open } = value as Partial<FormatPlugin>;
  return typeof id === "string" && [probe, list, open].every((member) => typeof member === "function");
}
