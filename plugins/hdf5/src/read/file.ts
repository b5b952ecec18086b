import { type ByteSource, FormatError, type MaybePromise, throwIfAborted } from "@unspectro/core/plugin";
import { isHdf5 } from "../signature.ts";
import { abandon, type LoadedLibrary, loadLibrary } from "./library.ts";
import { pagesOf } from "./pages.ts";

/** An HDF5 file, open in the library. */
export interface Hdf5File {
  readonly name: string;
  /**
   * Does something with the library, again and again until all bytes it needs are there: `action` must be free of
   * effects before it succeeds. It answers undefined when the library failed.
   *
   * @throws FormatError `bad-header`, `truncated`, `unsupported`, `aborted`; what the source throws
   */
  run<T>(
    action: (library: LoadedLibrary, file: bigint) => T | undefined,
    signal?: AbortSignal,
  ): MaybePromise<T>;
  close(): void;
}

/** Emscripten's number of EIO. */
const EIO = 29;

let files = 0;

/**
 * Opens a file in the library. The library sees a file in its own memory whose reads come to us, so it can touch
 * nothing else: no path of the machine, no other file that this one may name.
 *
 * @throws FormatError `not-this-format`, `bad-header`, `truncated`
 */
export async function openHdf5(bytes: ByteSource, signal?: AbortSignal): Promise<Hdf5File> {
  if (!(await isHdf5(bytes)))
    throw new FormatError("not-this-format", "this is not an HDF5 file", {
      file: bytes.name,
      expected: "the signature \\x89HDF\\r\\n at byte 0, 512, 1024...",
    });
  const loaded = await loadLibrary();
  const { FS, open, close_file } = loaded.library;
  const pages = pagesOf(bytes);
  const path = `unspectro-${files++}`;
  const node = FS.createFile("/", path, {}, true, false);
  Object.defineProperty(node, "usedBytes", { get: () => bytes.size });
  node.stream_ops = {
    llseek: node.stream_ops.llseek,
    read(_, into, offset, length, position) {
      try {
        return pages.read(position, into.subarray(offset, offset + length));
      } catch {
        throw new FS.ErrnoError(EIO);
      }
    },
  };

  let id = -1n;
  /** The last of the calls that had to wait; they take turns, so that memory stays bounded. */
  let last: Promise<unknown> | undefined;

  function attempt<T>(action: () => T | undefined, now: AbortSignal | undefined): MaybePromise<T> {
    throwIfAborted(now, bytes.name);
    if (loaded.broken) throw brokenDown(bytes.name);
    pages.begin(now);
    loaded.hush();
    let result: T | undefined;
    let cause: unknown;
    try {
      result = action();
    } catch (error) {
      // Mistakes of ours are no news about the file.
      if (error instanceof TypeError || error instanceof ReferenceError) throw error;
      cause = error;
      if (!(error instanceof Error) || /^(RuntimeError|RangeError)$/.test(error.name)) abandon(loaded);
    }
    if (pages.missing) return pages.arrive().then(() => attempt(action, now));
    pages.settle();
    if (pages.failure !== undefined) throw pages.failure;
    if (result === undefined) throw broken(bytes.name, loaded.said(), cause);
    return result;
  }

  function run<T>(
    action: (library: LoadedLibrary, file: bigint) => T | undefined,
    now?: AbortSignal,
  ): MaybePromise<T> {
    const go = (): MaybePromise<T> => attempt(() => action(loaded, id), now);
    const result = last === undefined ? go() : last.then(go);
    if (result instanceof Promise) {
      const turn = result.then(ignore, ignore).then(() => {
        if (last === turn) last = undefined;
      });
      last = turn;
    }
    return result;
  }

  function close(): void {
    if (loaded.broken) return;
    if (id >= 0n) close_file(id);
    id = -1n;
    FS.unlink(`/${path}`);
  }

  try {
    id = await attempt(() => {
      const opened = open(`/${path}`, 0, false, -1, -1);
      return opened < 0n ? undefined : opened;
    }, signal);
  } catch (error) {
    close();
    throw error;
  }
  return { name: bytes.name, run, close };
}

/** What the library's error stack means. Its first lines say what was tried, its last what went wrong. */
function broken(file: string, said: string, cause: unknown): FormatError {
  const reasons = [...said.matchAll(/ in \w+\(\): (.*)/g)].map((match) => match[1] ?? "");
  const reason = reasons.at(-1) ?? (cause instanceof Error ? cause.message : undefined);
  const found = reason === undefined ? {} : { found: reason };
  if (/truncated file|end of file|eof/i.test(reasons.join(" ")))
    return new FormatError(
      "truncated",
      "the file ends too early",
      {
        file,
        ...found,
        advice: "the file was probably cut short while it was copied or written; get it again",
      },
      cause,
    );
  const filter = /required filter '([^']*)' is not registered/.exec(said)?.[1];
  if (filter !== undefined)
    return new FormatError(
      "unsupported",
      "the array is compressed in a way that is not read here",
      { file, found: filter, advice: 'write it again with gzip: in h5py, compression="gzip"' },
      cause,
    );
  return new FormatError(
    "bad-header",
    "the HDF5 library can't read it",
    { file, ...found, advice: "the file is probably damaged; get it again" },
    cause,
  );
}

function brokenDown(file: string): FormatError {
  const advice = "open the file again";
  return new FormatError("closed", "the HDF5 library broke down on another, damaged file", { file, advice });
}

function ignore(): void {}
