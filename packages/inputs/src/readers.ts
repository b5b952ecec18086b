import { FormatError, type FormatPlugin } from "@unspectro/core/plugin";
import { listed } from "./words.ts";

/** A reader that is loaded when its bytes are met. */
export interface LazyReader {
  readonly id: string;
  /** The bytes that its files begin with. */
  readonly signatures: readonly (readonly number[])[];
  /** Its files may have 512, 1024, 2048... bytes of somebody else's before the signature. */
  readonly userBlock?: true;
  /** There are files of its kind without a signature: it is asked where nobody is sure of a file. */
  readonly unsigned?: true;
  load(): Promise<FormatPlugin>;
}

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const ZIP = ascii("PK\u0003\u0004");

/** The readers that our programs compose. */
export const bundledReaders: readonly LazyReader[] = [
  {
    id: "npy",
    signatures: [[0x93, ...ascii("NUMPY")], ZIP, ascii("PK\u0005\u0006")],
    load: async () => (await import("@unspectro/npy")).npy,
  },
  {
    id: "hdf5",
    // The second: MATLAB v7.3 begins with a text that it shares with v5.
    signatures: [[0x89, ...ascii("HDF")], ascii("MATLAB 7.3")],
    userBlock: true,
    load: async () => (await import("@unspectro/hdf5")).hdf5,
  },
  {
    id: "matlab",
    signatures: [ascii("MATLAB 5.0")],
    unsigned: true,
    load: async () => (await import("@unspectro/matlab")).matlab,
  },
  {
    id: "png",
    signatures: [[0x89, ...ascii("PNG")]],
    load: async () => (await import("@unspectro/png")).png,
  },
  { id: "csv", signatures: [], unsigned: true, load: async () => (await import("@unspectro/csv")).csv },
  { id: "raw", signatures: [], unsigned: true, load: async () => (await import("@unspectro/raw")).raw },
];

/** A claim this sure needs no second opinion. */
const SURE = 0.9;

/** Finds the reader of a file: those from outside first, then our own. */
export interface Readers {
  /** The reader that knows these bytes best, or the one named by the user. */
  of(head: Uint8Array, name: string, wanted?: string): Promise<FormatPlugin>;
  /** @throws FormatError `unknown-format` where no reader has this id */
  byId(id: string): Promise<FormatPlugin>;
  all(): Promise<readonly FormatPlugin[]>;
}

/** Readers that claim files by their bytes: `outside`, then the bundled ones, each loaded when it may be wanted. */
export function readersOf(outside: readonly FormatPlugin[] = []): Readers {
  async function byId(id: string): Promise<FormatPlugin> {
    const reader =
      outside.find((plugin) => plugin.id === id) ??
      (await bundledReaders.find((lazy) => lazy.id === id)?.load());
    if (reader !== undefined) return reader;
    throw new FormatError("unknown-format", `there is no format "${id}"`, {
      expected: listed(
        [...outside, ...bundledReaders].map((known) => known.id),
        "or",
      ),
    });
  }

  return {
    byId,
    async all() {
      return [...outside, ...(await Promise.all(bundledReaders.map((reader) => reader.load())))];
    },
    async of(head, name, wanted) {
      if (wanted !== undefined) return byId(wanted);
      const signed = bundledReaders.filter((reader) => isSigned(head, reader));
      const claimants = [...outside, ...(await Promise.all(signed.map((reader) => reader.load())))];
      const first = best(claimants, head, name);
      if (first.plugin !== undefined && first.likelihood >= SURE) return first.plugin;
      const rest = bundledReaders.filter((reader) => reader.unsigned && !signed.includes(reader));
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

function isSigned(head: Uint8Array, { signatures, userBlock }: LazyReader): boolean {
  const at = (place: number): boolean =>
    signatures.some((bytes) => bytes.every((byte, i) => head[place + i] === byte));
  if (at(0)) return true;
  for (let place = 512; userBlock && place < head.length; place *= 2) if (at(place)) return true;
  return false;
}
