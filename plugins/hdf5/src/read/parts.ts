import type { MaybePromise, Numbers } from "@unspectro/core/plugin";
import { decodeCells } from "./cells.ts";
import type { Dataset } from "./describe.ts";
import type { Hdf5File } from "./file.ts";
import { type Hyperslab, hyperslab, type Matrix, type Part } from "./matrix.ts";

/** Reads parts of one dataset, frame after frame. */
export interface PartReader {
  /**
   * Reads a part and decodes it into `into` from index `at` on: its frames one after another, `stride` numbers apart.
   */
  read(part: Part, into: Numbers, at: number, stride: number, signal?: AbortSignal): MaybePromise<true>;
}

export function partReader(file: Hdf5File, dataset: Dataset, matrix: Matrix): PartReader {
  const { cell } = dataset;
  const { axes } = matrix;
  /** One part of the pairs of one frame, where real and imaginary parts lie apart. */
  let lane = new Float64Array(0);

  /** From the library's memory, where the slab lies with its last axis fastest. */
  function unpack(
    bytes: Uint8Array,
    slab: Hyperslab,
    part: Part,
    into: Numbers,
    at: number,
    stride: number,
  ): void {
    const step = strides(slab.count);
    const { bins, frames } = part;
    const pairStep = axes.pair === undefined ? 1 : step[axes.pair]!;
    if (lane.length < bins && pairStep !== 1) lane = new Float64Array(bins);
    for (let frame = 0; frame < frames; frame++) {
      const from = frame * step[axes.frame]!;
      const to = at + frame * stride;
      if (pairStep === 1) {
        decodeCells(bytes, from * cell.bytes, bins * step[axes.bin]!, cell, into, to);
        continue;
      }
      for (let index = 0; index < 2; index++) {
        decodeCells(bytes, (from + index * pairStep) * cell.bytes, bins, cell, lane, 0);
        for (let bin = 0; bin < bins; bin++) into[to + 2 * bin + index] = lane[bin]!;
      }
    }
  }

  return {
    read(part, into, at, stride, signal) {
      const slab = hyperslab(matrix, part);
      const size = slab.count.reduce((product, length) => product * length, cell.bytes);
      return file.run(({ library }, id) => {
        const pointer = library._malloc(size);
        if (pointer === 0) return undefined;
        try {
          const status = library.get_dataset_data(
            id,
            dataset.path,
            slab.count.map(BigInt),
            slab.offset.map(BigInt),
            slab.count.map(() => 1n),
            BigInt(pointer),
          );
          if (status < 0) return undefined;
          unpack(library.HEAPU8.subarray(pointer, pointer + size), slab, part, into, at, stride);
          return true as const;
        } finally {
          library._free(pointer);
        }
      }, signal);
    },
  };
}

function strides(count: readonly number[]): number[] {
  const step = count.map(() => 1);
  for (let axis = count.length - 2; axis >= 0; axis--) step[axis] = step[axis + 1]! * count[axis + 1]!;
  return step;
}
