import type { ByteSource, MaybePromise } from "../../src/plugin.ts";

/** Bytes in memory that answer at once or later. */
export function memoryBytes(content: Uint8Array, later = false): ByteSource & { reads: number } {
  const source = {
    name: "S.bin",
    size: content.length,
    reads: 0,
    read(position: number, into: Uint8Array): MaybePromise<number> {
      source.reads++;
      const fill = () => {
        const piece = content.subarray(position, position + into.length);
        into.set(piece);
        return piece.length;
      };
      return later ? Promise.resolve().then(fill) : fill();
    },
    close() {},
  };
  return source;
}
