import { complexFft } from "@unspectro/core";
import { digitReversal, radicesOf, root, smoothSize } from "./factors.ts";
import type { KernelMemory } from "./memory.ts";
import { writeFft } from "./records.ts";

/** Bytes of a complex vector. */
export const COMPLEX_BYTES = 32;

/** Lays a complex transform of any size into memory, and answers the record's address. */
export function planFft(memory: KernelMemory, size: number): number {
  const radices = radicesOf(size);
  return radices === null ? planBluestein(memory, size) : planDirect(memory, size, radices);
}

function planDirect(memory: KernelMemory, size: number, radices: readonly number[]): number {
  const { order, passes } = tablesOf(size, radices);
  const roots = new Map<number, number>();
  const fields: number[] = [];
  for (const { radix, span, twiddles } of passes) {
    if (!roots.has(radix)) roots.set(radix, radix % 2 === 1 ? planRoots(memory, radix) : 0);
    fields.push(radix, span, memory.reals(twiddles), roots.get(radix) ?? 0);
  }
  return writeFft(memory, {
    size,
    order: memory.integers(order),
    passes: memory.integers(fields),
    passCount: radices.length,
    inner: 0,
    chirp: 0,
    filter: 0,
    first: 0,
    second: 0,
  });
}

/** What a transform looks up, whatever its arithmetic. */
interface Tables {
  /** Bytes from the beginning to where each element of the input belongs. */
  readonly order: Int32Array;
  readonly passes: readonly {
    readonly radix: number;
    readonly span: number;
    readonly twiddles: Float64Array;
  }[];
}

/** Inverting one file takes several kernels, most of one size: tables of the last sizes are kept, if they are small. */
const kept = new Map<number, Tables>();
const MOST_KEPT = 4;
const LARGEST_KEPT = 2 ** 14;

function tablesOf(size: number, radices: readonly number[]): Tables {
  const known = kept.get(size);
  if (known !== undefined) return known;
  let span = 1;
  const passes = radices.map((radix) => {
    const pass = { radix, span, twiddles: twiddlesOf(radix, span) };
    span *= radix;
    return pass;
  });
  const order = digitReversal(size, radices).map((position) => position * COMPLEX_BYTES);
  const tables = { order, passes };
  if (kept.size === MOST_KEPT) kept.clear();
  if (size <= LARGEST_KEPT) kept.set(size, tables);
  return tables;
}

function planRoots(memory: KernelMemory, radix: number): number {
  return memory.reals(Array.from({ length: radix }, (_, j) => root(j, radix)).flat());
}

/** For each j < span: e^{2 pi i j q / (radix span)}, q = 1 .. radix - 1. */
function twiddlesOf(radix: number, span: number): Float64Array {
  const twiddles = new Float64Array(2 * span * (radix - 1));
  let at = 0;
  for (let j = 0; j < span; j++) {
    for (let q = 1; q < radix; q++) {
      const [cos, sin] = root(j * q, radix * span);
      twiddles[at++] = cos;
      twiddles[at++] = sin;
    }
  }
  return twiddles;
}

/** Chirp c[k] = e^{i pi k^2 / size}; the filter is the transform of conj c, circular over the convolution's size. */
function planBluestein(memory: KernelMemory, size: number): number {
  const innerSize = smoothSize(2 * size - 1);
  const radices = radicesOf(innerSize) ?? [];
  const chirp = new Float64Array(2 * size);
  for (let k = 0; k < size; k++) {
    // k^2 modulo 2 size, in whole numbers: exact where k^2 pi / size would not be.
    const [cos, sin] = root(Number((BigInt(k) * BigInt(k)) % BigInt(2 * size)), 2 * size);
    chirp[2 * k] = cos;
    chirp[2 * k + 1] = sin;
  }
  return writeFft(memory, {
    size,
    order: memory.integers(Int32Array.from({ length: size }, (_, k) => k * COMPLEX_BYTES)),
    passes: 0,
    passCount: 0,
    inner: planDirect(memory, innerSize, radices),
    chirp: memory.reals(chirp),
    filter: memory.reals(filterOf(chirp, size, innerSize)),
    first: memory.reserve(innerSize * COMPLEX_BYTES),
    second: memory.reserve(innerSize * COMPLEX_BYTES),
  });
}

function filterOf(chirp: Float64Array, size: number, innerSize: number): Float64Array {
  const circular = new Float64Array(2 * innerSize);
  for (let k = 0; k < size; k++) {
    for (const at of k === 0 ? [0] : [k, innerSize - k]) {
      circular[2 * at] = chirp[2 * k];
      circular[2 * at + 1] = chirp[2 * k + 1];
    }
  }
  // With exponent +i, the transform of conj c is the conjugate of the ordinary transform of c.
  const filter = new Float64Array(2 * innerSize);
  complexFft(innerSize).forward(circular, filter);
  return filter.map((value, i) => (i % 2 === 0 ? value : -value) / innerSize);
}
