import { type ByteSource, type MaybePromise, readExactly } from "./bytes.ts";
import { decode } from "./decode.ts";
import { ELEMENT_BYTES, HOST_LITTLE_ENDIAN, type Storage } from "./element.ts";
import { drive, type Extent, throwIfAborted } from "./request.ts";
import type { Numbers } from "./source.ts";

/** Numbers on their way from strided places in a file to the cells of the caller's memory. Strides count numbers. */
export interface Lane {
  readonly bytes: ByteSource;
  readonly storage: Storage;
  /** Position of the first number, in bytes. */
  readonly offset: number;
  readonly frameStride: number;
  readonly binStride: number;
  /** Numbers of one cell that lie together in the file: 2 for interleaved complex data. */
  readonly run: 1 | 2;
  /** Numbers of one cell in the caller's memory. */
  readonly cell: 1 | 2;
  /** Which of them comes first here: 1 for a plane of imaginary parts. */
  readonly shift: number;
  /** For messages. */
  readonly file: string;
}

/** Bytes between wanted ones that are sooner read than skipped: a call costs what copying a few kilobytes does. */
const SMALL_GAP = 8192;

/** Moves the records of `extent`, beginning with `start`, whose channel begins `origin` numbers into the array. */
export function transferLane(
  lane: Lane,
  origin: number,
  start: number,
  extent: Extent,
  into: Numbers,
  signal: AbortSignal | undefined,
): MaybePromise<void> {
  const first = origin + start * lane.frameStride + extent.firstBin * lane.binStride;
  const together = lane.binStride === lane.run && lane.run === lane.cell;
  const gap = (lane.frameStride - extent.binCount * lane.run) * ELEMENT_BYTES[lane.storage.element];
  const apart = gap === 0 || gap > SMALL_GAP || extent.given === 1;
  if (together && apart && native(lane.storage, into)) return readStraight(lane, first, extent, into, signal);
  return readBlocks(lane, first, extent, into, together, signal);
}

/** Whether the file's bytes are the memory's bytes. */
function native(storage: Storage, into: Numbers): boolean {
  const element = into instanceof Float32Array ? "float32" : "float64";
  return storage.element === element && storage.littleEndian === HOST_LITTLE_ENDIAN;
}

/** The fast path: no block, no conversion. */
function readStraight(
  lane: Lane,
  first: number,
  { given, binCount }: Extent,
  into: Numbers,
  signal: AbortSignal | undefined,
): MaybePromise<void> {
  const size = into.BYTES_PER_ELEMENT;
  const record = binCount * lane.run;
  const whole = lane.frameStride === record;
  const pieces = whole ? 1 : given;
  const length = (whole ? given : 1) * record * size;
  let piece = 0;
  return drive(() => {
    throwIfAborted(signal, lane.file);
    const target = new Uint8Array(into.buffer, into.byteOffset + piece * length, length);
    const position = lane.offset + (first + piece * lane.frameStride) * size;
    const pending = readExactly(lane.bytes, position, target, signal);
    piece++;
    return pending === undefined ? piece === pieces : pending.then(() => piece === pieces);
  });
}

/** Numbers in a block. */
const BLOCK = 32768;

interface Block {
  readonly bytes: Uint8Array;
  readonly numbers: Float64Array;
}

/** Blocks wait here between reads, so that reading frame after frame allocates none. */
const idle: Block[] = [];

function takeBlock(): Block {
  return idle.pop() ?? { bytes: new Uint8Array(BLOCK * 8), numbers: new Float64Array(BLOCK) };
}

function giveBack(block: Block): void {
  if (idle.length < 4) idle.push(block);
}

/** Piece by piece through a block: several records where they lie dense, a part of one where it is long. */
function readBlocks(
  lane: Lane,
  first: number,
  { given, binCount }: Extent,
  into: Numbers,
  together: boolean,
  signal: AbortSignal | undefined,
): MaybePromise<void> {
  const size = ELEMENT_BYTES[lane.storage.element];
  const { frameStride, binStride, run } = lane;
  const span = (binCount - 1) * binStride + run;
  const dense = span <= BLOCK && frameStride <= BLOCK && (frameStride - span) * size <= SMALL_GAP;
  const recordsAtOnce = dense ? Math.floor((BLOCK - span) / frameStride) + 1 : 1;
  const cellsAtOnce = span <= BLOCK ? binCount : Math.max(1, Math.floor((BLOCK - run) / binStride) + 1);
  const block = takeBlock();
  let record = 0;
  let cell = 0;

  const deliver = (records: number, cells: number, count: number): boolean => {
    const at = (record * binCount + cell) * lane.cell;
    if (together && (records === 1 || frameStride === span))
      decode(block.bytes, 0, count, lane.storage, into, at);
    else if (together)
      for (let r = 0; r < records; r++)
        decode(block.bytes, r * frameStride * size, span, lane.storage, into, at + r * span);
    else {
      decode(block.bytes, 0, count, lane.storage, block.numbers);
      gather(block.numbers, lane, records, cells, into, at + lane.shift, binCount * lane.cell);
    }
    cell += cells;
    if (cell === binCount) {
      cell = 0;
      record += records;
    }
    return record === given;
  };
  const step = (): MaybePromise<boolean> => {
    throwIfAborted(signal, lane.file);
    const records = Math.min(recordsAtOnce, given - record);
    const cells = Math.min(cellsAtOnce, binCount - cell);
    const count = (records - 1) * frameStride + (cells - 1) * binStride + run;
    const position = lane.offset + (first + record * frameStride + cell * binStride) * size;
    const pending = readExactly(lane.bytes, position, block.bytes.subarray(0, count * size), signal);
    return pending === undefined
      ? deliver(records, cells, count)
      : pending.then(() => deliver(records, cells, count));
  };

  let moved: MaybePromise<void>;
  try {
    moved = drive(step);
  } catch (error) {
    giveBack(block);
    throw error;
  }
  if (moved === undefined) giveBack(block);
  // After a failure the block is left alone: a read that was given up may still be writing to it.
  else return moved.then(() => giveBack(block));
}

/** Picks cells out of decoded numbers. */
function gather(
  numbers: Float64Array,
  lane: Lane,
  records: number,
  cells: number,
  into: Numbers,
  at: number,
  record: number,
): void {
  const { frameStride, binStride, run, cell } = lane;
  for (let r = 0; r < records; r++) {
    let from = r * frameStride;
    let to = at + r * record;
    for (let c = 0; c < cells; c++) {
      into[to] = numbers[from];
      if (run === 2) into[to + 1] = numbers[from + 1];
      from += binStride;
      to += cell;
    }
  }
}
