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
      else if (bytes === 4) out.setInt32(at, value, true);
      else {
        out.setUint16(at, value & 0xffff, true);
        out.setInt8(at + 2, value >> 16);
      }
    }
  }
  return clipped;
}

/** Interleaves samples as floats, little end first. */
export function encodeFloat(
  channels: readonly Float64Array[],
  frames: number,
  format: WavFormat,
  out: DataView,
): void {
  const bytes = format === "float32" ? 4 : 8;
  const stride = bytes * channels.length;
  for (let channel = 0; channel < channels.length; channel++) {
    const samples = channels[channel]!;
    for (let i = 0, at = bytes * channel; i < frames; i++, at += stride) {
      if (bytes === 4) out.setFloat32(at, samples[i]!, true);
      else out.setFloat64(at, samples[i]!, true);
    }
  }
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
