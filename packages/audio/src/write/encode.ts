import type { Numbers } from "@unspectro/core/plugin";
import type { SampleLayout, WavFormat } from "../format.ts";
import type { Dither } from "./dither.ts";

/**
 * Rounds samples at full scale 1 to the integers of a PCM format and interleaves them, little end first; answers how
 * many were out of range and are now at its edge. One pass a channel, nothing allocated.
 */
export function encodePcm(
  channels: readonly Float64Array[],
  frames: number,
  layout: SampleLayout,
  dither: Dither | undefined,
  out: DataView,
): number {
  const { steps, bytes } = layout;
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

/** Whether typed arrays lie in memory as WAV files have their numbers. */
export const LITTLE_ENDIAN_HOST: boolean = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Interleaves samples as floats, little end first. `out` begins where the elements of its buffer do. */
export function encodeFloat(
  channels: readonly Float64Array[],
  frames: number,
  format: WavFormat,
  out: DataView,
): void {
  const bytes = format === "float32" ? 4 : 8;
  const count = channels.length;
  if (LITTLE_ENDIAN_HOST && out.byteOffset % bytes === 0) {
    const { buffer, byteOffset } = out;
    const length = frames * count;
    const numbers =
      format === "float32"
        ? new Float32Array(buffer, byteOffset, length)
        : new Float64Array(buffer, byteOffset, length);
    if (count === 1) numbers.set(channels[0]!.subarray(0, frames));
    else
      for (let channel = 0; channel < count; channel++)
        interleave(channels[channel]!, frames, numbers, channel, count);
    return;
  }
  for (let channel = 0; channel < count; channel++) {
    const samples = channels[channel]!;
    for (let i = 0, at = bytes * channel; i < frames; i++, at += bytes * count) {
      if (bytes === 4) out.setFloat32(at, samples[i]!, true);
      else out.setFloat64(at, samples[i]!, true);
    }
  }
}

function interleave(
  samples: Float64Array,
  frames: number,
  into: Numbers,
  channel: number,
  channels: number,
): void {
  for (let i = 0, at = channel; i < frames; i++, at += channels) into[at] = samples[i]!;
}

/** Whether every sample lies within `tolerance` steps of an integer: what integers became on their way through floats. */
export function onLattice(
  channels: readonly Float64Array[],
  frames: number,
  steps: number,
  tolerance: number,
): boolean {
  for (const samples of channels) {
    for (let i = 0; i < frames; i++) {
      const value = samples[i]! * steps;
      if (Math.abs(value - Math.round(value)) > tolerance) return false;
    }
  }
  return true;
}
