import type { MaybePromise } from "../contract/bytes.ts";
import type { Numbers } from "../contract/source.ts";
import type { Geometry } from "../convention/convention.ts";
import { sourceIndex } from "../transform/extend.ts";

/** Audio that can be read in any order: what @unspectro/audio's readers give, or an array in memory. */
export interface SampleSource {
  readonly name: string;
  /** Samples of each channel. */
  readonly frames: number;
  readonly channels: number;
  /** Fills the beginning of `into[channel]` with `count` samples from `start` on; answers how many there were. */
  read(start: number, count: number, into: readonly Numbers[], signal?: AbortSignal): MaybePromise<number>;
}

/** Audio in memory, one array a channel, as a source. */
export function samplesOfArray(channels: readonly Numbers[], name = "audio"): SampleSource {
  const frames = channels[0]?.length ?? 0;
  return {
    name,
    frames,
    channels: channels.length,
    read(start, count, into) {
      const end = Math.min(frames, start + count);
      for (const [c, samples] of channels.entries()) into[c].set(samples.subarray(start, end));
      return Math.max(0, end - start);
    },
  };
}

/**
 * Reads the padded audio from sample `from` on, filling `into` (one array a channel): the streaming twin of `extend`.
 *
 * @param period for circular audio: after how many samples it repeats
 */
export async function readExtended(
  audio: SampleSource,
  padding: Geometry["padding"],
  from: number,
  into: readonly Float64Array[],
  period: number = audio.frames,
  signal?: AbortSignal,
): Promise<void> {
  const to = from + into[0].length;
  const inside = { from: Math.max(0, from), to: Math.min(audio.frames, to) };
  if (inside.to > inside.from) {
    const views = into.map((channel) => channel.subarray(inside.from - from));
    await audio.read(inside.from, inside.to - inside.from, views, signal);
  }
  await outside(from, Math.min(0, to));
  await outside(Math.max(audio.frames, from), to);

  /** Fills samples `start` .. `end` - 1, which lie before or behind the audio. */
  async function outside(start: number, end: number): Promise<void> {
    let [least, most] = [Number.POSITIVE_INFINITY, -1];
    for (let n = start; n < end; n++) {
      const source = sourceIndex(n, audio.frames, padding, period);
      if (source < 0) continue;
      least = Math.min(least, source);
      most = Math.max(most, source);
    }
    const part = into.map(() => new Float64Array(Math.max(0, most + 1 - least)));
    if (most >= 0) await audio.read(least, most + 1 - least, part, signal);
    for (let n = start; n < end; n++) {
      const source = sourceIndex(n, audio.frames, padding, period);
      for (const [c, channel] of into.entries()) channel[n - from] = source < 0 ? 0 : part[c][source - least];
    }
  }
}
