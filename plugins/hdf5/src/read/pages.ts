import { type ByteSource, FormatError } from "@unspectro/core/plugin";

/**
 * Bytes for a library that cannot wait. Sources that answer at once are passed through. For those that answer later
 * (Blobs, URLs) a read of what is not there yet fails, and is noted; once `arrive` has fetched it, the library is asked
 * again. So any source serves, in any thread, and a file is never held whole.
 */
export interface Pages {
  /** Fills `into` and answers how much, or throws: see `missing` and `failure` for the reason. */
  read(position: number, into: Uint8Array): number;
  /** Begins a call of the library: nothing missed, nothing failed. */
  begin(signal: AbortSignal | undefined): void;
  /** Whether something was not there yet. */
  readonly missing: boolean;
  /** What the source failed with. */
  readonly failure: unknown;
  /** Waits for what was missing. */
  arrive(): Promise<void>;
  /** Ends a call: pages beyond the memory allowed are let go, the longest unused first. */
  settle(): void;
}

/** Fetched at a time from sources that answer later. */
const PAGE = 1 << 16;

/** Pages kept between calls: 32 MiB. What one call needs is kept while it lasts, however much. */
const KEPT = 512;

export function pagesOf(bytes: ByteSource): Pages {
  /** Least recently used first. */
  const pages = new Map<number, Uint8Array>();
  let waiting: Promise<void>[] = [];
  let failure: unknown;
  let signal: AbortSignal | undefined;
  let answersLater = false;
  let room = new Uint8Array(0);

  /** Straight from the source, by way of memory of our own: the library's may move while an answer is on its way. */
  function pass(position: number, into: Uint8Array): number {
    if (room.length < into.length) room = new Uint8Array(into.length);
    const own = room.subarray(0, into.length);
    const got = bytes.read(position, own, signal);
    if (typeof got === "number") return deliver(position, own.subarray(0, got), into);
    answersLater = true;
    room = new Uint8Array(0);
    waiting.push(got.then(ignore));
    throw new Error("the bytes are on their way");
  }

  /** A short answer inside the file is a truncated file, which the library would read as zeros. */
  function deliver(position: number, got: Uint8Array, into: Uint8Array): number {
    if (got.length < into.length && position + got.length < bytes.size)
      throw truncated(bytes, position + got.length);
    into.set(got);
    return got.length;
  }

  function fromPages(position: number, into: Uint8Array): number {
    const end = Math.min(position + into.length, bytes.size);
    if (end <= position) return 0;
    const [first, last] = [Math.floor(position / PAGE), Math.floor((end - 1) / PAGE)];
    let from = first;
    let until = last;
    while (from <= until && pages.has(from)) from++;
    while (until >= from && pages.has(until)) until--;
    if (from <= until) fetch(from, until);
    for (let index = first; index <= last; index++) {
      const page = pages.get(index)!;
      pages.delete(index);
      pages.set(index, page);
      const start = Math.max(position, index * PAGE);
      const stop = Math.min(end, (index + 1) * PAGE);
      if (stop - index * PAGE > page.length) throw truncated(bytes, index * PAGE + page.length);
      into.set(page.subarray(start - index * PAGE, stop - index * PAGE), start - position);
    }
    return end - position;
  }

  /** Gets a run of pages in one read. */
  function fetch(from: number, until: number): void {
    const own = new Uint8Array(Math.min((until + 1) * PAGE, bytes.size) - from * PAGE);
    const keep = (got: number): void => {
      for (let index = from; index <= until; index++) {
        const at = (index - from) * PAGE;
        pages.set(index, own.subarray(at, Math.min(at + PAGE, got)));
      }
    };
    const got = bytes.read(from * PAGE, own, signal);
    if (typeof got === "number") {
      keep(got);
      return;
    }
    waiting.push(got.then(keep));
    throw new Error("the bytes are on their way");
  }

  return {
    read(position, into) {
      try {
        return answersLater ? fromPages(position, into) : pass(position, into);
      } catch (error) {
        if (waiting.length === 0) failure ??= error;
        throw error;
      }
    },
    begin(now) {
      failure = undefined;
      signal = now;
    },
    get missing() {
      return waiting.length > 0;
    },
    get failure() {
      return failure;
    },
    async arrive() {
      const awaited = waiting;
      waiting = [];
      await Promise.all(awaited);
    },
    settle() {
      for (const index of pages.keys()) {
        if (pages.size <= KEPT) break;
        pages.delete(index);
      }
    },
  };
}

function truncated(bytes: ByteSource, position: number): FormatError {
  return new FormatError("truncated", "the file ends too early", {
    file: bytes.name,
    where: `byte ${position}`,
    expected: `${bytes.size} bytes`,
    advice: "the file was probably cut short while it was copied or written; get it again",
  });
}

function ignore(): void {}
