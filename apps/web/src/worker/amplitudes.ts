import type { Sought } from "./retrieve.ts";

/** Amplitudes of some frames: those of frame `first + i` in `amplitudes[i]`. */
export interface AmplitudeBlock {
  readonly first: number;
  readonly count: number;
  /** The same memory for every block. */
  readonly amplitudes: readonly Float64Array[];
}

/** Amplitudes of a channel's frames in order, a block at a time. */
export async function* amplitudeBlocks(
  { stored, decoder }: Pick<Sought, "stored" | "decoder">,
  channel: number,
  signal: AbortSignal,
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
