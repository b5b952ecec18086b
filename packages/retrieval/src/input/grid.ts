import { type Convention, ConventionError, makeWindow, placementOf } from "@unspectro/core";
import type { Grid } from "../grid/grid.ts";

/** A convention's frames as retrieval sees them, and where they lie. */
export interface PlacedGrid {
  readonly grid: Grid;
  /** The audio's sample at which frame 0's buffer begins (0 or negative, mostly). */
  readonly start: number;
}

/**
 * The plain STFT behind a convention: its window in the FFT buffer, its hop.
 *
 * @throws ConventionError `does-not-fit` for windows longer than the FFT, whose bins fold several frames' parts together,
 * and for hops so large that neighbouring frames share nothing (then magnitudes say nothing of phases)
 */
export function gridOf(convention: Convention, frames: number): PlacedGrid {
  const { fftSize, hop, windowLength, start, offset } = placementOf(convention);
  if (windowLength > fftSize || offset < 0 || offset + windowLength > fftSize) {
    throw new ConventionError(
      "does-not-fit",
      "geometry.window.length",
      "the window does not lie inside the FFT",
      {
        expected: `at most ${fftSize} samples`,
        found: `${windowLength} samples from ${offset}`,
      },
    );
  }
  if (hop >= windowLength) {
    throw new ConventionError(
      "does-not-fit",
      "geometry.hop",
      "frames without overlap hold no trace of their phases",
      {
        expected: `a hop below the window's ${windowLength} samples`,
        found: `${hop}`,
        advice: "phases cannot be retrieved from these magnitudes",
      },
    );
  }
  const window = new Float64Array(fftSize);
  window.set(makeWindow(convention.geometry.window), offset);
  return { grid: { fftSize, hop, window, frames }, start };
}
