import { DataError } from "@unspectro/core";
import { type FrameBounds, frameBounds } from "./bounds.ts";
import { coverage, isPainless, type StftFrame } from "./frame.ts";

/**
 * The bounds of a frame that has an inverse.
 *
 * @throws DataError `not-invertible`, with the reason
 */
export function requireInvertible(frame: StftFrame): FrameBounds {
  const bounds = frameBounds(frame);
  if (!bounds.invertible) throw notInvertible(frame, reason(frame));
  return bounds;
}

/** The refusal, worded once. */
export function notInvertible(frame: StftFrame, why: string, advice?: string): DataError {
  return new DataError("not-invertible", `no synthesis window inverts this transform: ${why}`, {
    found: `a window of ${frame.window.length} samples every ${frame.hop}, FFT size ${frame.fftSize}`,
    advice: advice ?? "use a smaller hop or a longer window",
  });
}

function reason(frame: StftFrame): string {
  const { window, hop, fftSize } = frame;
  if (hop > fftSize) return `${fftSize} numbers are kept for every ${hop} samples`;
  if (window.length < hop) return `the window leaves ${hop - window.length} of every ${hop} samples out`;
  if (isPainless(frame)) {
    const cover = coverage(frame);
    const bare = cover.indexOf(cover.reduce((least, value) => Math.min(least, value)));
    return `the window is zero wherever sample ${bare} of every ${hop} falls`;
  }
  return "folding the window into the FFT cancels part of the signal (its lower frame bound is 0)";
}
