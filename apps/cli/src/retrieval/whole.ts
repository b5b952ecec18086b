import type { Numbers } from "@unspectro/core";
import type { Take } from "@unspectro/inputs";
import { audioWithin } from "@unspectro/retrieval";

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
    produce: async (take) =>
      take(
        signals.map((signal) => audioWithin(signal, start, length)),
        length,
      ),
  };
}
