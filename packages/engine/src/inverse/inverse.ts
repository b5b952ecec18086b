import {
  type Convention,
  DataError,
  type ElementType,
  type InverseMaker,
  inverse,
  type Numbers,
} from "@unspectro/core";
import { steadyEnough, weakEdges } from "./edges.ts";
import { engineFor, fits } from "./fits.ts";
import { groundOf } from "./ground.ts";
import { overlay } from "./overlay.ts";
import { streamInverse } from "./stream.ts";
import type { EngineInverse, EngineOptions } from "./types.ts";

/** Numbers more precise than this are worth float64. */
const SINGLE_PRECISION = 2 ** -25;

/**
 * The least-squares inverse STFT in WebAssembly: core's `inverse`, fast. The same bits come out whatever the blocks
 * and ranges.
 *
 * In `single` arithmetic, samples under the tapered ends of the first and last windows, where the
 * division by the window's power would magnify rounding, are computed in float64 as well; and windows that leave such
 * places everywhere are taken in float64 altogether.
 *
 * Ask {@link engineFor} whether a convention is one that the engine takes.
 *
 * @throws ConventionError `does-not-fit` when frames of `options.bins` numbers cannot be of this convention
 * @throws DataError `not-invertible` when the frames hold no audio, or the engine does not take the convention
 *
 * @example
 * ```ts
 * import { profileById, resolveConvention } from "@unspectro/core";
 * import { engineInverse } from "@unspectro/engine";
 *
 * const { convention } = resolveConvention({ given: { geometry: { fftSize: 4, hop: 2 } } });
 * const maker = engineInverse(convention, { frames: 2, bins: 3 });
 * const samples = maker.push(new Float32Array(6), new Float32Array(6), 2);
 * console.log(samples.length + maker.flush().length); // 2
 * ```
 */
export function engineInverse(convention: Convention, options: EngineOptions): EngineInverse {
  const fit = fits(convention);
  if (!fit.taken) {
    throw new DataError("not-invertible", `the engine does not take ${fit.reason}`, {
      advice: "use core's inverse for these",
    });
  }
  const wide = options.precision !== undefined && options.precision < SINGLE_PRECISION;
  const arithmetic = options.arithmetic ?? (wide ? "double" : fit.arithmetic);
  if (arithmetic === "double") return streamInverse(convention, { ...options, arithmetic });

  const ground = groundOf(convention, options);
  if (!steadyEnough(ground)) return streamInverse(convention, { ...options, arithmetic: "double" }, ground);

  const fast = streamInverse(convention, { ...options, arithmetic }, ground);
  const edges = weakEdges(ground).map((edge) =>
    overlay(edge, fast.schedule, (range) =>
      streamInverse(convention, { ...options, range, arithmetic: "double", blockFrames: 16 }, ground),
    ),
  );
  if (edges.length === 0) return fast;

  const pair = options.complex === true ? 2 : 1;
  const rowNumbers = fast.bins * pair;
  let next = fast.schedule.first;
  let start = fast.start;

  const covered = (samples: Numbers): Numbers => {
    for (const edge of edges) edge.cover(samples, start);
    start += samples.length;
    return samples;
  };

  /** Gives the edges their share of a block first: the fast inverse may overwrite it. */
  const shared = (
    frames: number,
    share: (maker: EngineInverse, offset: number, count: number) => Numbers,
  ): void => {
    for (const edge of edges) edge.push(share, next, frames);
    next += frames;
  };

  return {
    ...fast,
    pushColumns(magnitude, phase, frames, columns) {
      shared(frames, (maker, at, count) =>
        maker.pushColumns(magnitude.subarray(at * pair), phase?.subarray(at), count, columns),
      );
      return covered(fast.pushColumns(magnitude, phase, frames, columns));
    },
    push(magnitude, phase, frames) {
      shared(frames, (maker, at, count) =>
        maker.push(magnitude.subarray(at * rowNumbers), phase?.subarray(at * rowNumbers), count),
      );
      return covered(fast.push(magnitude, phase, frames));
    },
    flush: () => covered(fast.flush()),
    get notFinite() {
      return fast.notFinite;
    },
  };
}

/**
 * The best maker for files of these element types: the engine, in the arithmetic that they are worth, or core's
 * reference where the engine does not take the convention.
 *
 * @example
 * ```ts
 * import { reconstruct } from "@unspectro/core";
 * import { inverseFor } from "@unspectro/engine";
 *
 * const options = { maker: inverseFor(["float32", "float32"]) }; // for `reconstruct(pair, convention, options)`
 * console.log(typeof options.maker, typeof reconstruct); // function function
 * ```
 */
export function inverseFor(elements: readonly ElementType[]): InverseMaker {
  return (convention, options) => {
    const fits = elements.map((element) => engineFor(convention, element));
    if (fits.some((fit) => !fit.taken)) return inverse(convention, options);
    const double = fits.some((fit) => fit.taken && fit.arithmetic === "double");
    return engineInverse(convention, { ...options, arithmetic: double ? "double" : "single" });
  };
}
