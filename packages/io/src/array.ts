import type { ByteSink, ByteSource } from "@unspectro/core/plugin";

/**
 * Bytes already in memory. Reads answer at once; closing does nothing.
 *
 * @example
 * ```ts
 * import { bytesFromArray } from "@unspectro/io";
 *
 * const bytes = bytesFromArray(new Uint8Array([1, 2, 3]), "three bytes");
 * const into = new Uint8Array(2);
 * console.log(bytes.read(1, into), into); // 2 [2, 3]
 * ```
 */
export function bytesFromArray(array: Uint8Array, name = "memory"): ByteSource {
  return {
    name,
    size: array.length,
    read(position, into) {
      const part = array.subarray(position, position + into.length);
      into.set(part);
      return part.length;
    },
    close() {},
  };
}

/** A sink into memory, and what was written. */
export interface ArraySink extends ByteSink {
  /** A view of everything written so far. */
  bytes(): Uint8Array<ArrayBuffer>;
}

/** Gathers bytes in memory; it can seek. For small outputs and tests: all of it lies in one array. */
export function arraySink(name = "memory"): ArraySink {
  let memory = new Uint8Array(4096);
  let length = 0;
  function put(position: number, bytes: Uint8Array): void {
    const end = position + bytes.length;
    if (end > memory.length) {
      const larger = new Uint8Array(Math.max(end, memory.length * 2));
      larger.set(memory.subarray(0, length));
      memory = larger;
    }
    memory.set(bytes, position);
    length = Math.max(length, end);
  }
  return {
    name,
    write: (bytes) => put(length, bytes),
    writeAt: put,
    close() {},
    abort() {
      length = 0;
    },
    bytes: () => memory.subarray(0, length),
  };
}
