import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { ByteSource, Scratch } from "@unspectro/core/plugin";
import { FormatError, IoError } from "@unspectro/core/plugin";
import { spool } from "../spool.ts";
import { checkSignal, ioError } from "./failure.ts";

/** The system refuses single reads of 2 GiB and more; longer ones are made of pieces. */
const LONGEST_READ = 0x4000_0000;

/**
 * The bytes of a regular file. Reads answer at once, straight into the caller's memory, at any position of a file of
 * any size; the file stays open until `close`.
 *
 * @throws IoError `not-found`, `not-readable` (a folder, a pipe, no permission)
 *
 * @example
 * ```ts
 * import { fromPath } from "@unspectro/io/node";
 *
 * const bytes = fromPath("spectrogram.npy");
 * const head = new Uint8Array(8);
 * console.log(bytes.read(0, head)); // 8
 * bytes.close();
 * ```
 */
export function fromPath(path: string): ByteSource {
  if (isFile(path)) return fromFile(path);
  throw new IoError("not-readable", "it is a pipe or a device, which cannot be read in any order", {
    file: path,
    advice: "save it to a file first",
  });
}

/**
 * Like {@link fromPath}, and also takes what can be read only once, by copying it into scratch room first: `-` for
 * standard input, named pipes, `<(command)` of a shell.
 *
 * @throws IoError `not-found`, `not-readable`, `no-space`
 */
export async function openPath(path: string, scratch: Scratch): Promise<ByteSource> {
  if (path === "-") return spool(streamed(process.stdin, "standard input"), scratch, "standard input");
  if (isFile(path)) return fromFile(path);
  return spool(streamed(createReadStream(path), path), scratch, path);
}

/** Asked before opening, because opening a pipe waits for its writer. */
function isFile(path: string): boolean {
  return attempt(path, () => {
    const stats = statSync(path);
    if (stats.isDirectory()) throw Object.assign(new Error("is a folder"), { code: "EISDIR" });
    return stats.isFile();
  });
}

function fromFile(path: string): ByteSource {
  return fromHandle(
    attempt(path, () => openSync(path, "r")),
    path,
    { path: resolve(path) },
  );
}

/** An open regular file as a source. `lent` says what else may be done with it: its path, what closing must free. */
export function fromHandle(
  handle: number,
  name: string,
  lent: { readonly path?: string; readonly free?: () => void } = {},
): ByteSource {
  let open = true;
  return {
    name,
    size: fstatSync(handle).size,
    ...(lent.path === undefined ? {} : { native: { kind: "path", path: lent.path } }),
    read(position, into, signal) {
      if (!open) throw new FormatError("closed", "the file was closed before this read", { file: name });
      checkSignal(signal, name);
      return attempt(name, () => readAt(handle, position, into));
    },
    close() {
      if (!open) return;
      open = false;
      closeSync(handle);
      lent.free?.();
    },
  };
}

/** As many bytes as there are: the system may give fewer at a time than asked. */
function readAt(handle: number, position: number, into: Uint8Array): number {
  let got = 0;
  while (got < into.length) {
    const count = readSync(handle, into, got, Math.min(into.length - got, LONGEST_READ), position + got);
    if (count === 0) break;
    got += count;
  }
  return got;
}

async function* streamed(stream: NodeJS.ReadableStream, name: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of stream) yield typeof piece === "string" ? Buffer.from(piece) : piece;
  } catch (error) {
    throw ioError(error, name, "reading");
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw ioError(error, path, "reading");
  }
}
