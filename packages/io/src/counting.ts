import type { ByteSource } from "@unspectro/core/plugin";

/** A source that remembers what was asked of it. */
export interface CountingSource extends ByteSource {
  /** Calls of `read` so far. */
  readonly reads: number;
  /** Bytes asked for so far. */
  readonly bytes: number;
}

/** Counts reads on their way through: for progress in bytes, and for tests that a reader reads no more than it must. */
export function counting(source: ByteSource): CountingSource {
  let reads = 0;
  let bytes = 0;
  return {
    name: source.name,
    size: source.size,
    ...(source.native === undefined ? {} : { native: source.native }),
    get reads() {
      return reads;
    },
    get bytes() {
      return bytes;
    },
    read(position, into, signal) {
      reads += 1;
      bytes += into.length;
      return source.read(position, into, signal);
    },
    close: () => source.close(),
  };
}
