import type { FrameUpdate } from "../operator/pass.ts";
import type { FrameTransform } from "../operator/transform.ts";
import { frameMisfits, weightedInverse } from "./least-squares.ts";

/** Which frames agree with their neighbours. */
export interface Blame {
  /** Relative misfit of each frame against the signal that the agreeing ones make: 0 .. about 1.4. */
  readonly misfits: Float64Array;
  /** 1 for frames whose phases can be trusted. */
  readonly trusted: Uint8Array;
  /** That signal. */
  readonly signal: Float64Array;
}

/** How {@link blameFrames} looks. */
export interface BlameOptions {
  /** Rounds of reweighting; default 30. */
  readonly rounds?: number;
  /** Misfit up to which a frame is trusted; default 0.3. */
  readonly accepted?: number;
  readonly progress?: (share: number) => void;
}

/** Misfits below this weigh alike: the square of its inverse is the most that one frame can outweigh another. */
const SMALLEST_MISFIT = 1e-3;

/**
 * Finds the frames whose phases disagree with the rest, without being told: iteratively reweighted least squares over
 * frames (weights 1 / misfit^2, that is, an l_0-like count of disagreeing frames). Frames that overlap good ones alone
 * are explained exactly; damaged ones never are.
 */
export function blameFrames(
  transform: FrameTransform,
  observed: FrameUpdate,
  options: BlameOptions = {},
): Blame {
  const { rounds = 30, accepted = 0.3 } = options;
  const { frames } = transform.grid;
  const weights = new Float64Array(frames).fill(1);
  let signal = weightedInverse(transform, observed, weights);
  let misfits = frameMisfits(transform, signal, observed);
  for (let round = 0; round < rounds; round++) {
    let largest = 0;
    for (let m = 0; m < frames; m++) {
      weights[m] = 1 / Math.max(misfits[m], SMALLEST_MISFIT) ** 2;
      largest = Math.max(largest, weights[m]);
    }
    for (let m = 0; m < frames; m++) weights[m] /= largest;
    signal = weightedInverse(transform, observed, weights);
    misfits = frameMisfits(transform, signal, observed);
    options.progress?.((round + 1) / rounds);
  }
  const trusted = Uint8Array.from(misfits, (misfit) => (misfit < accepted ? 1 : 0));
  return { misfits, trusted, signal };
}
