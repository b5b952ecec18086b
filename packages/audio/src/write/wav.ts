import type { ByteSink, MaybePromise, Numbers } from "@unspectro/core/plugin";
import { sampleFormats, type WavFormat } from "../format.ts";
import { encodeFloat, onLattice } from "./encode.ts";
import { encoderFor, WINDOW_SAMPLES } from "./encoder.ts";
import { type WavHeader, wavHeader } from "./header.ts";

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

/** What was written. */
export interface WavSummary {
  /** Samples of each channel. */
  readonly frames: number;
  /** Largest absolute value after the gain, before any clipping. */
  readonly peak: number;
  /** Samples beyond full scale that an integer format cut off. Floats keep them: 0. */
  readonly clipped: number;
  /** NaN or infinite samples, written as silence. */
  readonly notFinite: number;
  /** Samples of each channel that were dithered; 0 in a 16-bit file means that it holds the samples exactly. */
  readonly dithered: number;
}

/** A WAV file on its way into a sink. */
export interface WavWriter {
  /**
   * Appends the first `count` samples of every channel (default: all). One array a channel, all equally long.
   *
   * @throws RangeError when arrays are missing or too short, or more comes than was announced to a sink that can't seek
   */
  write(channels: readonly Numbers[], count?: number): MaybePromise<void>;
  /** Completes samples and header. The sink stays open: whoever opened it closes it. */
  finish(): MaybePromise<WavSummary>;
}

/** How far from an integer (in steps) all samples of a window may lie and still be integers. By chance: 8^-64 at most. */
const NEAR = 1 / 16;
const FEWEST_TO_JUDGE = 64;
/** For windows too short for that. */
const VERY_NEAR = 1e-6;

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
  const windowFrames = Math.max(1, Math.floor(WINDOW_SAMPLES / channels));
  const encoder = encoderFor({
    channels,
    windowFrames,
    gain,
    most: format === "float32" ? 3.4028234663852886e38 : Number.MAX_VALUE,
    seed: options.seed ?? 0,
  });
  const { window, encoded } = encoder;
  const view = new DataView(encoded.buffer, encoded.byteOffset);
  const mayDither = format === "pcm16" && dither !== "never";
  /** Floats of one channel go as they lie in memory, where nothing is to be changed. */
  const unchanged = format === "float32" && channels === 1 && gain === 1;
  const mostUnchanged = encoded.length / 4;
  let dithering = dither === "always";
  let filled = 0;
  let frames = 0;
  let clipped = 0;
  let dithered = 0;

  /** Samples into the window: scaled, measured, and free of NaN. */
  function fill(from: readonly Numbers[], start: number, count: number): void {
    for (let channel = 0; channel < channels; channel++)
      encoder.scale(from[channel]!, start, count, channel, filled);
    filled += count;
    frames += count;
  }

  /** The window into the sink. */
  function empty(): MaybePromise<void> {
    const count = filled;
    filled = 0;
    if (count === 0) return;
    if (layout.float) encodeFloat(window, count, format, view);
    else {
      if (mayDither && dither === "auto") {
        const tolerance = count * channels >= FEWEST_TO_JUDGE ? NEAR : VERY_NEAR;
        dithering = !onLattice(window, count, layout.steps, tolerance);
      }
      if (mayDither && dithering) dithered += count;
      clipped += encoder.encodePcm(count, layout, mayDither && dithering);
    }
    return sink.write(encoded.subarray(0, count * channels * layout.bytes));
  }

  function write(from: readonly Numbers[], count: number = from[0]?.length ?? 0): MaybePromise<void> {
    if (from.length !== channels || from.some((samples) => samples.length < count)) {
      throw new RangeError(`write needs ${channels} arrays of at least ${count} samples`);
    }
    if (!seekable && options.frames !== undefined && frames + count > options.frames) {
      throw new RangeError(`more samples than the ${options.frames} announced`);
    }
    function rest(done: number): MaybePromise<void> {
      for (let at = done; at < count; ) {
        const most = Math.min(count - at, mostUnchanged);
        const bytes = unchanged && filled === 0 ? encoder.verbatim(from[0]!, at, most) : undefined;
        let writing: MaybePromise<void>;
        if (bytes !== undefined) {
          frames += most;
          at += most;
          writing = sink.write(bytes);
        } else {
          const now = Math.min(count - at, windowFrames - filled);
          fill(from, at, now);
          at += now;
          if (filled < windowFrames) return;
          writing = empty();
        }
        if (writing instanceof Promise) return writing.then(() => rest(at));
      }
    }
    return rest(0);
  }

  async function finish(): Promise<WavSummary> {
    await empty();
    // In a stream whose length nobody knows, a pad byte would be one more 8-bit sample.
    const told = seekable || header.frames !== undefined;
    if (told && (frames * channels * layout.bytes) % 2 === 1) await sink.write(new Uint8Array(1));
    if (frames !== header.frames) {
      if (seekable) await sink.writeAt?.(0, wavHeader({ ...header, frames }));
      else if (header.frames !== undefined) {
        throw new RangeError(`${header.frames} samples were announced, ${frames} came`);
      }
    }
    const { peak, notFinite } = encoder;
    return { frames, peak, clipped, notFinite, dithered };
  }

  const begun = sink.write(wavHeader(header));
  const writer: WavWriter = { write, finish };
  return begun instanceof Promise ? begun.then(() => writer) : writer;
}

function within(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
