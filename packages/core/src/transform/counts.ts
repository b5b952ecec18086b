import { DataError } from "../contract/errors.ts";
import type { Convention } from "../convention/convention.ts";

/** The whole numbers that place frames on the audio, worked out from a convention's words. */
export interface Placement {
  /** N. */
  readonly fftSize: number;
  /** R. */
  readonly hop: number;
  /** L. */
  readonly windowLength: number;
  /** s: the audio's sample at which the first FFT buffer begins. */
  readonly start: number;
  /** p: where the window begins in the buffer. */
  readonly offset: number;
}

/** Resolves `start` and `placement`. */
export function placementOf({ geometry }: Convention): Placement {
  const { fftSize, hop, start, placement } = geometry;
  const windowLength = geometry.window.length;
  return {
    fftSize,
    hop,
    windowLength,
    start:
      start === "zero"
        ? 0
        : start === "half-fft"
          ? -Math.floor(fftSize / 2)
          : start === "half-window"
            ? -Math.floor(windowLength / 2)
            : start,
    offset:
      placement === "start"
        ? 0
        : placement === "centre"
          ? Math.floor((fftSize - windowLength) / 2)
          : placement,
  };
}

/**
 * How many frames the convention makes of `length` samples: at least one, audio shorter than a frame being filled up
 * with zeros.
 */
export function frameCount(convention: Convention, length: number): number {
  const { fftSize, hop, windowLength, start, offset } = placementOf(convention);
  const end = length + Math.max(0, -start);
  const firstEnd = start + offset + windowLength;
  switch (convention.geometry.tail) {
    case "fit":
      return atLeastOne(Math.floor((end - start - fftSize) / hop) + 1);
    case "fit-window":
      return atLeastOne(Math.floor((end - firstEnd) / hop) + 1);
    case "fit-window-early":
      return atLeastOne(Math.floor((end - firstEnd - 1) / hop) + 1);
    case "cover":
      return atLeastOne(Math.ceil((end - firstEnd) / hop) + 1);
    case "touch":
      return atLeastOne(Math.ceil((length - start - offset) / hop));
    case "ceil":
      return atLeastOne(Math.ceil(length / hop));
    case "circular":
      return atLeastOne(roundUp(length, leastCommonMultiple(hop, fftSize)) / hop);
  }
}

/** From `least` to `most` samples (both possible) of audio give this many frames. */
export interface LengthRange {
  readonly least: number;
  readonly most: number;
}

/**
 * Which lengths of audio give `frames` frames: the inverse of {@link frameCount}. Where the frames end without padding,
 * more audio may have followed than they show: `most` is then the end of the last frame's possible hop.
 */
export function lengthsOf(convention: Convention, frames: number): LengthRange {
  const { fftSize, hop, windowLength, start, offset } = placementOf(convention);
  const pad = Math.max(0, -start);
  const last = start + (frames - 1) * hop;
  const within = (end: number): LengthRange => positive(end - pad, end - pad + hop - 1);
  const until = (end: number): LengthRange => positive(end - pad - hop + 1, end - pad);
  switch (convention.geometry.tail) {
    case "fit":
      return within(last + fftSize);
    case "fit-window":
      return within(last + offset + windowLength);
    case "fit-window-early":
      return within(last + offset + windowLength + 1);
    case "cover":
      return until(last + offset + windowLength);
    case "touch":
      return positive(last + offset + 1, last + offset + hop);
    case "ceil":
      return positive((frames - 1) * hop + 1, frames * hop);
    case "circular":
      return positive(Math.max(1, frames * hop - leastCommonMultiple(hop, fftSize) + 1), frames * hop);
  }
}

/**
 * The samples an inverse gives for `frames` frames: the convention's `length` where it is known, otherwise what the
 * producers' own inverses give: no more than the frames surely show, and no less where the last of them were padded.
 *
 * @throws DataError `not-invertible` when the frames are too few to show any audio
 */
export function audioLength(convention: Convention, frames: number): number {
  const known = convention.geometry.length;
  if (known !== null && known !== undefined) return known;
  const { least, most } = lengthsOf(convention, frames);
  const length = growsBy(convention) === "least" ? least : most;
  if (length < 1) {
    throw new DataError("not-invertible", "these frames lie wholly in the padding before the audio", {
      where: "geometry.start",
      expected: "frames that reach into the audio",
      found: `${frames} ${frames === 1 ? "frame" : "frames"}`,
      advice: "set --length if the number of samples is known, or another start",
    });
  }
  return length;
}

/** Whether the shortest or the longest audio is the natural guess for a number of frames. */
function growsBy(convention: Convention): "least" | "most" {
  const { tail } = convention.geometry;
  return tail === "fit" || tail === "fit-window" || tail === "fit-window-early" ? "least" : "most";
}

/** Samples after which both the hop and the FFT repeat. */
export function leastCommonMultiple(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

function atLeastOne(frames: number): number {
  return Math.max(1, frames);
}

function positive(least: number, most: number): LengthRange {
  return { least: Math.max(0, least), most: Math.max(0, most) };
}
