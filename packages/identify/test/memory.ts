import { type Convention, type FrameSource, resolveConvention, stft } from "@unspectro/core";

/** A matrix in memory as a source: row after row. */
export function memory(
  name: string,
  rows: number,
  columns: number,
  data: Float64Array,
  element: FrameSource["element"] = "float64",
): FrameSource {
  return {
    format: "memory",
    name,
    frames: rows,
    bins: columns,
    channels: 1,
    element,
    complex: false,
    shape: [rows, columns],
    frameAxis: 0,
    blockFrames: 64,
    partialRecords: true,
    notes: [],
    read(start, count, into, { firstBin = 0, binCount = columns - firstBin } = {}) {
      const given = Math.max(0, Math.min(count, rows - start));
      for (let r = 0; r < given; r++) {
        const at = (start + r) * columns + firstBin;
        into.set(data.subarray(at, at + binCount), r * binCount);
      }
      return given;
    },
    close() {},
  };
}

/** Speech-like sound: gliding harmonics with pauses, and noise; a fixed seed. */
export function voice(length: number, seed = 1): Float64Array {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const audio = new Float64Array(length);
  let phase = 0;
  for (let n = 0; n < length; n++) {
    const t = n / 16000;
    phase += (2 * Math.PI * (140 + 40 * Math.sin(2.1 * t) + 15 * Math.sin(13 * t))) / 16000;
    const loud = Math.max(0, Math.sin(5.3 * t)) ** 0.5;
    let sample = 0;
    for (let k = 1; k < 20; k++) sample += Math.sin(k * phase) / k ** 1.2;
    audio[n] = 0.2 * loud * sample + 0.05 * (0.2 + loud) * random();
  }
  return audio;
}

/** The two arrays that a convention makes of audio, frames as rows. */
export function filesOf(
  audio: Float64Array,
  convention: Convention,
): { magnitude: FrameSource; phase: FrameSource } {
  const frames = stft(audio, convention);
  return {
    magnitude: memory("one", frames.frames, frames.bins, Float64Array.from(frames.magnitude)),
    phase: memory("two", frames.frames, frames.bins, Float64Array.from(frames.phase ?? [])),
  };
}

/** A whole convention from parts. */
export function conventionFor(given: Parameters<typeof resolveConvention>[0]["given"]): Convention {
  return resolveConvention({ given: { layout: { frames: "rows" }, ...given } }).convention;
}

/** Short frames without padding, for files that are read in a moment. */
export const SMALL_GEOMETRY = {
  fftSize: 128,
  hop: 32,
  window: { family: "hann", length: 128, symmetric: false },
  start: "zero",
  padding: "none",
  tail: "fit",
} as const;
