import { FormatError } from "./errors.ts";
import type { FrameSource } from "./source.ts";

/** What the axes of an array mean. */
export interface AxisRoles {
  /** The two axes of the matrix, rows first. */
  readonly matrix: readonly [row: number, column: number];
  /** Axes multiplied out to channels, slowest first. */
  readonly channels: readonly number[];
  /** The axis of length 2 that holds real and imaginary part. */
  readonly pair?: number;
}

/** How a format wants its axes read. */
export interface AxisOptions {
  /** The cells are complex already, so no axis can hold their parts. */
  readonly complex?: boolean;
  /** Where channels stand in arrays of three dimensions and more: `first` (Python, the default), `last` (MATLAB). */
  readonly channels?: "first" | "last";
}

/**
 * Finds matrix, channels and complex parts in a shape. Axes of length 1 around a matrix are dropped; a last axis of 2
 * is real and imaginary part (torch before 1.8); what is left besides the last two axes is channels. With `channels:
 * "last"` all besides the first two are channels, a last axis of 2 too: MATLAB and Octave have complex numbers.
 *
 * @throws FormatError `bad-shape` when there is no matrix; `empty` when an axis has length 0
 *
 * @example
 * ```ts
 * import { axisRoles } from "@unspectro/core/plugin";
 *
 * console.log(axisRoles([2, 1025, 431], "stereo.npy")); // { matrix: [1, 2], channels: [0] }
 * console.log(axisRoles([1, 1025, 431, 2], "torch.npy")); // { matrix: [1, 2], channels: [], pair: 3 }
 * ```
 */
export function axisRoles(shape: readonly number[], file: string, options: AxisOptions = {}): AxisRoles {
  if (shape.length < 2) throw notAMatrix(shape, file);
  if (shape.includes(0))
    throw new FormatError("empty", "the array is empty", {
      file,
      found: `shape ${describeShape(shape)}`,
      advice: "check the step that wrote it: an axis of length 0 holds no frames",
    });
  const axes = shape.map((_, axis) => axis);
  const dropOnes = (from: number[]): void => {
    for (const axis of from)
      if (axes.length > 2 && shape[axis] === 1) axes.splice(axes.indexOf(axis), 1);
      else return;
  };
  dropOnes([...axes]);
  const last = axes[axes.length - 1];
  const mayBePair = !options.complex && options.channels !== "last";
  const pair = mayBePair && axes.length > 2 && shape[last] === 2 ? axes.pop() : undefined;
  dropOnes([...axes].reverse());
  for (const axis of [...axes]) if (axes.length > 2 && shape[axis] === 1) axes.splice(axes.indexOf(axis), 1);
  const split = options.channels === "last" ? 2 : axes.length - 2;
  const [head, tail] = [axes.slice(0, split), axes.slice(split)];
  const [matrix, channels] = options.channels === "last" ? [head, tail] : [tail, head];
  return {
    matrix: [matrix[0], matrix[1]],
    channels,
    ...(pair === undefined ? {} : { pair }),
  };
}

/**
 * The two axes of `source.shape` that make its matrix, rows first: what `rows` and `columns` of a convention's layout
 * mean for an array with channels.
 */
export function matrixAxes(source: FrameSource): readonly [row: number, column: number] {
  const { shape, frameAxis, bins } = source;
  const byDistance = shape
    .map((length, axis) => ({ length, axis }))
    .filter(({ length, axis }) => axis !== frameAxis && length === bins)
    .sort((a, b) => Math.abs(a.axis - frameAxis) - Math.abs(b.axis - frameAxis) || b.axis - a.axis);
  const binAxis = byDistance[0]?.axis ?? (frameAxis === 0 ? 1 : 0);
  return frameAxis < binAxis ? [frameAxis, binAxis] : [binAxis, frameAxis];
}

/** The matrix axis that records do not run along: what to `orient` to for the turned array. */
export function otherAxis(source: FrameSource): number {
  const [row, column] = matrixAxes(source);
  return source.frameAxis === row ? column : row;
}

/** `1025 x 431`, as people write it. */
export function describeShape(shape: readonly number[]): string {
  return shape.length === 0 ? "()" : shape.length === 1 ? `(${shape[0]},)` : shape.join(" x ");
}

function notAMatrix(shape: readonly number[], file: string): FormatError {
  const what =
    shape.length === 0
      ? "a single number is not a spectrogram"
      : "a plain list of numbers is not a spectrogram";
  return new FormatError("bad-shape", what, {
    file,
    expected: "two dimensions (frames and bins), or more for channels",
    found: `shape ${describeShape(shape)}`,
    advice:
      shape.length === 0
        ? "name another array of the file"
        : "save the array as it was before it was flattened; if this is audio, there is nothing to invert",
  });
}
