import { type AxisOptions, axisRoles, describeShape } from "./axes.ts";
import type { ByteSource, MaybePromise } from "./bytes.ts";
import { type BinaryElement, ELEMENT_BYTES, type Storage } from "./element.ts";
import { FormatError } from "./errors.ts";
import { type Lane, transferLane } from "./lane.ts";
import { checkRead, closedError } from "./request.ts";
import type { FrameSource, Numbers, ReadOptions } from "./source.ts";

/** Binary numbers somewhere in a file. */
export interface StridedPart extends Storage {
  readonly bytes: ByteSource;
  /** Position of the first number, in bytes. */
  readonly offset: number;
}

/** An array of binary numbers, as a file's header describes it. */
export interface StridedArray extends StridedPart, Pick<AxisOptions, "channels"> {
  /** The reader's id. */
  readonly format: string;
  /** What to call the array when speaking to a user. */
  readonly name: string;
  readonly shape: readonly number[];
  /** `rows`: C order, the last axis lies together. `columns`: Fortran order, the first one does. */
  readonly order: "rows" | "columns";
  /** Each cell is a pair of numbers, real part first. */
  readonly complex?: boolean;
  /** Imaginary parts that lie in a plane of their own (MATLAB). */
  readonly imaginary?: StridedPart;
  readonly notes?: readonly string[];
  /** What the source holds and its `close` frees (an unpacked member). */
  readonly release?: () => MaybePromise<void>;
}

/**
 * Frames from any array of binary numbers with a known shape: what the readers of .npy, .mat and raw files share.
 *
 * Records run along the matrix axis with the larger stride, so that a record is read in one piece; leading axes are
 * channels, a trailing axis of 2 is real and imaginary part ({@link axisRoles}). Reading is as synchronous as the bytes
 * are, straight into the caller's memory where file and memory agree, else through blocks of 32768 numbers at most.
 *
 * @throws FormatError `bad-shape`, `empty`, `bad-header` for a shape that no file can have, `truncated` for one that
 * this file has not: nothing is allocated before the sizes are checked
 */
export function stridedSource(array: StridedArray): FrameSource {
  const { format, name, shape, order, element } = array;
  const planes = array.complex === true || array.imaginary !== undefined;
  const roles = axisRoles(shape, name, { complex: planes, channels: array.channels ?? "first" });
  checkSize(array, shape, array.complex ? 2 : 1, name);
  if (array.imaginary !== undefined) checkSize(array.imaginary, shape, 1, name);
  const strides = axisStrides(shape, order, array.complex ? 2 : 1);
  const [row, column] = roles.matrix;
  const columnsLieTogether =
    strides[row] < strides[column] || (strides[row] === strides[column] && order === "columns");
  const [frameAxis, binAxis] = columnsLieTogether ? [column, row] : [row, column];
  const complex = planes || roles.pair !== undefined;
  const channels = roles.channels.reduce((product, axis) => product * shape[axis], 1);
  const lanes = describeLanes(array, strides, roles.pair, strides[frameAxis], strides[binAxis]);

  let closed = false;
  const source: FrameSource = {
    format,
    name,
    frames: shape[frameAxis],
    bins: shape[binAxis],
    channels,
    element,
    complex,
    shape,
    frameAxis,
    blockFrames: blockFrames(shape[binAxis], complex),
    partialRecords: true,
    notes: array.notes ?? [],
    read(start: number, count: number, into: Numbers, options: ReadOptions = {}): MaybePromise<number> {
      if (closed) throw closedError(name);
      const extent = checkRead(source, start, count, into, options);
      if (extent.given === 0 || extent.binCount === 0) return extent.given;
      const origin = channelOrigin(extent.channel, roles.channels, shape, strides);
      for (let i = 0; i < lanes.length; i++) {
        const moved = transferLane(lanes[i], origin, start, extent, into, options.signal);
        if (moved !== undefined)
          return moved.then(async () => {
            for (let j = i + 1; j < lanes.length; j++)
              await transferLane(lanes[j], origin, start, extent, into, options.signal);
            return extent.given;
          });
      }
      return extent.given;
    },
    close(): MaybePromise<void> {
      if (closed) return;
      closed = true;
      return array.release?.();
    },
  };
  return source;
}

