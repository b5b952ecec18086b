import type { FramePair, InverseMaker, InverseOptions, Numbers, StoredStream } from "@unspectro/core";
import type { ElementType } from "@unspectro/core/plugin";
import type { Piece, PieceSound, WorkerTask } from "./protocol.ts";

/** How the files store their numbers: wide ones are worth wide arithmetic. */
export function elementsOf({ magnitude, phase }: FramePair): ElementType[] {
  return [magnitude, phase].flatMap((source) => source?.printedFrom ?? source?.element ?? []);
}

/** Reads and inverts the frames of a piece, channel by channel. */
export async function soundOfPiece(
  stream: StoredStream,
  make: InverseMaker,
  { precision, synthesis }: Pick<WorkerTask, "precision" | "synthesis">,
  { range, ownFrom, samples: { from, to } }: Piece,
  room: readonly Numbers[] = [],
): Promise<PieceSound> {
  const { frames, bins, complex } = stream;
  const options: InverseOptions = {
    frames,
    bins,
    complex,
    precision,
    range,
    ...(synthesis === undefined ? {} : { synthesis }),
  };
  let notFinite = 0;
  const channels: Numbers[] = [];
  for (let channel = 0; channel < stream.channels; channel++) {
    const maker = make(stream.convention, options);
    const block = Math.min(stream.blockFrames, maker.blockFrames ?? stream.blockFrames);
    const magnitude = maker.magnitudes ?? new Float64Array(block * bins * (complex ? 2 : 1));
    const phase = complex ? undefined : (maker.phases ?? new Float64Array(block * bins));
    const sound = arrayLike(magnitude, to - from, room[channel]);
    let position = maker.start;
    const take = (samples: Numbers): void => {
      const begin = Math.max(from, position);
      const end = Math.min(to, position + samples.length);
      if (end > begin) sound.set(samples.subarray(begin - position, end - position), begin - from);
      position += samples.length;
    };
    for (let next = range.first; next < range.end; ) {
      // Frames of the piece before are there for the overlap: what is wrong in them is counted there.
      const limit = next < ownFrom ? ownFrom : range.end;
      const count = Math.min(block, limit - next);
      await stream.read(channel, next, count, magnitude, phase);
      take(maker.push(magnitude, phase, count));
      next += count;
      if (next === ownFrom) notFinite -= maker.notFinite;
    }
    take(maker.flush());
    notFinite += maker.notFinite;
    channels.push(sound);
  }
  return { samples: channels, notFinite };
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
