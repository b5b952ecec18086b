import { levelMeter, type WavFormat, type WavPlace, type WavSummary, wavWriter } from "@unspectro/audio";
import type { ByteSink, MaybePromise, Numbers } from "@unspectro/core/plugin";
import { gainFor, type Level } from "./level.ts";

/** Sound on its way to a WAV. */
export interface SoundOptions {
  /** Opens the output: once more where the level needs a second pass. */
  readonly openSink: () => ByteSink;
  /** What goes into the output cannot be taken back, as in a pipe: the level is measured first. */
  readonly final?: boolean;
  readonly format: WavFormat;
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples of each channel. */
  readonly length: number;
  readonly level: Level;
}

/** Takes the first `count` samples of every channel. */
export type Take = (channels: readonly Numbers[], count: number) => MaybePromise<void>;

/** Where samples may be put without being handed over, and whom to tell. */
export interface Direct {
  readonly place: WavPlace;
  placed(summary: WavSummary): void;
}

/**
 * Makes the whole sound, in order. Called once more where the level needs a second pass. Where the file allows it, all
 * samples may be put into their place instead of being handed to `take`.
 */
export type Produce = (take: Take, direct?: Direct) => Promise<void>;

/** What was written. */
export interface WrittenSound extends WavSummary {
  /** The peak of the sound as it came out of the inverse. */
  readonly sourcePeak: number;
  readonly gain: number;
}

/**
 * Writes a WAV that never clips unless told to: with the gain that will probably do, and again with the right one where
 * the peak says otherwise. Nothing stands under the output's name before it is whole.
 *
 * @throws IoError
 */
export async function writeSound(options: SoundOptions, produce: Produce): Promise<WrittenSound> {
  const { level, format, openSink } = options;
  const wanted = (peak: number): number => gainFor(level, peak, format);
  const measures = level.kind === "peak" || (options.final === true && level.kind !== "keep");
  const sink = openSink();
  try {
    let gain = 1;
    let sourcePeak: number | undefined;
    if (measures) {
      const meter = levelMeter();
      await produce((channels, count) => meter.push(channels, count));
      sourcePeak = meter.peak;
      gain = wanted(sourcePeak);
    }
    const summary = await write(sink, options, gain, produce);
    if (measures || wanted(summary.peak) === 1) {
      await sink.close();
      return { ...summary, sourcePeak: sourcePeak ?? summary.peak, gain };
    }
    await sink.abort();
    return await again(options, summary.peak, produce);
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

/** The second pass, now that the peak is known. */
async function again(options: SoundOptions, sourcePeak: number, produce: Produce): Promise<WrittenSound> {
  const gain = gainFor(options.level, sourcePeak, options.format);
  const sink = options.openSink();
  try {
    const summary = await write(sink, options, gain, produce);
    await sink.close();
    return { ...summary, sourcePeak, gain };
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

async function write(
  sink: ByteSink,
  { format, sampleRate, channels, length }: SoundOptions,
  gain: number,
  produce: Produce,
): Promise<WavSummary> {
  const writer = await wavWriter(sink, { sampleRate, channels, format, frames: length, gain });
  const { place, placed } = writer;
  const direct = place && { place, placed };
  await produce((samples, count) => writer.write(samples, count), direct);
  return writer.finish();
}
