import type { StoredStream } from "@unspectro/core";
import type { AmplitudeDecoder } from "./amplitudes.ts";

/** Linear amplitudes of some frames: those of frame `first + i` in `amplitudes[i]`. */
export interface AmplitudeBlock {
  readonly first: number;
  readonly count: number;
  /** `bins` numbers a frame; the same memory for every block. */
  readonly amplitudes: readonly Float64Array[];
}

/**
 * Amplitudes of a channel's frames in order, a block at a time: what streaming retrieval is fed with.
 *
 * @throws FormatError, IoError what the source throws
 */
export async function* amplitudeBlocks(
  stored: StoredStream,
  decoder: AmplitudeDecoder,
  channel: number,
  signal?: AbortSignal,
): AsyncGenerator<AmplitudeBlock> {
  const { frames, blockFrames } = stored;
  const block = new Float64Array(blockFrames * decoder.stored);
  const amplitudes = Array.from({ length: blockFrames }, () => new Float64Array(decoder.bins));
  for (let first = 0; first < frames; first += blockFrames) {
    const count = Math.min(blockFrames, frames - first);
    await stored.read(channel, first, count, block, undefined, signal);
    for (let i = 0; i < count; i++) decoder.decode(block, i, amplitudes[i]!);
    yield { first, count, amplitudes };
  }
}

/** Linear amplitudes of all of a channel's frames, frames x bins, single precision. */
export async function wholeAmplitudes(
  stored: StoredStream,
  decoder: AmplitudeDecoder,
  channel: number,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const whole = new Float32Array(stored.frames * decoder.bins);
  for await (const { first, count, amplitudes } of amplitudeBlocks(stored, decoder, channel, signal))
    for (let i = 0; i < count; i++) whole.set(amplitudes[i]!, (first + i) * decoder.bins);
  return whole;
}
