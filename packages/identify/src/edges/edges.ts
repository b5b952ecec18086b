import type { Geometry } from "@unspectro/core";
import { overlapAdded } from "./overlap-add.ts";

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

interface Piece {
  readonly audio: Float64Array;
  readonly cover: Float64Array;
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

/**
 * Root mean square difference between audio[centre - j] and audio[centre + j], as far as frames cover both, over what
 * unrelated sides differ by; 1 where there is no sound. Weighed as the frames have it, where noise is not magnified.
 */
function mirrorError({ audio, cover }: Piece, centre: number, typical: number, level: number): number {
  let difference = 0;
  let power = 0;
  for (let j = 1; j <= centre && centre + j < audio.length; j++) {
    const a = centre - j;
    const b = centre + j;
    const weight = Math.min(cover[a], cover[b]);
    if (weight < 1e-2 * typical) continue;
    difference += weight * (audio[a] - audio[b]) ** 2;
    power += weight * (audio[a] ** 2 + audio[b] ** 2);
  }
  return power > 1e-8 * typical * level * level ? Math.sqrt(difference / power) : 1;
}

/** A mirror image differs by no more than this many times what errors of the files foretell. */
const FORETOLD = 5;
/** What float32 leaves of a mirror image. */
const EXACT = 1e-5;

/** What `mirrorError` is where one side mirrors the other but for errors of this variance in the samples of frames. */
function mirrorNoise({ audio, cover }: Piece, centre: number, typical: number, noise: number): number {
  let difference = 0;
  let power = 0;
  for (let j = 1; j <= centre && centre + j < audio.length; j++) {
    const a = centre - j;
    const b = centre + j;
    const weight = Math.min(cover[a], cover[b]);
    if (weight < 1e-2 * typical) continue;
    difference += weight * noise * (1 / cover[a] + 1 / cover[b]);
    power += weight * (audio[a] ** 2 + audio[b] ** 2);
  }
  return power > 0 ? Math.sqrt(difference / power) : 0;
}

/**
 * The sample about which the end mirrors itself: the last of the audio. `half` samples of mirror image follow it, of
 * which the frames may lack up to a hop.
 */
function mirrorEnd(
  piece: Piece,
  half: number,
  hop: number,
  typical: number,
  alike: number,
  level: number,
  noise: number,
): number | undefined {
  const reversed = { audio: piece.audio.toReversed(), cover: piece.cover.toReversed() };
  let best = 0;
  let least = alike;
  for (let after = Math.max(half - hop, 8); after <= half + 1; after++) {
    const error = mirrorError(reversed, after, typical, level);
    if (error < least) {
      least = error;
      best = after;
    }
  }
  // steady tones nearly mirror themselves at many samples: sound must not be taken for its image
  const believed = least < Math.max(EXACT, FORETOLD * mirrorNoise(reversed, best, typical, noise));
  return best > 0 && believed ? piece.audio.length - 1 - best : undefined;
}

/** Errors below this share of the signal are roundings, larger where the sound is louder. */
const FAITHFUL = 1e-3;
/** Energy that float32 leaves where there was nothing. */
const NOTHING = 1e-13;

/**
 * Whether the frames hold nothing before a sample, and sound from there on. Energies are taken as the frames have them
 * (before the division by the window), where rounding is not magnified.
 */
function silentBefore({ audio, cover }: Piece, at: number, { precision, noise }: Ends): boolean {
  const energy = (from: number, to: number): number => {
    let sum = 0;
    for (let i = from; i < Math.min(to, audio.length); i++) sum += cover[i] * audio[i] ** 2;
    return sum;
  };
  const before = energy(0, at);
  const after = energy(at, 2 * at);
  const whole = energy(0, audio.length);
  if (!(after > 0)) return false;
  // a quiet beginning is sound: only what the files' own errors would leave there is silence; small ones follow the level
  const level = precision < FAITHFUL ? Math.max(1, (after * audio.length) / (at * whole)) : 1;
  const errors = 3 * noise * at * level;
  return before < Math.max(errors, NOTHING * after) && before < 1e-3 * after;
}

/** Sound below this share of the level is none. */
const FAINTEST = 1e-6;
/** Samples louder than this many times their errors' variance speak for sound, and sound is what speaks for it by so much in all. */
const LOUDER = 3;
const LOUD = 20;

/**
 * The last sample that sounds: going back from the end, where the power above what errors leave adds up to what they never do
 * (Page 1954, continuous inspection schemes). A fade may be fainter than single errors, and is not cut off.
 *
 * @param errors their variance in the samples of frames, and the least in those of the audio
 */
function lastSound(
  { audio, cover }: Piece,
  trusted: (cover: Float64Array, i: number) => boolean,
  errors: { readonly frames: number; readonly audio: number },
): number | undefined {
  let sum = 0;
  let last = 0;
  for (let i = audio.length - 1; i >= 0; i--) {
    if (!trusted(cover, i)) continue;
    if (sum === 0) last = i;
    sum = Math.max(0, sum + audio[i] ** 2 / Math.max(errors.frames / cover[i], errors.audio) - LOUDER);
    if (sum > LOUD) return last;
  }
  return undefined;
}

/** Places nearer than this are alike in any sound. */
const NEARBY = 8;
/** A sound that fits as well somewhere else, but for this factor, repeats itself. */
const AS_WELL = 3;

/** Whether the beginning of the frames equals what lies `period` samples later, and nothing before that: tones repeat anyway. */
function wraps(
  head: Piece,
  tail: Piece,
  period: number,
  typical: number,
  alike: number,
  reach: number,
): boolean {
  const least = differenceAt(head, tail, period, typical, reach);
  if (least >= alike) return false;
  for (let by = NEARBY; by <= period; by++)
    if (differenceAt(head, tail, period - by, typical, reach) < AS_WELL * Math.max(least, 1e-7)) return false;
  return true;
}

/** Root mean square difference between the first `reach` samples of the head and those of the tail from `from` on; 1 where little is. */
function differenceAt(head: Piece, tail: Piece, from: number, typical: number, reach: number): number {
  let difference = 0;
  let power = 0;
  let counted = 0;
  for (let i = Math.max(0, -from); i < reach && from + i < tail.audio.length; i++) {
    const j = from + i;
    const weight = Math.min(head.cover[i], tail.cover[j]);
    if (weight < 0.05 * typical) continue;
    difference += weight * (head.audio[i] - tail.audio[j]) ** 2;
    power += weight * (head.audio[i] ** 2 + tail.audio[j] ** 2);
    counted++;
  }
  return counted > 8 && power > 1e-12 * typical ? Math.sqrt(difference / power) : 1;
}

/** Errors below this are no chance, whatever the sound. */
const SURE = 1e-3;
/** In noise, another place may be as good as half of the best: steady tones mirror and repeat themselves at many. */
const APART = 0.5;

/** Whether an error is small at a place, and smaller than further away. */
function standsOut(error: (away: number) => number, alike: number, reach: number): boolean {
  const least = error(0);
  if (least >= alike) return false;
  if (least < SURE) return true;
  for (let away = 4; away <= reach; away++)
    if (error(away) * APART < least || error(-away) * APART < least) return false;
  return true;
}
