import type { AudioBlock } from "@unspectro/core";

/** Audio that passes, of which the part still needed is kept. */
export interface Rolling {
  /** Goes on until sample `to`, or the end. */
  upTo(to: number): Promise<void>;
  /** Copies what is kept of a channel from sample `from` on; what is not stays as it was. */
  copy(channel: number, from: number, into: Float64Array): void;
  /** Forgets what lies before a sample. */
  drop(before: number): void;
}

export function rolling(blocks: AsyncIterable<AudioBlock>, channels: number): Rolling {
  const source = blocks[Symbol.asyncIterator]();
  const kept = Array.from({ length: channels }, () => new Float64Array(1 << 16));
  let base = 0;
  let count = 0;
  return {
    async upTo(to) {
      while (base + count < to) {
        const { done, value } = await source.next();
        if (done) return;
        const { samples } = value;
        for (const [channel, own] of samples.entries()) {
          if (count + own.length > kept[channel].length) {
            const larger = new Float64Array(2 * (count + own.length));
            larger.set(kept[channel].subarray(0, count));
            kept[channel] = larger;
          }
          kept[channel].set(own, count);
        }
        count += samples[0].length;
      }
    },
    copy(channel, from, into) {
      const skip = Math.max(0, from - base);
      const end = Math.max(skip, Math.min(count, from + into.length - base));
      into.set(kept[channel].subarray(skip, end), base + skip - from);
    },
    drop(before) {
      const gone = Math.max(0, Math.min(count, before - base));
      for (const own of kept) own.copyWithin(0, gone, count);
      base += gone;
      count -= gone;
    },
  };
}
