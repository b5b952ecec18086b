import { type BinaryElement, ELEMENT_BYTES, HOST_LITTLE_ENDIAN, type Storage, swapBytes } from "./element.ts";
import type { Numbers } from "./source.ts";

/**
 * Decodes `count` numbers that begin at byte `start` of `bytes` into `into`, from index `at`. The bytes may lie
 * anywhere in their buffer: what is aligned and native is converted where it lies, the rest through a small aligned
 * copy. Integers of 64 bits become the nearest float64.
 *
 * @example
 * ```ts
 * import { decode } from "@unspectro/core/plugin";
 *
 * const numbers = new Float64Array(2);
 * decode(Uint8Array.of(0x3c, 0x00, 0xc0, 0x00), 0, 2, { element: "float16", littleEndian: false }, numbers);
 * console.log(numbers); // 1, -2
 * ```
 */
export function decode(
  bytes: Uint8Array,
  start: number,
  count: number,
  storage: Storage,
  into: Numbers,
  at = 0,
): void {
  const size = ELEMENT_BYTES[storage.element];
  const swapped = size > 1 && storage.littleEndian !== HOST_LITTLE_ENDIAN;
  const offset = bytes.byteOffset + start;
  if (!swapped && offset % size === 0) {
    convert(bytes.buffer, offset, count, storage.element, into, at);
    return;
  }
  for (let done = 0; done < count; ) {
    const piece = Math.min(count - done, CHUNK / size);
    const from = start + done * size;
    const copy = chunkBytes.subarray(0, piece * size);
    copy.set(bytes.subarray(from, from + piece * size));
    if (swapped) swapBytes(copy, size);
    convert(chunk, 0, piece, storage.element, into, at + done);
    done += piece;
  }
}

const CHUNK = 16384;
const chunk = new ArrayBuffer(CHUNK);
const chunkBytes = new Uint8Array(chunk);

/** From aligned bytes in this machine's order. */
function convert(
  buffer: ArrayBufferLike,
  offset: number,
  count: number,
  element: BinaryElement,
  into: Numbers,
  at: number,
): void {
  switch (element) {
    case "float32":
      into.set(new Float32Array(buffer, offset, count), at);
      return;
    case "float64":
      into.set(new Float64Array(buffer, offset, count), at);
      return;
    case "int8":
      into.set(new Int8Array(buffer, offset, count), at);
      return;
    case "uint8":
      into.set(new Uint8Array(buffer, offset, count), at);
      return;
    case "int16":
      into.set(new Int16Array(buffer, offset, count), at);
      return;
    case "uint16":
      into.set(new Uint16Array(buffer, offset, count), at);
      return;
    case "int32":
      into.set(new Int32Array(buffer, offset, count), at);
      return;
    case "uint32":
      into.set(new Uint32Array(buffer, offset, count), at);
      return;
    case "float16":
      convertHalves(new Uint16Array(buffer, offset, count), into, at);
      return;
    case "int64":
      convertWide(
        new Uint32Array(buffer, offset, 2 * count),
        new Int32Array(buffer, offset, 2 * count),
        into,
        at,
      );
      return;
    case "uint64": {
      const words = new Uint32Array(buffer, offset, 2 * count);
      convertWide(words, words, into, at);
    }
  }
}

/** Low words unsigned, high words signed or not: one rounding, at the sum. */
function convertWide(low: Uint32Array, high: Uint32Array | Int32Array, into: Numbers, at: number): void {
  const first = HOST_LITTLE_ENDIAN ? 0 : 1;
  for (let i = 0; i < low.length; i += 2)
    into[at + (i >> 1)] = high[i + 1 - first] * 4294967296 + low[i + first];
}

function convertHalves(halves: Uint16Array, into: Numbers, at: number): void {
  halfValues ??= tabulateHalves();
  for (let i = 0; i < halves.length; i++) into[at + i] = halfValues[halves[i]];
}

/** The value of each of the 65536 halves: faster than arithmetic on each, and 256 KiB only if a file needs it. */
let halfValues: Float32Array | undefined;

function tabulateHalves(): Float32Array {
  return Float32Array.from({ length: 65536 }, (_, bits) => {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
  });
}
