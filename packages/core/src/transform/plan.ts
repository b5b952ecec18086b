import type { Convention } from "../convention/convention.ts";
import { makeWindow } from "../windows/index.ts";
import { type BinMap, binMap } from "./bins.ts";
import { audioLength, type Placement, placementOf } from "./counts.ts";
import { modulo } from "./extend.ts";

/** All that a transform works out once from a convention and a number of frames. Shared by every maker. */
export interface Plan extends Placement {
  /** T: frames of the whole file. */
  readonly frames: number;
  /** Samples of the whole audio. */
  readonly length: number;
  /** w, of `windowLength` samples. */
  readonly window: Float64Array;
  /** s + p: the audio's sample under the first sample of frame 0's window. */
  readonly lead: number;
  readonly bins: BinMap;
  /** o of `Convention`, or null where it moves with the frame (`signal-start`). */
  readonly origin: number | null;
}

/** Plans for `frames` stored frames; `length` overrides what the convention says or implies. */
export function planOf(convention: Convention, frames: number, length?: number): Plan {
  const placement = placementOf(convention);
  const window = makeWindow(convention.geometry.window);
  return {
    ...placement,
    frames,
    length: length ?? audioLength(convention, frames),
    window,
    lead: placement.start + placement.offset,
    bins: binMap(convention, scalingFactor(convention, window)),
    origin: originOf(convention, placement),
  };
}

/**
 * Where the window's first sample stands in the inverse FFT of frame `frame`: (p - o) mod N. A phase origin is a
 * circular shift in time, so no origin costs a multiplication.
 */
export function rotationOf(plan: Plan, frame: number): number {
  const origin = plan.origin ?? -(plan.start + frame * plan.hop);
  return modulo(plan.offset - origin, plan.fftSize);
}

/** c of `Convention`. */
export function scalingFactor({ encoding, geometry }: Convention, window: Float64Array): number {
  const { rule, gain = 1 } = encoding.scaling;
  const sum = (power: (w: number) => number): number => window.reduce((total, w) => total + power(w), 0);
  switch (rule) {
    case "none":
      return gain;
    case "window-sum":
      return gain / sum((w) => w);
    case "window-energy":
      return gain / Math.sqrt(sum((w) => w * w));
    case "fft-size":
      return gain / geometry.fftSize;
    case "sqrt-fft-size":
      return gain / Math.sqrt(geometry.fftSize);
    case "density":
      return gain / Math.sqrt((geometry.sampleRate ?? 1) * sum((w) => w * w));
  }
}

function originOf({ encoding, geometry }: Convention, { offset }: Placement): number | null {
  const { origin } = encoding.phase;
  if (origin === "frame-start") return 0;
  if (origin === "signal-start") return null;
  if (origin === "window-centre") return offset + Math.floor(geometry.window.length / 2);
  return origin;
}
