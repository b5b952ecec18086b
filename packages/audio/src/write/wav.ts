import type { ByteSink, MaybePromise, Numbers } from "@unspectro/core/plugin";
import { sampleFormats, type WavFormat } from "../format.ts";
import { type WavHeader, wavHeader } from "./header.ts";
import type { WavPlace } from "./part.ts";
import { sampleWriter, together, type WavSummary } from "./samples.ts";

/** What to write. */
export interface WavWriterOptions {
  readonly sampleRate: number;
  readonly channels: number;
  /** Default `pcm24`. */
  readonly format?: WavFormat;
  /** Samples of each channel, if known: a sink that cannot seek then gets a true header. */
  readonly frames?: number;
  /** Factor on every sample; default 1. See `levelGain`. */
  readonly gain?: number;
  /**
   * Triangular dither, for 16-bit files only. `auto` (the default) leaves it out where the samples already are 16-bit
   * integers in all but rounding errors, so that a recording recovered from its spectrogram comes back bit for bit.
   */
  readonly dither?: "auto" | "always" | "never";
  /** Of the dither; the same seed gives the same file. Default 0. */
  readonly seed?: number;
  /** Loudspeakers (WAVE_FORMAT_EXTENSIBLE); default: centre for one channel, left and right for two, else unsaid. */
  readonly channelMask?: number;
}

/** A WAV file on its way into a sink. */
export interface WavWriter {
  /**
   * Appends the first `count` samples of every channel (default: all). One array a channel, all equally long.
   *
   * @throws RangeError when arrays are missing or too short, or more comes than was announced to a sink that can't seek
   */
  write(channels: readonly Numbers[], count?: number): MaybePromise<void>;
  /** Where others may put samples themselves (`wavPart`), if that is possible: into a file of known length, undithered. */
  readonly place?: WavPlace;
  /** Says that samples were put there by others. */
  placed(summary: WavSummary): void;
  /** Completes samples and header. The sink stays open: whoever opened it closes it. */
  finish(): MaybePromise<WavSummary>;
}

/**
 * Writes WAV as the samples come, in constant memory; past 4 GiB the file becomes RF64. The same samples give the same
 * bytes, however they are cut into calls. Samples are at full scale 1; integers divided by 2^(bits-1) come out unchanged.
 *
 * Sinks that cannot seek get the header first: the announced length, or sizes left open as streams do.
 *
 * @throws RangeError for an impossible number of channels or sample rate; what the sink throws
 *
 * @example
 * ```ts
 * import { wavWriter } from "@unspectro/audio";
 * import { arraySink } from "@unspectro/io";
 *
 * const sink = arraySink();
 * const wav = await wavWriter(sink, { sampleRate: 22050, channels: 1, format: "pcm16" });
 * await wav.write([new Float64Array(22050)]);
 * const { frames, clipped } = await wav.finish();
 * console.log(frames, clipped); // 22050 0
 * ```
 */
export function wavWriter(sink: ByteSink, options: WavWriterOptions): MaybePromise<WavWriter> {
  const { sampleRate, channels, gain = 1, dither = "auto" } = options;
  if (!within(channels, 65535)) throw new RangeError(`a WAV file has 1 to 65535 channels, not ${channels}`);
  const rate = Math.round(sampleRate);
  if (!within(rate, 2 ** 32 - 1)) throw new RangeError(`${sampleRate} Hz is not a sample rate of a WAV file`);
  const format = options.format ?? "pcm24";
  const layout = sampleFormats[format];
  if (channels * layout.bytes > 65535) {
    throw new RangeError(`${channels} channels of ${format} make frames too long for a WAV file`);
  }
  const seekable = sink.writeAt !== undefined;
  const header: WavHeader = {
    format,
    channels,
    sampleRate: rate,
    channelMask: options.channelMask ?? [0, 4, 3][channels] ?? 0,
    frames: seekable ? (options.frames ?? 0) : options.frames,
    // A length known to be short needs no room, and gives the plain header that everything reads.
    room: options.frames === undefined ? seekable : options.frames * channels * layout.bytes > 2 ** 32 - 4096,
  };
  const samples = sampleWriter((bytes) => sink.write(bytes), {
    channels,
    format,
    gain,
    dither,
    seed: options.seed ?? 0,
  });

  function write(from: readonly Numbers[], count: number = from[0]?.length ?? 0): MaybePromise<void> {
    if (from.length !== channels || from.some((numbers) => numbers.length < count)) {
      throw new RangeError(`write needs ${channels} arrays of at least ${count} samples`);
    }
    if (!seekable && options.frames !== undefined && samples.summary.frames + count > options.frames) {
      throw new RangeError(`more samples than the ${options.frames} announced`);
    }
    return samples.write(from, count);
  }

  async function finish(): Promise<WavSummary> {
    await samples.finish();
    const summary = placed.reduce(together, samples.summary);
    const { frames } = summary;
    const dataBytes = frames * channels * layout.bytes;
    // In a stream whose length nobody knows, a pad byte would be one more 8-bit sample.
    const told = seekable || header.frames !== undefined;
    if (told && dataBytes % 2 === 1) {
      const pad = new Uint8Array(1);
      if (sink.writeAt === undefined) await sink.write(pad);
      else await sink.writeAt(start.length + dataBytes, pad);
    }
    if (frames !== header.frames) {
      if (seekable) await sink.writeAt?.(0, wavHeader({ ...header, frames }));
      else if (header.frames !== undefined) {
        throw new RangeError(`${header.frames} samples were announced, ${frames} came`);
      }
    }
    return summary;
  }

  const start = wavHeader(header);
  const placed: WavSummary[] = [];
  const path = sink.native?.path;
  const placeable = path !== undefined && options.frames !== undefined && !samples.sequential;
  const writer: WavWriter = {
    write,
    finish,
    ...(placeable ? { place: { path, name: sink.name, at: start.length, channels, format, gain } } : {}),
    placed: (summary) => placed.push(summary),
  };
  const begun = sink.write(start);
  return begun instanceof Promise ? begun.then(() => writer) : writer;
}

function within(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
