import { axisRoles } from "@unspectro/core/plugin";
import type { Dataset } from "./describe.ts";

/**
 * The matrix in a dataset: which of the file's axes are frames, bins, channels, and real and imaginary part. Axes are
 * numbered as in the file, slowest first; `shape` and `frameAxis` are in the user's order.
 */
export interface Matrix {
  readonly shape: readonly number[];
  readonly frameAxis: number;
  readonly frames: number;
  readonly bins: number;
  readonly channels: number;
  readonly complex: boolean;
  readonly dims: readonly number[];
  readonly axes: {
    readonly frame: number;
    readonly bin: number;
    /** Multiplied out to channels, slowest first. */
    readonly channel: readonly number[];
    readonly pair: number | undefined;
  };
}

/**
 * Finds the matrix of a dataset. Records run along the slower of its two axes, since a record is what lies together.
 *
 * @throws FormatError `bad-shape`, `empty`
 */
export function matrixOf(dataset: Dataset, file: string): Matrix {
  const { dims, reversed, cell } = dataset;
  const shape = reversed ? [...dims].reverse() : dims;
  const roles = axisRoles(shape, file, { complex: cell.complex, channels: reversed ? "last" : "first" });
  const stored = (axis: number): number => (reversed ? dims.length - 1 - axis : axis);
  const [row, column] = roles.matrix;
  const [frameAxis, binAxis] = stored(row) < stored(column) ? [row, column] : [column, row];
  return {
    shape,
    frameAxis,
    frames: shape[frameAxis]!,
    bins: shape[binAxis]!,
    channels: roles.channels.reduce((product, axis) => product * shape[axis]!, 1),
    complex: cell.complex || roles.pair !== undefined,
    dims,
    axes: {
      frame: stored(frameAxis),
      bin: stored(binAxis),
      channel: roles.channels.map(stored),
      pair: roles.pair === undefined ? undefined : stored(roles.pair),
    },
  };
}

/** Part of a matrix: what one call of the library reads. */
export interface Part {
  readonly channel: number;
  readonly frame: number;
  readonly frames: number;
  readonly bin: number;
  readonly bins: number;
}

/** A part in the file's own terms: where it begins and how long it is along each axis. */
export interface Hyperslab {
  readonly offset: readonly number[];
  readonly count: readonly number[];
}

/** Channels count through their axes with the last one fastest. */
export function hyperslab({ dims, axes }: Matrix, part: Part): Hyperslab {
  const offset = dims.map(() => 0);
  const count = dims.map(() => 1);
  let rest = part.channel;
  for (const axis of [...axes.channel].reverse()) {
    offset[axis] = rest % dims[axis]!;
    rest = Math.floor(rest / dims[axis]!);
  }
  offset[axes.frame] = part.frame;
  count[axes.frame] = part.frames;
  offset[axes.bin] = part.bin;
  count[axes.bin] = part.bins;
  if (axes.pair !== undefined) count[axes.pair] = 2;
  return { offset, count };
}
