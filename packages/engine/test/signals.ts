import type { Convention, Inverse, Numbers, StoredFrames } from "@unspectro/core";

/** Signal over error, in decibels. */
export function snr(truth: ArrayLike<number>, found: ArrayLike<number>): number {
  let signal = 0;
  let error = 0;
  for (let i = 0; i < truth.length; i++) {
    signal += truth[i] ** 2;
    error += (truth[i] - found[i]) ** 2;
  }
  return 10 * Math.log10(signal / error);
}

/** What a file of float32 numbers would hold. */
export function asSingle({ frames, bins, magnitude, phase }: StoredFrames): StoredFrames {
  const single = { frames, bins, magnitude: Float32Array.from(magnitude) };
  return phase === undefined ? single : { ...single, phase: Float32Array.from(phase) };
}

/** All samples of an inverse fed with blocks of the sizes given, in turn. */
export function invertInBlocks(maker: Inverse, stored: StoredFrames, sizes: readonly number[]): Float64Array {
  const parts: Numbers[] = [];
  const pair = stored.phase === undefined ? 2 : 1;
  const width = stored.bins * pair;
  for (let m = maker.schedule.first, turn = 0; m < maker.schedule.end; turn++) {
    const frame = ((m % stored.frames) + stored.frames) % stored.frames;
    const count = Math.min(sizes[turn % sizes.length], maker.schedule.end - m, stored.frames - frame);
    const from = frame * width;
    const phase = stored.phase?.slice(frame * stored.bins, (frame + count) * stored.bins);
    parts.push(maker.push(stored.magnitude.slice(from, from + count * width), phase, count).slice());
    m += count;
  }
  parts.push(maker.flush().slice());
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

/** Frame after frame to bin after bin. */
export function columnsOf(numbers: Numbers, frames: number, bins: number, pair: 1 | 2): Float32Array {
  const turned = new Float32Array(numbers.length);
  for (let m = 0; m < frames; m++) {
    for (let k = 0; k < bins; k++) {
      for (let c = 0; c < pair; c++) turned[(k * frames + m) * pair + c] = numbers[(m * bins + k) * pair + c];
    }
  }
  return turned;
}

/** Chirps, a harmonic tone and noise: one second of it is enough to be like sound. */
export function soundLike(length: number, rate = 16000): Float64Array {
  let state = 20240607;
  return Float64Array.from({ length }, (_, n) => {
    const t = n / rate;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const noise = (state >>> 0) / 2 ** 31 - 1;
    const chirp = Math.sin(2 * Math.PI * (60 * t + 1500 * t * t));
    let tone = 0;
    for (let h = 1; h < 6; h++) tone += Math.sin(2 * Math.PI * 220 * h * t) / h;
    return 0.2 * chirp + 0.2 * tone + 0.03 * noise * (1 + Math.sin(7 * t));
  });
}

/** A convention with other geometry. */
export function withGeometry(convention: Convention, geometry: Partial<Convention["geometry"]>): Convention {
  return { ...convention, geometry: { ...convention.geometry, ...geometry } };
}
