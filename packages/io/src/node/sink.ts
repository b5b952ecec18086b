import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type ByteSink, FormatError, IoError } from "@unspectro/core/plugin";
import { ioError } from "./failure.ts";
import { remove, track, unique, untrack } from "./unfinished.ts";

/** How to treat what is there already. */
export interface FileSinkOptions {
  /** Replace a file of that name. Default true. */
  readonly overwrite?: boolean;
}

/**
 * Writes a file that appears under its name only when it is whole: bytes go to a hidden file beside it; `close`
 * flushes them to the disk and renames. `abort`, a crash of the caller, or {@link removeUnfinished} leave nothing.
 *
 * A symbolic link keeps being one (its target is replaced), permissions of a replaced file are kept, and pipes and
 * devices (`/dev/null`) are written to directly: such a sink cannot seek.
 *
 * @throws IoError `not-written` (no such folder, no permission), `exists`, `no-space`, from the call or any method
 *
 * @example
 * ```ts
 * import { fileSink } from "@unspectro/io/node";
 *
 * const sink = fileSink("speech.wav");
 * try {
 *   await sink.write(new Uint8Array([82, 73, 70, 70]));
 *   await sink.close();
 * } catch (error) {
 *   await sink.abort();
 *   throw error;
 * }
 * ```
 */
export function fileSink(path: string, options: FileSinkOptions = {}): ByteSink {
  const overwrite = options.overwrite ?? true;
  return attempt(path, () => {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw errno("EISDIR");
    if (there !== undefined && !there.isFile()) return directSink(path);
    if (there !== undefined && !overwrite) throw errno("EEXIST");
    return besideSink(path, there, overwrite);
  });
}

/** A regular file: written beside, then renamed. */
function besideSink(path: string, there: Stats | undefined, overwrite: boolean): ByteSink {
  const target = there === undefined ? resolve(path) : realpathSync(path);
  const beside = join(dirname(target), besideName(basename(target)));
  const handle = openSync(beside, "wx+");
  track(beside);
  let open = true;
  let length = 0;

  function put(position: number, bytes: Uint8Array): void {
    if (!open) throw new FormatError("closed", "the output was closed already", { file: path });
    attempt(path, () => writeAll(handle, bytes, position));
    length = Math.max(length, position + bytes.length);
  }
  /** Whatever happens, the handle is free and the hidden file gone. */
  function drop(): void {
    if (open) closeSync(handle);
    open = false;
    remove(beside);
  }
  return {
    name: path,
    native: { kind: "path", path: beside },
    write: (bytes) => put(length, bytes),
    writeAt: put,
    abort() {
      if (open) drop();
    },
    close() {
      if (!open) return;
      attempt(path, () => {
        try {
          if (there !== undefined) fchmodSync(handle, there.mode & 0o7777);
          fsyncSync(handle);
          open = false;
          // Windows renames only what nobody holds open.
          closeSync(handle);
          publish(beside, target, overwrite);
        } catch (error) {
          drop();
          throw error;
        }
      });
      flushFolder(dirname(target));
    },
  };
}

/** A file that another part of the program has open and will finish: bytes for some of its positions. */
export interface FilePart {
  writeAt(position: number, bytes: Uint8Array): void;
  close(): void;
}

/**
 * Opens an unfinished file once more, from another thread say.
 *
 * @param path where it is until it is whole (`ByteSink.native`)
 * @param name what failures call it
 * @throws IoError `not-written`, `no-space`, from the call or any method
 *
 * @example
 * ```ts
 * import { filePart, fileSink } from "@unspectro/io/node";
 *
 * const sink = fileSink("speech.wav");
 * const part = filePart(sink.native?.path ?? "", "speech.wav");
 * part.writeAt(44, new Uint8Array(100));
 * part.close();
 * await sink.abort();
 * ```
 */
export function filePart(path: string, name: string): FilePart {
  const handle = attempt(name, () => openSync(path, "r+"));
  return {
    writeAt: (position, bytes) => attempt(name, () => writeAll(handle, bytes, position)),
    close: () => closeSync(handle),
  };
}

/** Something that is not a regular file: bytes go straight in. */
function directSink(path: string): ByteSink {
  const handle = openSync(path, "w");
  let open = true;
  function close(): void {
    if (open) closeSync(handle);
    open = false;
  }
  return {
    name: path,
    write: (bytes) => attempt(path, () => writeAll(handle, bytes, null)),
    close,
    abort: close,
  };
}

/** Gives the finished file its name. Without `overwrite` a link does it, which fails where a rename would replace. */
function publish(beside: string, target: string, overwrite: boolean): void {
  if (overwrite) {
    renameSync(beside, target);
    untrack(beside);
    return;
  }
  linkSync(beside, target);
  remove(beside);
}

/** Makes the rename itself survive a power cut, where the system can (Windows cannot open a folder). */
function flushFolder(folder: string): void {
  try {
    const handle = openSync(folder, "r");
    fsyncSync(handle);
    closeSync(handle);
  } catch {
    // The file is whole and in its place; only a power cut in this second could undo the rename.
  }
}

/** Hidden, beside the target, never longer than file systems allow (255 bytes). */
function besideName(name: string): string {
  return `.${name.slice(0, 50)}.${unique()}.unfinished`;
}

/** Writes every byte; the system may take fewer at a time than given. */
export function writeAll(handle: number, bytes: Uint8Array, position: number | null): void {
  let done = 0;
  while (done < bytes.length) {
    const at = position === null ? null : position + done;
    done += writeSync(handle, bytes, done, bytes.length - done, at);
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof IoError || error instanceof FormatError) throw error;
    throw ioError(error, path, "writing");
  }
}

function errno(code: string): Error {
  return Object.assign(new Error(code), { code });
}
