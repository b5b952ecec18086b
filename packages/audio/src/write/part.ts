import type { MaybePromise, Numbers } from "@unspectro/core/plugin";
import { sampleFormats, type WavFormat } from "../format.ts";
import { sampleWriter, type WavSummary } from "./samples.ts";

/** The samples' place in a WAV that somebody else began and will finish: plain data, for another thread. */
export interface WavPlace {
  /** The file, which is not whole yet, and what to call it. */
  readonly path: string;
  readonly name: string;
  /** Bytes before the first sample. */
  readonly at: number;
  readonly channels: number;
  readonly format: WavFormat;
  readonly gain: number;
}

/** A stretch of samples on its way into its place. */
export interface WavPart {
  /** As `WavWriter.write`. */
  write(channels: readonly Numbers[], count: number): MaybePromise<void>;
  finish(): MaybePromise<WavSummary>;
}

/**
 * Writes samples from sample `start` on into a WAV: the same bytes that its writer would have made of them. Tell
 * {@link WavWriter.placed} what came of it.
 *
 * @param put writes bytes at a position of the file
 *
 * @example
 * ```ts
 * import { type WavPlace, wavPart } from "@unspectro/audio";
 *
 * const place: WavPlace = { path: ".sound.wav.unfinished", name: "sound.wav", at: 44, channels: 1, format: "float32", gain: 1 };
 * const positions: number[] = [];
 * const part = wavPart(place, 1000, (position) => void positions.push(position));
 * await part.write([Float32Array.of(0, 1)], 2);
 * console.log((await part.finish()).peak, positions); // 1 [ 4044 ]
 * ```
 */
export function wavPart(
  { at, channels, format, gain }: WavPlace,
  start: number,
  put: (position: number, bytes: Uint8Array) => MaybePromise<void>,
): WavPart {
  let position = at + start * channels * sampleFormats[format].bytes;
  const append = (bytes: Uint8Array): MaybePromise<void> => {
    const here = position;
    position += bytes.length;
    return put(here, bytes);
  };
  const samples = sampleWriter(append, { channels, format, gain, dither: "never", seed: 0 });
  return {
    write: samples.write,
    finish() {
      const rest = samples.finish();
      return rest instanceof Promise ? rest.then(() => samples.summary) : samples.summary;
    },
  };
}
