import type { MaybePromise, Numbers } from "@unspectro/core/plugin";
import { sampleFormats, type WavFormat } from "../format.ts";
import { encodeFloat, onLattice } from "./encode.ts";
import { WINDOW_SAMPLES } from "./encoder.ts";
import { encoderFor } from "./make-encoder.ts";

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

/** Of two parts of one sound. */
export function together(a: WavSummary, b: WavSummary): WavSummary {
  return {
    frames: a.frames + b.frames,
    peak: Math.max(a.peak, b.peak),
    clipped: a.clipped + b.clipped,
    notFinite: a.notFinite + b.notFinite,
    dithered: a.dithered + b.dithered,
  };
}

/** How samples become bytes. */
export interface SampleWriterOptions {
  readonly channels: number;
  readonly format: WavFormat;
  readonly gain: number;
  readonly dither: "auto" | "always" | "never";
  readonly seed: number;
}

/** Samples on their way into the bytes of a file. */
export interface SampleWriter {
  /** Appends the first `count` samples of every channel. */
  write(from: readonly Numbers[], count: number): MaybePromise<void>;
  /** Gives away what was held back. */
  finish(): MaybePromise<void>;
  readonly summary: WavSummary;
  /** Whether the bytes of a sample depend on those before it: dither goes on where it was. */
  readonly sequential: boolean;
}

/** How far from an integer (in steps) all samples of a window may lie and still be integers. By chance: 8^-64 at most. */
const NEAR = 1 / 16;
const FEWEST_TO_JUDGE = 64;
/** For windows too short for that. */
const VERY_NEAR = 1e-6;

/** Turns samples into bytes as they come, and hands them to `put`. */
export function sampleWriter(
  put: (bytes: Uint8Array) => MaybePromise<void>,
  { channels, format, gain, dither, seed }: SampleWriterOptions,
): SampleWriter {
  const layout = sampleFormats[format];
  const windowFrames = Math.max(1, Math.floor(WINDOW_SAMPLES / channels));
  const most = format === "float32" ? 3.4028234663852886e38 : Number.MAX_VALUE;
  const encoder = encoderFor({ channels, windowFrames, gain, most, seed });
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
    return put(encoded.subarray(0, count * channels * layout.bytes));
  }

  function write(from: readonly Numbers[], count: number): MaybePromise<void> {
    function rest(done: number): MaybePromise<void> {
      for (let at = done; at < count; ) {
        const most = Math.min(count - at, mostUnchanged);
        const bytes = unchanged && filled === 0 ? encoder.verbatim(from[0]!, at, most) : undefined;
        let writing: MaybePromise<void>;
        if (bytes !== undefined) {
          frames += most;
          at += most;
          writing = put(bytes);
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

  return {
    write,
    finish: empty,
    sequential: mayDither,
    get summary() {
      const { peak, notFinite } = encoder;
      return { frames, peak, clipped, notFinite, dithered };
    },
  };
}
