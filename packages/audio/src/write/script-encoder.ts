import type { Numbers } from "@unspectro/core/plugin";
import type { SampleLayout } from "../format.ts";
import { type Dither, triangularDither } from "./dither.ts";
import { LITTLE_ENDIAN_HOST } from "./encode.ts";
import type { Encoder, EncoderOptions } from "./encoder.ts";
import { float32Of } from "./float32.ts";

/** The most bytes of a sample. */
const WIDEST = 8;

/** An encoder in JavaScript. */
export function scriptEncoder({ channels, windowFrames, gain, most, seed }: EncoderOptions): Encoder {
  const window = Array.from({ length: channels }, () => new Float64Array(windowFrames));
  const encoded = new Uint8Array(windowFrames * channels * WIDEST);
  const view = new DataView(encoded.buffer);
  const dither = triangularDither(seed);
  let peak = 0;
  let notFinite = 0;
  return {
    window,
    encoded,
    scale(samples, start, count, channel, at) {
      const found = scaled(samples.subarray(start, start + count), gain, most, window[channel]!, at);
      if (found.peak > peak) peak = found.peak;
      notFinite += found.notFinite;
    },
    encodePcm: (frames, layout, dithered) =>
      encodePcm(window, frames, layout, dithered ? dither : undefined, view),
    verbatim(samples, start, count) {
      if (!LITTLE_ENDIAN_HOST || !(samples instanceof Float32Array)) return undefined;
      const { buffer, byteOffset } = samples;
      const highest = largest(new Int32Array(buffer, byteOffset + 4 * start, count));
      if (highest === undefined) return undefined;
      if (highest > peak) peak = highest;
      return new Uint8Array(buffer, byteOffset + 4 * start, 4 * count);
    },
    get peak() {
      return peak;
    },
    get notFinite() {
      return notFinite;
    },
  };
}

/** Samples times `gain` to `into[at]` on, zero for what is not finite; a loop over plain variables, since it sees all. */
function scaled(
  samples: Numbers,
  gain: number,
  most: number,
  into: Float64Array,
  at: number,
): { readonly peak: number; readonly notFinite: number } {
  let peak = 0;
  let notFinite = 0;
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i]! * gain;
    const size = Math.abs(sample);
    if (size <= most) {
      into[at + i] = sample;
      if (size > peak) peak = size;
    } else {
      into[at + i] = 0;
      notFinite += 1;
    }
  }
  return { peak, notFinite };
}

function encodePcm(
  channels: readonly Float64Array[],
  frames: number,
  { steps, bytes }: SampleLayout,
  dither: Dither | undefined,
  out: DataView,
): number {
  const most = steps - 1;
  const stride = bytes * channels.length;
  let clipped = 0;
  for (let channel = 0; channel < channels.length; channel++) {
    const samples = channels[channel]!;
    for (let i = 0, at = bytes * channel; i < frames; i++, at += stride) {
      const sample = samples[i]!;
      const noise = dither === undefined ? 0 : dither.next();
      let value = Math.floor(sample * steps + noise + 0.5);
      if (value > most) value = most;
      else if (value < -steps) value = -steps;
      // At exactly full scale the highest integer is one step away: rounding, not clipping.
      if (sample > 1 || sample < -1) clipped += 1;
      if (bytes === 2) out.setInt16(at, value, true);
      else if (bytes === 1) out.setUint8(at, value + 128);
      else if (bytes === 4) out.setInt32(at, value, true);
      else {
        out.setUint16(at, value & 0xffff, true);
        out.setInt8(at + 2, value >> 16);
      }
    }
  }
  return clipped;
}

/** The largest of float32 numbers, by their bits without the signs; undefined if one is not finite. */
function largest(patterns: Int32Array): number | undefined {
  let highest = 0;
  for (const pattern of patterns) highest = Math.max(highest, pattern & 0x7fffffff);
  return float32Of(highest);
}
