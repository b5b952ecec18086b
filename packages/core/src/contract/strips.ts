import type { MaybePromise } from "./bytes.ts";
import { fitsFloat32 } from "./element.ts";
import { FormatError } from "./errors.ts";
import { drive } from "./request.ts";
import type { FrameSource, Numbers } from "./source.ts";

/**
 * Part of an array as it lies in the file, in the words of the turned view: `records` of the view (bins of the source)
 * by `bins` of the view (records of the source). `numbers` holds one source record after another.
 */
export interface Strip {
  readonly channel: number;
  readonly record: number;
  readonly records: number;
  readonly bin: number;
  readonly bins: number;
  readonly numbers: Numbers;
}

/** A place in the view, and how many records from it on the reader is about to want. */
export interface StripRequest {
  readonly channel: number;
  readonly record: number;
  readonly bin: number;
  readonly records: number;
  readonly signal: AbortSignal | undefined;
}

/** Strips of a source kept in memory. */
export interface StripCache {
  /** The most records of the view that one strip can hold. */
  readonly widest: number;
  /** The strip that holds the place asked for. One call at a time. */
  fetch(request: StripRequest): MaybePromise<Strip>;
  clear(): void;
}

/**
 * Keeps two strips, so that two readers at different places do not drive each other out. A strip is as wide as was
 * asked for at first and doubles while reading goes on in one direction, so a look at a few frames stays cheap and a
 * whole pass does few reads; readers that cannot read parts of records get the widest strip at once.
 */
export function stripCache(source: FrameSource, memory: number): StripCache {
  const unit = source.complex ? 2 : 1;
  const Room = fitsFloat32(source.element) ? Float32Array : Float64Array;
  const capacity = Math.max(1, Math.floor(memory / 2 / Room.BYTES_PER_ELEMENT / unit));
  const widest = Math.min(source.bins, Math.max(1, Math.floor(capacity / source.frames)));
  const wholeRecords = source.frames <= capacity;
  /** Most recently used first. */
  const strips: Strip[] = [];

  const room = (cells: number, old: Numbers | undefined): Numbers =>
    old !== undefined && old.length >= cells * unit ? old : new Room(cells * unit);

  const place = (request: StripRequest): Omit<Strip, "numbers"> => {
    const { channel, record, bin } = request;
    if (!wholeRecords) {
      // One record of the view is more than the memory given: cut it too, and keep no more than was asked for.
      const records = Math.min(request.records, capacity, source.bins - record);
      const bins = Math.min(Math.floor(capacity / records), source.frames - bin);
      return { channel, record, records, bin, bins };
    }
    const tall = { channel, bin: 0, bins: source.frames };
    if (!source.partialRecords) {
      const first = Math.floor(record / widest) * widest;
      return { ...tall, record: first, records: Math.min(widest, source.bins - first) };
    }
    const before = strips.find(
      (strip) => strip.channel === channel && strip.record + strip.records === record,
    );
    const after = strips.find((strip) => strip.channel === channel && strip.record > record);
    const grown = Math.max(request.records, NARROWEST, 2 * (before?.records ?? after?.records ?? 0));
    const width = Math.min(grown, widest);
    if (before === undefined && after !== undefined && after.record - record <= width) {
      const first = Math.max(0, after.record - width);
      return { ...tall, record: first, records: after.record - first };
    }
    return { ...tall, record, records: Math.min(width, source.bins - record) };
  };

  const load = (request: StripRequest): MaybePromise<Strip> => {
    const where = place(request);
    const oldest = strips.length >= 2 ? strips.pop() : undefined;
    const numbers = room(where.records * where.bins, oldest?.numbers);
    const strip: Strip = { ...where, numbers };
    const filled = fill(source, strip, unit, request.signal);
    const keep = (): Strip => {
      if (wholeRecords) strips.unshift(strip);
      return strip;
    };
    return filled === undefined ? keep() : filled.then(keep);
  };

  return {
    widest,
    fetch(request) {
      const index = wholeRecords ? strips.findIndex((strip) => holds(strip, request)) : -1;
      if (index < 0) return load(request);
      const [strip] = strips.splice(index, 1);
      strips.unshift(strip);
      return strip;
    },
    clear() {
      strips.length = 0;
    },
  };
}

/** Fewer records than this are not worth a pass of short reads. */
const NARROWEST = 32;

function holds(strip: Strip, { channel, record }: StripRequest): boolean {
  return strip.channel === channel && record >= strip.record && record < strip.record + strip.records;
}

/** Reads a strip, about a mebibyte at a time, so that a signal to stop is heard. */
function fill(
  source: FrameSource,
  strip: Strip,
  unit: number,
  signal: AbortSignal | undefined,
): MaybePromise<void> {
  const step = strip.records * unit;
  const atOnce = Math.max(source.blockFrames, Math.ceil(131072 / step));
  const options = {
    channel: strip.channel,
    firstBin: strip.record,
    binCount: strip.records,
    ...(signal === undefined ? {} : { signal }),
  };
  let done = 0;
  return drive(() => {
    const count = Math.min(atOnce, strip.bins - done);
    const into = strip.numbers.subarray(done * step, (done + count) * step);
    const given = source.read(strip.bin + done, count, into, options);
    done += count;
    if (typeof given === "number") return check(given);
    return given.then(check);

    function check(records: number): boolean {
      if (records < count) throw shortRead(source, strip.bin + done - count + records);
      return done === strip.bins;
    }
  });
}

/** A reader that gave fewer records than it announced. */
function shortRead(source: FrameSource, record: number): FormatError {
  return new FormatError("truncated", "the file ends before its data do", {
    file: source.name,
    where: `record ${record}`,
    expected: `${source.frames} records`,
    advice: "the file changed while it was read, or was cut short",
  });
}
