import { type ByteSource, FormatError, IoError } from "@unspectro/core/plugin";
import { type CacheOptions, cached } from "../cached.ts";
import { fromBlob } from "./blob.ts";

/** How to ask for a URL. */
export interface UrlOptions {
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The function to ask with; default: the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** What is kept of the ranges read. */
  readonly cache?: CacheOptions;
  readonly signal?: AbortSignal;
}

/** A server that knows no ranges sends everything; more than this is refused. 512 MiB. */
const LARGEST_WHOLE = 512 * 1024 * 1024;

/**
 * The bytes of a URL, fetched in ranges as they are needed. A server that doesn't know ranges sends the whole file,
 * which is then kept, up to 512 MiB.
 *
 * @throws IoError `not-found`, `not-readable` (no network, no permission, the file changed between two ranges)
 */
export async function fromUrl(url: string | URL, options: UrlOptions = {}): Promise<ByteSource> {
  const name = String(url);
  const first = await ask(name, "bytes=0-0", options, options.signal);
  const total = rangeTotal(first);
  if (total === undefined) return fromBlob(await whole(first, name), name);
  await first.arrayBuffer();
  return cached(ranges(name, total, first.headers.get("etag"), options), options.cache);
}

/** A source that asks for one range a read. */
function ranges(name: string, size: number, tag: string | null, options: UrlOptions): ByteSource {
  let open = true;
  return {
    name,
    size,
    async read(position, into, signal) {
      if (!open) throw new FormatError("closed", "the URL was closed before this read", { file: name });
      const end = Math.min(position + into.length, size);
      if (end <= position) return 0;
      const answer = await ask(name, `bytes=${position}-${end - 1}`, options, signal);
      if (rangeTotal(answer) !== size || answer.headers.get("etag") !== tag) throw changed(name);
      const bytes = await body(answer, name, signal);
      if (bytes.length > into.length) throw changed(name);
      into.set(bytes);
      return bytes.length;
    },
    close() {
      open = false;
    },
  };
}

async function ask(
  file: string,
  range: string,
  options: UrlOptions,
  signal: AbortSignal | undefined,
): Promise<Response> {
  let answer: Response;
  try {
    const headers = { ...options.headers, Range: range };
    answer = await (options.fetch ?? fetch)(file, { headers, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    throw failed(error, file, signal);
  }
  if (answer.ok) return answer;
  // An empty file has no byte 0: servers answer 416 and tell its size.
  if (answer.status === 416 && answer.headers.get("content-range") === "bytes */0") return new Response("");
  await answer.body?.cancel();
  const found = `HTTP ${answer.status} ${answer.statusText}`.trim();
  if (answer.status === 404 || answer.status === 410) {
    throw new IoError("not-found", "the server has no such file", { file, found });
  }
  throw new IoError("not-readable", "the server doesn't give the file", { file, found });
}

/** The size of the whole file, if the answer is a plain range of it (a compressed one counts other bytes). */
function rangeTotal(answer: Response): number | undefined {
  const coding = answer.headers.get("content-encoding") ?? "identity";
  if (answer.status !== 206 || coding !== "identity") return undefined;
  const total = /^bytes \d+-\d+\/(\d+)$/.exec(answer.headers.get("content-range") ?? "")?.[1];
  return total === undefined ? undefined : Number(total);
}

async function whole(answer: Response, file: string): Promise<Blob> {
  const announced = Number(answer.headers.get("content-length") ?? 0);
  const refuse = (): IoError =>
    new IoError(
      "not-readable",
      "the server can't send parts of the file, and it is too large to hold whole",
      {
        file,
        expected: `at most ${LARGEST_WHOLE} bytes`,
        advice: "download it, then open the file",
      },
    );
  if (answer.status === 206 || announced > LARGEST_WHOLE) {
    await answer.body?.cancel();
    throw refuse();
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (const reader = answer.body?.getReader(); reader !== undefined; ) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > LARGEST_WHOLE) {
        await reader.cancel();
        throw refuse();
      }
      parts.push(value);
    }
  } catch (error) {
    throw failed(error, file, undefined);
  }
  return new Blob(parts);
}

async function body(answer: Response, file: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  try {
    return new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    throw failed(error, file, signal);
  }
}

function failed(error: unknown, file: string, signal: AbortSignal | undefined): Error {
  if (signal?.aborted) return new FormatError("aborted", "stopped as asked", { file }, error);
  if (error instanceof IoError) return error;
  const found = error instanceof Error ? error.message : String(error);
  const advice =
    "check the address and the connection; a page may only read from servers that allow it (CORS)";
  return new IoError("not-readable", "the network doesn't answer", { file, found, advice }, error);
}

function changed(file: string): IoError {
  return new IoError("not-readable", "the file changed on the server while it was read", {
    file,
    advice: "start again",
  });
}
