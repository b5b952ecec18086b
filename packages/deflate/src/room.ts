import type { ScratchFile } from "@unspectro/core/plugin";

/** Room in memory for as many bytes as are announced, and no more; closing what it became frees them. */
export function roomInMemory(name: string, size: number): ScratchFile {
  let room = new Uint8Array(size);
  let length = 0;
  const free = (): void => {
    room = new Uint8Array(0);
  };
  return {
    append(bytes) {
      room.set(bytes, length);
      length += bytes.length;
    },
    finish: () => ({
      name,
      size: length,
      read(position, into) {
        const piece = room.subarray(position, position + into.length);
        into.set(piece);
        return piece.length;
      },
      close: free,
    }),
    discard: free,
  };
}
