import { type Convention, placementOf } from "@unspectro/core";

/** How frames lie in time. */
export interface Timing {
  readonly hop: number;
  readonly fftSize: number;
  /** The sample in the middle of frame 0. */
  readonly centre: number;
  readonly sampleRate: number;
}

export function timingOf(convention: Convention, sampleRate: number): Timing {
  const { start, offset, windowLength, hop, fftSize } = placementOf(convention);
  return { hop, fftSize, sampleRate, centre: start + offset + windowLength / 2 };
}

/** The sample at a place in the picture, in frames; the middle of frame 0 is at 0.5. */
export function sampleAt({ hop, centre }: Timing, place: number): number {
  return (place - 0.5) * hop + centre;
}

/** The place in the picture, in frames, of a sample. */
export function placeOf({ hop, centre }: Timing, sample: number): number {
  return (sample - centre) / hop + 0.5;
}
