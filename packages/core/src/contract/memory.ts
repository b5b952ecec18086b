import type { ByteSource } from "./bytes.ts";

/**
 * Bytes already in memory. Reads answer at once; closing does nothing.
 *
 * @example
 * ```ts
 * import { bytesFromArray } from "@unspectro/core/plugin";
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
