/** The element type of a kernel: 4 frames at a time in float32, 2 in float64. */
export type Precision = "single" | "double";

/** Kernel numbers: what a `Float32Array` or `Float64Array` over the memory holds. */
export type Reals = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

const PAGE = 65536;
/** One cache line: what begins there is not split. */
const LINE = 64;
/** Vectors may look this far past the end of what they are given. */
const SLACK = 64;

/** Linear memory, filled once from below while planning; it never shrinks, and does not grow after. */
export interface KernelMemory {
  readonly memory: WebAssembly.Memory;
  readonly precision: Precision;
  /** Bytes of one element: 4 or 8. */
  readonly elementBytes: 4 | 8;
  /** Frames in a vector: 4 or 2. */
  readonly lanes: 4 | 2;
  /** Reserves zeroed bytes, and answers where. */
  reserve(bytes: number): number;
  /** Reserves and fills elements of the kernel's type. */
  reals(values: ArrayLike<number>): number;
  /** Reserves and fills float64 numbers. */
  doubles(values: ArrayLike<number>): number;
  /** Reserves and fills 32-bit integers. */
  integers(values: ArrayLike<number>): number;
  /** `count` elements from byte `at` on. Stale after the next reservation. */
  view(at: number, count: number): Reals;
}

/** Hands out `memory` from byte `base` on. */
export function kernelMemory(memory: WebAssembly.Memory, base: number, precision: Precision): KernelMemory {
  let top = base;
  const elementBytes = precision === "single" ? 4 : 8;
  const reserve = (bytes: number): number => {
    const at = Math.ceil(top / LINE) * LINE;
    top = at + bytes + SLACK;
    const missing = top - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return at;
  };
  const view = (at: number, count: number): Reals =>
    precision === "single"
      ? new Float32Array(memory.buffer, at, count)
      : new Float64Array(memory.buffer, at, count);
  return {
    memory,
    precision,
    elementBytes,
    lanes: precision === "single" ? 4 : 2,
    reserve,
    reals(values) {
      const at = reserve(values.length * elementBytes);
      view(at, values.length).set(values);
      return at;
    },
    doubles(values) {
      const at = reserve(values.length * 8);
      new Float64Array(memory.buffer, at, values.length).set(values);
      return at;
    },
    integers(values) {
      const at = reserve(values.length * 4);
      new Int32Array(memory.buffer, at, values.length).set(values);
      return at;
    },
    view,
  };
}
