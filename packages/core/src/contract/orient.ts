import { matrixAxes } from "./axes.ts";
import type { MaybePromise } from "./bytes.ts";
import { checkRead, closedError, drive, type Extent } from "./request.ts";
import type { FrameSource, Numbers, ReadOptions } from "./source.ts";
import { type Strip, stripCache } from "./strips.ts";
import { transposeTile } from "./transpose.ts";

/** How much memory turning may take. */
export interface OrientOptions {
  /** Bytes for strips of the file kept in memory; default 32 MiB. */
  readonly memory?: number;
}

/**
 * The source with its records along `frameAxis` of its shape: the source itself where they run that way, else a view
 * that turns it tile by tile in bounded memory.
 *
 * Reading the view forwards or backwards costs about one pass over the file where the reader can read parts of records
 * (binary formats), and one pass for each strip that fits into `memory` where it cannot (text). Closing the view closes
 * the source.
 *
 * @throws RangeError when `frameAxis` is no axis of the matrix ({@link matrixAxes})
 *
 * @example
 * ```ts
 * import { matrixAxes, orient, type FrameSource } from "@unspectro/core/plugin";
 *
 * // librosa's arrays are bins x frames: time is the second axis of the matrix.
 * const framesOf = (source: FrameSource) => orient(source, matrixAxes(source)[1]);
 * ```
 */
export function orient(source: FrameSource, frameAxis: number, options: OrientOptions = {}): FrameSource {
  if (frameAxis === source.frameAxis) return source;
  const axes = matrixAxes(source);
  if (!axes.includes(frameAxis))
    throw new RangeError(`axis ${frameAxis} is not one of the matrix's axes, ${axes.join(" and ")}`);
  return turned(source, frameAxis, options.memory ?? 32 * 2 ** 20);
}

function turned(source: FrameSource, frameAxis: number, memory: number): FrameSource {
  const unit = source.complex ? 2 : 1;
  const strips = stripCache(source, memory);
  let closed = false;
  /** The last of the reads under way; they take turns, so that memory stays bounded however many there are. */
  let last: Promise<unknown> | undefined;

  const serve = (
    start: number,
    extent: Extent,
    into: Numbers,
    signal?: AbortSignal,
  ): MaybePromise<number> => {
    if (closed) throw closedError(source.name);
    const { given, channel, firstBin, binCount } = extent;
    if (given === 0 || binCount === 0) return given;
    const [endRecord, endBin] = [start + given, firstBin + binCount];
    let record = start;
    let bin = firstBin;
    const moved = drive(() => {
      const strip = strips.fetch({ channel, record, bin, records: endRecord - record, signal });
      return strip instanceof Promise ? strip.then(copy) : copy(strip);
    });
    return moved === undefined ? given : moved.then(() => given);

    function copy(strip: Strip): boolean {
      const records = Math.min(endRecord, strip.record + strip.records) - record;
      const bins = Math.min(endBin, strip.bin + strip.bins) - bin;
      transposeTile(
        strip.numbers,
        ((bin - strip.bin) * strip.records + record - strip.record) * unit,
        strip.records * unit,
        into,
        ((record - start) * binCount + bin - firstBin) * unit,
        binCount * unit,
        bins,
        records,
        unit,
      );
      bin += bins;
      if (bin === endBin) {
        bin = firstBin;
        record += records;
      }
      return record === endRecord;
    }
  };

  const view: FrameSource = {
    format: source.format,
    name: source.name,
    frames: source.bins,
    bins: source.frames,
    channels: source.channels,
    element: source.element,
    complex: source.complex,
    shape: source.shape,
    frameAxis,
    blockFrames: Math.max(1, Math.min(256, strips.widest)),
    partialRecords: false,
    ...(source.precision === undefined ? {} : { precision: source.precision }),
    ...(source.printedFrom === undefined ? {} : { printedFrom: source.printedFrom }),
    notes: source.notes,
    read(start: number, count: number, into: Numbers, options: ReadOptions = {}): MaybePromise<number> {
      if (closed) throw closedError(source.name);
      const extent = checkRead(view, start, count, into, options);
      const run = (): MaybePromise<number> => serve(start, extent, into, options.signal);
      const given = last === undefined ? run() : last.then(run);
      if (typeof given === "number") return given;
      const turn = given.then(ignore, ignore);
      last = turn;
      turn.then(() => {
        if (last === turn) last = undefined;
      });
      return given;
    },
    close(): MaybePromise<void> {
      closed = true;
      strips.clear();
      return source.close();
    },
  };
  return view;
}

function ignore(): void {}
