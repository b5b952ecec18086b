import { decode, type Scale } from "../encoding/scale.ts";
import type { Arrangement } from "../structure/arrangement.ts";
import { framesOf, spectraOf } from "../structure/frames.ts";
import type { View } from "./view.ts";

/** How stored values become frames in the buffers of the inverse FFT. */
export interface Reading {
  readonly view: View;
  readonly arrangement: Arrangement;
  readonly scale: Scale;
  /** What DC and Nyquist are multiplied with: other than 1 where inner bins were doubled. */
  readonly edgeGain: number;
  /** Bins left out at the bottom, where a producer who removed each frame's mean changed them. */
  readonly lowCut: number;
}

/** Frames of a view in the buffers of the inverse FFT, not yet placed. */
export function buffersOf({ view, arrangement, scale, edgeGain, lowCut }: Reading): Float64Array {
  const amplitudes = decode(view.block.magnitude, scale, view.facts);
  const { frames, bins } = view.block;
  view.effort.spend(frames * (8 * bins + 3 * arrangement.fftSize * Math.log2(arrangement.fftSize)));
  const spectra = spectraOf(amplitudes, view.angles, frames, bins, arrangement, edgeGain, lowCut);
  return framesOf(spectra, frames, arrangement.fftSize);
}
