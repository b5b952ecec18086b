import type { Numbers } from "@unspectro/core";
import { samplesOf } from "../grid/grid.ts";
import { coverageWeights } from "./coverage.ts";
import type { FrameTransform } from "./transform.ts";

/**
 * What a method does with each frame of a pass. `spectrum` holds, at `at`, the frame's 2 x bins numbers: on entry the
 * STFT of the present signal, on return what the next signal is made of.
 */
export type FrameUpdate = (frame: number, spectrum: Numbers, at: number) => void;

/** A signal on its way: each pass takes its STFT, lets a method change it, and inverts by least squares. */
export interface Passes {
  readonly transform: FrameTransform;
  /** The present signal, beginning with frame 0's buffer. */
  readonly signal: Numbers;
  /** STFT, update, least-squares inverse: the unit in which methods are compared (one STFT + ISTFT pair). */
  pass(update: FrameUpdate): void;
  /** The inverse alone, from spectra that `fill` writes: a start. */
  start(fill: FrameUpdate): void;
  /** The STFT alone: `look` may read, the signal stays. */
  look(look: FrameUpdate): void;
}

/** What surrounds the frames of a pass, where they are a part of something longer. */
export interface Surroundings {
  /** How many of the grid's frames take part. */
  readonly frames: number;
  /** What other frames add to the overlap-add, before it is weighted; as long as the signal. */
  readonly base: Float64Array;
  /** 1 / (sum of squared windows), other frames' included. */
  readonly weights: Float64Array;
}

/** Passes over a transform, from silence. `surroundings` may change between passes. */
export function makePasses(transform: FrameTransform, surroundings?: Surroundings): Passes {
  const { grid, bins, block, spectra } = transform;
  const samples = samplesOf(grid);
  const make = (): Numbers =>
    spectra instanceof Float32Array ? new Float32Array(samples) : new Float64Array(samples);
  const around = surroundings ?? { frames: grid.frames, base: undefined, weights: coverageWeights(grid) };
  let signal = make();
  let next = make();

  const run = (analyse: boolean, synthesise: boolean, update: FrameUpdate): void => {
    const { frames, base, weights } = around;
    if (synthesise) {
      if (base === undefined) next.fill(0);
      else next.set(base);
    }
    for (let first = 0; first < frames; first += block) {
      const count = Math.min(block, frames - first);
      if (analyse) transform.forward(signal, first, count);
      for (let i = 0; i < count; i++) update(first + i, spectra, 2 * bins * i);
      if (synthesise) transform.inverse(next, first, count);
    }
    if (!synthesise) return;
    for (let n = 0; n < samples; n++) next[n] *= weights[n];
    [signal, next] = [next, signal];
  };

  return {
    transform,
    get signal() {
      return signal;
    },
    pass: (update) => run(true, true, update),
    start: (fill) => run(false, true, fill),
    look: (update) => run(true, false, update),
  };
}
