import { DataError, type FrameSource, matrixAxes } from "@unspectro/core";

/** Arrays up to this many cells are read once and kept; larger ones are read by the blocks that are asked for. */
const KEEP_CELLS = 6_000_000;

/** What a frame is in the array as its producer shows it. */
export type FrameAxis = "rows" | "columns";

/** A stored matrix, read by frames along either axis. */
export interface StoredArray {
  readonly rows: number;
  readonly columns: number;
  /** `count x bins` numbers (pairs for complex data), frame after frame; the first `bins` of each. */
  read(axis: FrameAxis, first: number, count: number, bins: number): Promise<Float64Array>;
}

/** Whether the records of a source are rows of the array as its producer shows it. */
export function recordsAreRows(source: FrameSource): boolean {
  return source.frameAxis === matrixAxes(source)[0];
}

/**
 * @param skip leading rows and columns that hold indices, not data
 * @throws DataError `mismatched-pair` when nothing is left
 */
export async function arrayOf(
  source: FrameSource,
  skip: { readonly rows: number; readonly columns: number },
  signal?: AbortSignal,
): Promise<StoredArray> {
  const byRows = recordsAreRows(source);
  const skipRecords = byRows ? skip.rows : skip.columns;
  const skipBins = byRows ? skip.columns : skip.rows;
  const records = source.frames - skipRecords;
  const length = source.bins - skipBins;
  if (records < 1 || length < 1)
    throw new DataError("not-invertible", "there is no data", { file: source.name });
  const width = source.complex ? 2 : 1;
  const kept = records * length <= KEEP_CELLS ? await readRecords(0, records, 0, length) : undefined;
  return {
    rows: byRows ? records : length,
    columns: byRows ? length : records,
    async read(axis, first, count, bins) {
      if ((axis === "rows") === byRows)
        return copyRecords(kept ?? (await readRecords(first, count, 0, bins)), kept ? first : 0, count, bins);
      const strip = kept ?? (await readRecords(0, bins, first, count));
      return turn(strip, kept ? length : count, kept ? first : 0, count, bins);
    },
  };

  /** Keeps the first `bins` numbers of `count` records that are `length` or `bins` long. */
  function copyRecords(data: Float64Array, first: number, count: number, bins: number): Float64Array {
    const stride = data.length === count * bins * width && first === 0 ? bins : length;
    const out = new Float64Array(count * bins * width);
    for (let f = 0; f < count; f++) {
      const at = (first + f) * stride * width;
      out.set(data.subarray(at, at + bins * width), f * bins * width);
    }
    return out;
  }

  /** Frames that run across the records: a strip of columns, turned. */
  function turn(
    data: Float64Array,
    stride: number,
    first: number,
    count: number,
    bins: number,
  ): Float64Array {
    const out = new Float64Array(count * bins * width);
    for (let b = 0; b < bins; b++)
      for (let f = 0; f < count; f++)
        for (let w = 0; w < width; w++)
          out[(f * bins + b) * width + w] = data[(b * stride + first + f) * width + w];
    return out;
  }

  async function readRecords(
    first: number,
    count: number,
    firstBin: number,
    bins: number,
  ): Promise<Float64Array> {
    const out = new Float64Array(count * bins * width);
    const step = Math.max(1, source.blockFrames);
    for (let done = 0; done < count; ) {
      signal?.throwIfAborted();
      const into = out.subarray(done * bins * width);
      const options = {
        firstBin: firstBin + skipBins,
        binCount: bins,
        ...(signal === undefined ? {} : { signal }),
      };
      const got = await source.read(first + skipRecords + done, Math.min(step, count - done), into, options);
      if (got === 0)
        throw new DataError("not-invertible", "the array ends before its size", { file: source.name });
      done += got;
    }
    return out;
  }
}
