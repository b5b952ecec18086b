import type { AudioBlock } from "@unspectro/core";
import type { ByteSource, Scratch } from "@unspectro/core/plugin";

/** Audio that is made once and may be heard more often. */
export interface Kept {
  blocks(): AsyncGenerator<AudioBlock, void, undefined>;
  close(): Promise<void>;
}

/**
 * Keeps blocks of audio in a temporary file as they pass the first time, and gives them from there afterwards: levels need
 * a second pass, and so does the search for an original.
 */
export function kept(make: () => AsyncIterable<AudioBlock>, scratch: Scratch): Kept {
  let file: ByteSource | undefined;
  /** Where each block begins, its samples and its channels. */
  const pieces: { start: number; count: number; channels: number }[] = [];

  async function* first(): AsyncGenerator<AudioBlock, void, undefined> {
    pieces.length = 0;
    const room = await scratch.create("mended samples");
    let finished = false;
    try {
      for await (const { start, samples } of make()) {
        pieces.push({ start, count: samples[0]!.length, channels: samples.length });
        for (const channel of samples) {
          const own = Float64Array.from(channel);
          await room.append(new Uint8Array(own.buffer));
        }
        yield { start, samples };
      }
      file = await room.finish();
      finished = true;
    } finally {
      if (!finished) await room.discard();
    }
  }

  async function* again(from: ByteSource): AsyncGenerator<AudioBlock, void, undefined> {
    let position = 0;
    for (const { start, count, channels } of pieces) {
      const samples: Float64Array[] = [];
      for (let channel = 0; channel < channels; channel++) {
        const own = new Float64Array(count);
        await from.read(position, new Uint8Array(own.buffer));
        position += own.byteLength;
        samples.push(own);
      }
      yield { start, samples };
    }
  }

  return {
    blocks: () => (file === undefined ? first() : again(file)),
    close: async () => file?.close(),
  };
}
