import type { Geometry } from "@unspectro/core";
import { wraps } from "./circle.ts";
import { mirrorEnd, mirrorError, standsOut } from "./mirror.ts";
import { overlapAdded } from "./overlap-add.ts";
import { FAINTEST, lastSound, silentBefore } from "./silence.ts";

/** Frames at both ends of the file, placed, with the window in its buffer. */
export interface Ends {
  readonly head: Float64Array;
  readonly headFrames: number;
  readonly tail: Float64Array;
  readonly tailFrames: number;
  /** Frames of the whole file. */
  readonly frames: number;
  readonly size: number;
  readonly hop: number;
  readonly window: Float64Array;
  /** Where the window begins in the buffer, and its length. */
  readonly offset: number;
  readonly length: number;
  /** How exact the frames are: errors below this share of the signal are noise. */
  readonly precision: number;
  /** Variance of those errors in the samples of a frame. */
  readonly noise: number;
}

/** Where the audio begins and ends in the frames, and what fills the rest. */
export interface EdgeFinding {
  readonly start: Geometry["start"];
  readonly padding: Geometry["padding"];
  readonly tail: Geometry["tail"];
  readonly length: number | null;
  /** Samples up to the last that sounds, where zeros follow it that may be a producer's or the recording's. */
  readonly sounding?: number;
  readonly evidence: string;
}

/** However noisy the files are, what differs by more than this share of what unrelated sound would is not the same. */
const ALIKE = 0.4;

/** Reads the edges: silence, mirror or wrap before the first sample; the exact length where padding follows the last. */
export function findEdges(ends: Ends): EdgeFinding {
  const { size, hop, window, offset, length, frames } = ends;
  const head = overlapAdded(ends.head, ends.headFrames, size, hop, window);
  const tail = overlapAdded(ends.tail, ends.tailFrames, size, hop, window);
  const total = (frames - 1) * hop + size;
  const typical = typicalCover(head.cover, tail.cover);
  const trusted = (cover: Float64Array, i: number): boolean => cover[i] > 1e-3 * typical;
  const level = rms(head.audio, head.cover, typical);
  const errors = { frames: ends.noise, audio: (FAINTEST * level) ** 2 };
  const alike = Math.max(1e-5, Math.min(ALIKE, 3 * ends.precision));
  const tailFrom = total - tail.audio.length;

  if (wraps(head, tail, frames * hop - tailFrom, typical, alike, size - hop)) {
    return {
      start: "half-fft",
      padding: "circular",
      tail: "circular",
      length: null,
      evidence: "the first frame holds the end of the audio",
    };
  }
  const centres = [
    { start: "half-fft", at: Math.floor(size / 2) },
    ...(length === size ? [] : [{ start: "half-window" as const, at: Math.floor(length / 2) }]),
  ] as const;
  for (const { start, at } of centres) {
    const usable = at > offset + 2;
    if (!usable) continue;
    const mirror = (away: number): number => mirrorError(head, at + away, typical, level);
    if (standsOut(mirror, alike, at >> 1)) {
      const end = mirrorEnd(tail, at, hop, typical, alike, level, ends.noise);
      return {
        start,
        padding: "reflect",
        tail: "fit",
        length: end === undefined ? total - 2 * at + hop - 1 : tailFrom + end + 1 - at,
        evidence: "the first frame mirrors itself about its centre",
      };
    }
    if (silentBefore(head, at, ends)) {
      const last = lastSound(tail, trusted, errors);
      // padding before the audio means padding after it, less what no whole frame was left for: sound beyond says that a
      // pause begins the audio
      if (last !== undefined && tailFrom + last + 1 > total - at + hop - 1) continue;
      // frames reach over the whole audio (cover), or leave out what no whole frame was left for (fit)
      const covered = total - 2 * at;
      const covers = start === "half-window";
      const sounding = last === undefined ? undefined : tailFrom + last + 1 - at;
      return {
        start,
        padding: "zeros",
        tail: covers ? "cover" : "fit",
        length:
          sounding === undefined
            ? null
            : clamp(sounding, covered - (covers ? hop - 1 : 0), covered + hop - 1),
        ...(sounding !== undefined && sounding <= covered && sounding > covered - hop ? { sounding } : {}),
        evidence: "the first half of frame 0 is silent",
      };
    }
  }
  const last = lastSound(tail, trusted, errors);
  const windowsEnd = total - (size - offset - length);
  // what the window's end hardly weighs says nothing
  let sure = tail.audio.length - 1;
  while (sure > 0 && !trusted(tail.cover, sure)) sure--;
  const padded = last !== undefined && last < sure - 1;
  return {
    start: "zero",
    padding: padded ? "zeros" : "none",
    tail: padded ? "cover" : "fit-window",
    length: padded ? clamp(tailFrom + last + 1, windowsEnd - hop + 1, windowsEnd) : null,
    evidence: padded ? "the last frame ends in silence" : "sound from the first sample to the last",
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(1, Math.max(low, Math.min(high, value)));
}

function typicalCover(...covers: Float64Array[]): number {
  return Math.max(...covers.map((cover) => cover.reduce((a, b) => Math.max(a, b), 0)));
}

function rms(audio: Float64Array, cover: Float64Array, typical: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < audio.length; i++)
    if (cover[i] > 0.05 * typical) {
      sum += audio[i] ** 2;
      count++;
    }
  return Math.sqrt(sum / Math.max(1, count));
}
