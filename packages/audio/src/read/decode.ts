import type { Numbers } from "@unspectro/core/plugin";
import { type SampleFormat, sampleFormats } from "../format.ts";

const hostIsLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * Interleaved stored samples to one array a channel, at full scale 1: integers are divided by 2^(bits-1), floats stay.
 * `block` must begin at an offset that its samples are aligned to; it is overwritten when its bytes need swapping.
 * One pass a channel, nothing allocated but views.
 */
export function decode(
  block: Uint8Array,
  frames: number,
  format: SampleFormat,
  littleEndian: boolean,
  into: readonly Numbers[],
  at: number,
): void {
  const { bytes, steps } = sampleFormats[format];
  // 24-bit samples are put together byte by byte, little end first, whatever the host.
  if (littleEndian !== (bytes === 3 || hostIsLittle)) swap(block, bytes);
  const samples = view(block, format);
  const channels = into.length;
  const scale = 1 / steps;
  for (let channel = 0; channel < channels; channel++) {
    const out = into[channel]!;
    if (format === "pcm24") {
      for (let i = 0, j = 3 * channel; i < frames; i++, j += 3 * channels) {
        const value = (block[j]! << 8) | (block[j + 1]! << 16) | (block[j + 2]! << 24);
        out[at + i] = (value >> 8) * scale;
      }
    } else {
      const offset = format === "pcm8" ? steps : 0;
      for (let i = 0, j = channel; i < frames; i++, j += channels) {
        out[at + i] = (samples[j]! - offset) * scale;
      }
    }
  }
}

function view(block: Uint8Array, format: SampleFormat): Uint8Array | Int16Array | Int32Array | Numbers {
  const { buffer, byteOffset, length } = block;
  switch (format) {
    case "pcm16":
      return new Int16Array(buffer, byteOffset, length >> 1);
    case "pcm32":
      return new Int32Array(buffer, byteOffset, length >> 2);
    case "float32":
      return new Float32Array(buffer, byteOffset, length >> 2);
    case "float64":
      return new Float64Array(buffer, byteOffset, length >> 3);
    default:
      return block;
  }
}

/** Turns the bytes of every sample round. */
function swap(block: Uint8Array, bytes: number): void {
  for (let start = 0; start + bytes <= block.length; start += bytes) {
    for (let low = start, high = start + bytes - 1; low < high; low++, high--) {
      const byte = block[low]!;
      block[low] = block[high]!;
      block[high] = byte;
    }
  }
}
