import type { Numbers } from "@unspectro/core";
import type { Take } from "@unspectro/inputs";

/** Audio that is at hand as a whole. */
export interface SoundOfChannels {
  readonly channels: number;
  /** Samples of a channel. */
  readonly length: number;
  produce(take: Take): Promise<void>;
}

/** The audio within signals that begin at sample `start` of it (negative where padding comes first). */
export function soundOf(signals: readonly Numbers[], start: number, length: number): SoundOfChannels {
  return {
    channels: signals.length,
    length,
    async produce(take) {
      const from = Math.max(0, -start);
      const samples = signals.map((signal) => {
        const whole = new Float64Array(length);
        const at = Math.max(0, start);
        whole.set(signal.subarray(from, from + length - at), at);
        return whole;
      });
      await take(samples, length);
    },
  };
}
