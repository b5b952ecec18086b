import { type ByteSource, FormatError, type MaybePromise } from "@unspectro/core/plugin";

/** How much a cache holds. */
export interface CacheOptions {
  /** Bytes fetched at once. Default 256 KiB. */
  readonly blockBytes?: number;
  /** Blocks kept; the least recently used goes first. Default 16. */
  readonly blocks?: number;
}

/**
 * Keeps recently read blocks of a slow source (a URL) in memory, so that many small reads cost few large ones.
 * Reads as long as the whole cache go past it. Two reads of one block that overlap in time share one fetch, which
 * is why a signal stops a read only between its blocks.
 */
export function cached(source: ByteSource, options: CacheOptions = {}): ByteSource {
  const blockBytes = options.blockBytes ?? 256 * 1024;
  const limit = options.blocks ?? 16;
  // A Map remembers the order of insertion: the first key is the least recently used.
  const held = new Map<number, MaybePromise<Uint8Array>>();

  function block(index: number): MaybePromise<Uint8Array> {
    const known = held.get(index);
    if (known !== undefined) {
      held.delete(index);
      held.set(index, known);
      return known;
    }
    const into = new Uint8Array(Math.min(blockBytes, source.size - index * blockBytes));
    const got = source.read(index * blockBytes, into);
    const bytes = typeof got === "number" ? into.subarray(0, got) : fetched(index, into, got);
    held.set(index, bytes);
    if (held.size > limit) {
      const [oldest] = held.keys();
      if (oldest !== undefined) held.delete(oldest);
    }
    return bytes;
  }

  /** A fetch under way; a failed one is forgotten, so that the next read tries again. */
  async function fetched(index: number, into: Uint8Array, got: Promise<number>): Promise<Uint8Array> {
    try {
      const bytes = into.subarray(0, await got);
      if (held.has(index)) held.set(index, bytes);
      return bytes;
    } catch (error) {
      held.delete(index);
      throw error;
    }
  }

  return {
    name: source.name,
    size: source.size,
    ...(source.native === undefined ? {} : { native: source.native }),
    read(position, into, signal) {
      if (into.length >= blockBytes * limit) return source.read(position, into, signal);
      const end = Math.min(position + into.length, source.size);
      let at = position;
      function copy(bytes: Uint8Array): boolean {
        const from = at % blockBytes;
        const part = bytes.subarray(from, Math.min(bytes.length, from + end - at));
        into.set(part, at - position);
        at += part.length;
        return part.length > 0;
      }
      function rest(): MaybePromise<number> {
        while (at < end) {
          if (signal?.aborted) {
            throw new FormatError("aborted", "stopped as asked", { file: source.name }, signal.reason);
          }
          const bytes = block(Math.floor(at / blockBytes));
          if (bytes instanceof Promise) {
            return bytes.then((arrived) => (copy(arrived) ? rest() : at - position));
          }
          if (!copy(bytes)) break;
        }
        return Math.max(0, at - position);
      }
      return rest();
    },
    close() {
      held.clear();
      return source.close();
    },
  };
}
