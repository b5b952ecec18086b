import type { ByteSink } from "./bytes.ts";
import { ELEMENT_BYTES, fitsFloat32, type Storage } from "./element.ts";
import { encode } from "./encode.ts";
import { FormatError } from "./errors.ts";
import { throwIfAborted } from "./request.ts";
import type { FrameSource } from "./source.ts";

/** How records become bytes. */
export interface RecordsOptions extends Storage {
  /** Cell by cell through all channels, as Fortran order has a leading axis of channels; else one after another. */
  readonly interleave?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Appends a source's numbers to a sink, record after record, in blocks of bounded memory: the data part of every
 * binary format.
 *
 * @throws FormatError `not-writable` for a number that the element cannot hold, `aborted`; whatever source or sink throw
 */
export async function writeRecords(
  source: FrameSource,
  sink: ByteSink,
  options: RecordsOptions,
): Promise<void> {
  const rounds = options.interleave ? 1 : source.channels;
  const together = options.interleave ? source.channels : 1;
  const unit = source.complex ? 2 : 1;
  const binsAtOnce = source.partialRecords ? Math.min(source.bins, LONGEST) : source.bins;
  const framesAtOnce =
    binsAtOnce < source.bins
      ? 1
      : Math.max(1, Math.min(source.blockFrames, Math.ceil(LONGEST / source.bins)));
  const cells = framesAtOnce * binsAtOnce;
  const Room = fitsFloat32(source.element) ? Float32Array : Float64Array;
  const numbers = new Room(cells * unit);
  const mixed = together > 1 ? new Room(cells * unit * together) : numbers;
  const bytes = new Uint8Array(mixed.length * ELEMENT_BYTES[options.element]);

  for (let round = 0; round < rounds; round++)
    for (let frame = 0; frame < source.frames; frame += framesAtOnce)
      for (let firstBin = 0; firstBin < source.bins; firstBin += binsAtOnce) {
        throwIfAborted(options.signal, sink.name);
        const count = Math.min(framesAtOnce, source.frames - frame);
        const binCount = Math.min(binsAtOnce, source.bins - firstBin);
        for (let lane = 0; lane < together; lane++) {
          const part = { channel: round + lane, firstBin, binCount };
          const signal = options.signal === undefined ? {} : { signal: options.signal };
          const given = await source.read(frame, count, numbers, { ...part, ...signal });
          if (given < count) throw shortSource(source, frame + given);
          if (together > 1) interleave(numbers, mixed, count * binCount, unit, lane, together);
        }
        const total = count * binCount * unit * together;
        encode(mixed, 0, total, options, bytes);
        await sink.write(bytes.subarray(0, total * ELEMENT_BYTES[options.element]));
      }
}

/** The most numbers of a record in memory at a time. */
const LONGEST = 262144;

function interleave(
  from: Float32Array | Float64Array,
  into: Float32Array | Float64Array,
  cells: number,
  unit: number,
  lane: number,
  lanes: number,
): void {
  for (let cell = 0; cell < cells; cell++)
    for (let part = 0; part < unit; part++)
      into[(cell * lanes + lane) * unit + part] = from[cell * unit + part];
}

function shortSource(source: FrameSource, frame: number): FormatError {
  return new FormatError("truncated", "the data end before their frames do", {
    file: source.name,
    where: `record ${frame}`,
    expected: `${source.frames} records`,
  });
}