/** A cheap read is about a mebibyte, of 1024 frames at most. */
function blockFrames(bins: number, complex: boolean): number {
  return Math.max(1, Math.min(1024, Math.floor(131072 / (bins * (complex ? 2 : 1)))));
}

/** Distances between neighbours along each axis, in numbers. */
function axisStrides(shape: readonly number[], order: "rows" | "columns", cell: number): number[] {
  const strides = shape.map(() => 0);
  const axes = shape.map((_, axis) => axis);
  let step = cell;
  for (const axis of order === "rows" ? axes.reverse() : axes) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

/** Channels count through their axes with the last one fastest, whatever the order of storage. */
function channelOrigin(
  channel: number,
  axes: readonly number[],
  shape: readonly number[],
  strides: readonly number[],
): number {
  let origin = 0;
  let rest = channel;
  for (let i = axes.length - 1; i >= 0; i--) {
    const length = shape[axes[i]];
    origin += (rest % length) * strides[axes[i]];
    rest = Math.floor(rest / length);
  }
  return origin;
}

/** One lane where real and imaginary part lie side by side, two where they lie apart. */
function describeLanes(
  array: StridedArray,
  strides: readonly number[],
  pair: number | undefined,
  frameStride: number,
  binStride: number,
): Lane[] {
  const common = { frameStride, binStride, file: array.name };
  const at = (part: StridedPart, shift: number) => ({
    bytes: part.bytes,
    storage: { element: part.element, littleEndian: part.littleEndian },
    offset: part.offset + shift * ELEMENT_BYTES[part.element],
  });
  if (array.imaginary !== undefined)
    return [array, array.imaginary].map((part, index) => ({
      ...common,
      ...at(part, 0),
      run: 1,
      cell: 2,
      shift: index,
    }));
  if (pair !== undefined && strides[pair] !== 1)
    return [0, 1].map((index) => ({
      ...common,
      ...at(array, index * strides[pair]),
      run: 1,
      cell: 2,
      shift: index,
    }));
  const run = array.complex || pair !== undefined ? 2 : 1;
  return [{ ...common, ...at(array, 0), run, cell: run, shift: 0 }];
}

/** Holds a header's claim against the file before anything trusts it. */
function checkSize(part: StridedPart, shape: readonly number[], cell: number, name: string): void {
  const size = arrayBytes(shape, part.element, cell, name);
  const there = part.bytes.size - part.offset;
  if (size <= there) return;
  throw new FormatError("truncated", "the file ends before its data do", {
    file: name,
    where: `byte ${part.offset}`,
    expected: `${size} bytes for ${describeShape(shape)} of ${part.element}`,
    found: `${Math.max(0, there)} bytes`,
    advice: "the file was probably cut short while it was copied or written; get it again",
  });
}

/**
 * Bytes that an array of this shape takes.
 *
 * @throws FormatError `bad-header` when a dimension is no count or the size is past 2^53
 */
export function arrayBytes(
  shape: readonly number[],
  element: BinaryElement,
  cell: number,
  name: string,
): number {
  let size = ELEMENT_BYTES[element] * cell;
  let empty = false;
  for (const length of shape) {
    if (!Number.isSafeInteger(length) || length < 0) throw badShape(shape, name);
    if (length === 0) empty = true;
    else size *= length;
    if (size > Number.MAX_SAFE_INTEGER) throw badShape(shape, name);
  }
  if (shape.length > MAX_AXES) throw badShape(shape.slice(0, MAX_AXES), name);
  return empty ? 0 : size;
}

/** NumPy's own limit. */
const MAX_AXES = 64;

function badShape(shape: readonly number[], name: string): FormatError {
  return new FormatError("bad-header", "no file can hold an array of this shape", {
    file: name,
    found: `shape ${describeShape(shape)}`,
    advice: "the header is damaged, or this is another format",
  });
}
