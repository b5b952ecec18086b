import { type BinaryElement, HOST_LITTLE_ENDIAN } from "./element.ts";
import { bytesFromArray } from "./memory.ts";
import type { FrameSource } from "./source.ts";
import { stridedSource } from "./strided.ts";

/** Typed arrays whose numbers a source can hold. */
export type NumberArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array;

/** What an array in memory is, where it is not plain rows of real numbers. */
export interface ArrayOptions {
  /** What to call it when speaking to a user; default `memory`. */
  readonly name?: string;
  /** Default `memory`. */
  readonly format?: string;
  /** `rows` (default): the last axis lies together. `columns`: the first one does. */
  readonly order?: "rows" | "columns";
  /** Each cell is a pair of numbers, real part first. */
  readonly complex?: boolean;
  readonly notes?: readonly string[];
}

const elements: readonly (readonly [abstract new (...of: never[]) => NumberArray, BinaryElement])[] = [
  [Float32Array, "float32"],
  [Float64Array, "float64"],
  [Int8Array, "int8"],
  [Int16Array, "int16"],
  [Int32Array, "int32"],
  [Uint8Array, "uint8"],
  [Uint16Array, "uint16"],
  [Uint32Array, "uint32"],
];

/**
 * Frames from numbers in memory, as a reader would give them from a file: for numbers that come from a program, a
 * socket, a reader of one's own. The numbers are read when they are asked for, not copied.
 *
 * @param shape `[rows, columns]`, or `[channels, rows, columns]`; a last axis of 2 behind them is real and imaginary part
 * @throws FormatError `bad-shape`, `empty`, `truncated` where there are fewer numbers than the shape says
 *
 * @example
 * ```ts
 * import { framesOfArray } from "@unspectro/core/plugin";
 *
 * const source = framesOfArray(new Float32Array(513 * 40), [513, 40], { name: "magnitudes" });
 * console.log(source.frames, source.bins, source.element); // 513 40 float32
 * ```
 */
export function framesOfArray(
  numbers: NumberArray,
  shape: readonly number[],
  options: ArrayOptions = {},
): FrameSource {
  const { name = "memory", format = "memory", order = "rows", complex = false, notes = [] } = options;
  const { buffer, byteOffset, byteLength } = numbers;
  return stridedSource({
    bytes: bytesFromArray(new Uint8Array(buffer, byteOffset, byteLength), name),
    offset: 0,
    element: elements.find(([kind]) => numbers instanceof kind)![1],
    littleEndian: HOST_LITTLE_ENDIAN,
    format,
    name,
    shape,
    order,
    complex,
    notes,
  });
}
