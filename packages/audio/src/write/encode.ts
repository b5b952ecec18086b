import type { Numbers } from "@unspectro/core/plugin";
import type { WavFormat } from "../format.ts";

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
