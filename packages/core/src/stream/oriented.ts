import { matrixAxes } from "../contract/axes.ts";
import type { MaybePromise } from "../contract/bytes.ts";
import { orient } from "../contract/orient.ts";
import type { FrameSource, Numbers } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";
import { framesAndBins } from "../convention/resolve.ts";

/** A source whose records are frames, and the part of it that is data. */
export interface Oriented {
  readonly source: FrameSource;
  /** The array as it lies in the file, where that is bin after bin and parts of records can be read. */
  readonly columns: FrameSource | undefined;
  readonly firstFrame: number;
  readonly firstBin: number;
  readonly frames: number;
  readonly bins: number;
}

/** @throws ConventionError `does-not-fit` where nothing is left beside the index rows and columns */
export function oriented(source: FrameSource, { layout }: Convention): Oriented {
  const [rowAxis, columnAxis] = matrixAxes(source);
  const byRows = layout.frames === "rows";
  const turned = orient(source, byRows ? rowAxis : columnAxis);
  const shape = byRows
    ? { rows: turned.frames, columns: turned.bins }
    : { rows: turned.bins, columns: turned.frames };
  return {
    source: turned,
    columns: turned !== source && source.partialRecords ? source : undefined,
    firstFrame: byRows ? layout.skipRows : layout.skipColumns,
    firstBin: byRows ? layout.skipColumns : layout.skipRows,
    ...framesAndBins(layout, shape),
  };
}

/** Frames of one channel. */
interface Span {
  readonly channel: number;
  readonly first: number;
  readonly count: number;
  readonly signal?: AbortSignal;
}

/** Reads frames one after the other. */
export function readFrames(
  { source, firstFrame, firstBin, bins }: Oriented,
  { first, count, ...options }: Span,
  into: Numbers,
): MaybePromise<number> {
  return source.read(firstFrame + first, count, into, { ...options, firstBin, binCount: bins });
}

/** Reads the same bin after bin, `count` numbers each; only where there are `columns`. */
export function readByBins(
  { columns, firstFrame, firstBin, bins }: Oriented,
  { first, count, ...options }: Span,
  into: Numbers,
): MaybePromise<number> {
  return columns!.read(firstBin, bins, into, {
    ...options,
    firstBin: firstFrame + first,
    binCount: count,
  });
}
