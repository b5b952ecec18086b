import type { StoredStream } from "@unspectro/core";
import type { AmplitudeDecoder } from "@unspectro/retrieval";

/** Linear amplitudes of some frames in order; the arrays are used again for the next ones. */
export interface AmplitudeBlock {
  readonly first: number;
  readonly count: number;
  readonly amplitudes: readonly Float64Array[];
}

/** A channel's amplitudes, a block at a time. @throws FormatError, IoError */
export async function* amplitudeBlocks(
  stored: StoredStream,
  decoder: AmplitudeDecoder,
  channel: number,
): AsyncGenerator<AmplitudeBlock> {
  const { frames, blockFrames } = stored;
  const block = new Float64Array(blockFrames * decoder.stored);
  const amplitudes = Array.from({ length: blockFrames }, () => new Float64Array(decoder.bins));
  for (let first = 0; first < frames; first += blockFrames) {
    const count = Math.min(blockFrames, frames - first);
    await stored.read(channel, first, count, block, undefined);
    for (let i = 0; i < count; i++) decoder.decode(block, i, amplitudes[i]!);
    yield { first, count, amplitudes };
  }
}
