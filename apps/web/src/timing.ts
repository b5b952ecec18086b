import { type Convention, placementOf } from "@unspectro/core";
import type { Timing } from "./view/screen.ts";

/** Where frames lie in time. */
export function timingOf(convention: Convention, sampleRate: number): Timing {
  const { start, offset, windowLength, hop, fftSize } = placementOf(convention);
  return { hop, fftSize, sampleRate, centre: start + offset + windowLength / 2 };
}
