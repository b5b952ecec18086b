import type { ByteSink } from "@unspectro/core/plugin";

export { bytesFromArray } from "@unspectro/core/plugin";

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
