import type { FramePair, InverseMaker, InverseOptions, Numbers, StoredStream } from "@unspectro/core";
import type { ElementType, MaybePromise } from "@unspectro/core/plugin";
import type { Piece, PieceSound, WorkerTask } from "./protocol.ts";

/** How the files store their numbers: wide ones are worth wide arithmetic. */
export function elementsOf({ magnitude, phase }: FramePair): ElementType[] {
  return [magnitude, phase].flatMap((source) => source?.printedFrom ?? source?.element ?? []);
}

/** Takes the first `count` samples of every channel. */
type TakeSamples = (channels: readonly Numbers[], count: number) => MaybePromise<void>;

/** Reads and inverts the frames of a piece and hands over its samples, block by block; answers cells that were not finite. */
export async function samplesOfPiece(
  stream: StoredStream,
  make: InverseMaker,
  { precision, synthesis }: Pick<WorkerTask, "precision" | "synthesis">,
  { range, ownFrom, samples: { from, to } }: Piece,
  take: TakeSamples,
): Promise<number> {
  const { frames, bins, complex, convention } = stream;
  const options: InverseOptions = {
    frames,
    bins,
    complex,
    precision,
    range,
    ...(synthesis === undefined ? {} : { synthesis }),
  };
  const makers = Array.from({ length: stream.channels }, () => make(convention, options));
  const block = Math.min(stream.blockFrames, makers[0]!.blockFrames ?? stream.blockFrames);
  const own = makers.every(({ magnitudes, phases }) => magnitudes !== undefined && phases !== undefined);
  const magnitudes = new Float64Array(own ? 0 : block * bins * (complex ? 2 : 1));
  const phases = new Float64Array(own || complex ? 0 : block * bins);
  const notFinite = (): number => makers.reduce((sum, maker) => sum + maker.notFinite, 0);
  let position = makers[0]!.start;
  const pass = (channels: readonly Numbers[]): MaybePromise<void> => {
    const length = channels[0]!.length;
    const begin = Math.max(0, from - position);
    const end = Math.min(length, to - position);
    position += length;
    if (end > begin)
      return take(
        channels.map((samples) => samples.subarray(begin, end)),
        end - begin,
      );
  };
  let before = 0;
  for (let next = range.first; next < range.end; ) {
    // Frames of the piece before are there for the overlap: what is wrong in them is counted there.
    const limit = next < ownFrom ? ownFrom : range.end;
    const count = Math.min(block, limit - next);
    const channels: Numbers[] = [];
    for (const [channel, maker] of makers.entries()) {
      const magnitude = own ? maker.magnitudes! : magnitudes;
      const phase = complex ? undefined : own ? maker.phases! : phases;
      await stream.read(channel, next, count, magnitude, phase);
      channels.push(maker.push(magnitude, phase, count));
    }
    await pass(channels);
    next += count;
    if (next === ownFrom) before = notFinite();
  }
  await pass(makers.map((maker) => maker.flush()));
  return notFinite() - before;
}

/** The same gathered: in `room`, where that is large enough. */
export async function soundOfPiece(
  stream: StoredStream,
  make: InverseMaker,
  task: Pick<WorkerTask, "precision" | "synthesis">,
  piece: Piece,
  room: readonly Numbers[] = [],
): Promise<PieceSound> {
  const { from, to } = piece.samples;
  let samples: Numbers[] = [];
  let filled = 0;
  const notFinite = await samplesOfPiece(stream, make, task, piece, (channels, count) => {
    if (filled === 0) samples = channels.map((part, i) => arrayLike(part, to - from, room[i]));
    for (const [channel, part] of channels.entries()) samples[channel]!.set(part, filled);
    filled += count;
  });
  return { samples, notFinite };
}

/** `length` numbers of the type of `like`: in `room`, if that is such and large enough. */
function arrayLike(like: Numbers, length: number, room: Numbers | undefined): Numbers {
  const fits =
    room !== undefined && room.length >= length && room.BYTES_PER_ELEMENT === like.BYTES_PER_ELEMENT;
  if (fits) return room.subarray(0, length);
  return like instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

/** The arrays that samples are part of. */
export function wholeArrays(samples: readonly Numbers[]): Numbers[] {
  return samples.map((part) =>
    part instanceof Float32Array ? new Float32Array(part.buffer) : new Float64Array(part.buffer),
  );
}
