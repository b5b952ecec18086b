import type { ElementType } from "./source.ts";

/** An element stored in a fixed number of bytes: every one but text. */
export type BinaryElement = Exclude<ElementType, "text">;

/** How binary numbers lie in bytes. Complex data store two after one another. */
export interface Storage {
  readonly element: BinaryElement;
  readonly littleEndian: boolean;
}

/** Bytes of one number. */
export const ELEMENT_BYTES: Readonly<Record<BinaryElement, number>> = {
  float16: 2,
  float32: 4,
  float64: 8,
  int8: 1,
  int16: 2,
  int32: 4,
  int64: 8,
  uint8: 1,
  uint16: 2,
  uint32: 4,
  uint64: 8,
};

/** Whether this machine stores the low byte first. */
export const HOST_LITTLE_ENDIAN: boolean = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Whether every value of this element is a float32, so that a cache of it may be one. */
export function fitsFloat32(element: ElementType): boolean {
  return (
    element === "float16" ||
    element === "float32" ||
    element === "int8" ||
    element === "uint8" ||
    element === "int16" ||
    element === "uint16"
  );
}

/** Turns the bytes of each number around, in place. `bytes` must begin at a multiple of `size` in their buffer. */
export function swapBytes(bytes: Uint8Array, size: number): void {
  const { buffer, byteOffset, length } = bytes;
  if (size === 2) {
    const halves = new Uint16Array(buffer, byteOffset, length >> 1);
    for (let at = 0; at < halves.length; at++) halves[at] = (halves[at] << 8) | (halves[at] >> 8);
  } else if (size >= 4) {
    const words = new Uint32Array(buffer, byteOffset, length >> 2);
    for (let at = 0; at < words.length; at++) words[at] = swapWord(words[at]);
    if (size === 8)
      for (let at = 0; at + 1 < words.length; at += 2) {
        const word = words[at];
        words[at] = words[at + 1];
        words[at + 1] = word;
      }
  }
}

function swapWord(word: number): number {
  return (word << 24) | ((word << 8) & 0xff0000) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
