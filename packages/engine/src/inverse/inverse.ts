import { type Convention, DataError, planOf, scheduleOf, synthesisOf } from "@unspectro/core";
import { steadyEnough, weakEdges, wholeDivisor } from "./edges.ts";
import { fits } from "./fits.ts";
import { overlay } from "./overlay.ts";
import { streamInverse } from "./stream.ts";
import type { EngineInverse, EngineOptions } from "./types.ts";

/**
 * The least-squares inverse STFT in WebAssembly: core's `inverse`, fast. The same bits come out whatever the blocks
 * and ranges.
 *
 * In `single` arithmetic (the default), samples under the tapered ends of the first and last windows, where the
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
  const arithmetic = options.arithmetic ?? fit.arithmetic;
  if (arithmetic === "double") return streamInverse(convention, { ...options, arithmetic });

  const plan = planOf(convention, options.frames);
  const synthesis = synthesisOf(plan, options.synthesis);
  const schedule = scheduleOf(plan, synthesis, convention.geometry.padding === "circular");
  const divisor = wholeDivisor(plan, synthesis, schedule, options.precision);
  if (!steadyEnough(divisor, synthesis))
    return streamInverse(convention, { ...options, arithmetic: "double" });

  const fast = streamInverse(convention, { ...options, arithmetic });
  const edges = weakEdges(plan, synthesis, divisor, schedule).map((edge) =>
    overlay(edge, fast.schedule, (range) =>
      streamInverse(convention, { ...options, range, arithmetic: "double", blockFrames: 16 }),
    ),
  );
  if (edges.length === 0) return fast;

  const pair = options.complex === true ? 2 : 1;
  const rowNumbers = fast.bins * pair;
  let next = fast.schedule.first;
  let start = fast.start;

  const covered = (samples: ReturnType<EngineInverse["push"]>): typeof samples => {
    for (const edge of edges) edge.cover(samples, start);
    start += samples.length;
    return samples;
  };

  return {
    ...fast,
    push(magnitude, phase, frames) {
      for (const edge of edges) {
        edge.push(
          (maker, offset, count) =>
            maker.push(magnitude.subarray(offset * rowNumbers), phase?.subarray(offset * rowNumbers), count),
          next,
          frames,
        );
      }
      next += frames;
      return covered(fast.push(magnitude, phase, frames));
    },
    pushColumns(magnitude, phase, frames, columns) {
      for (const edge of edges) {
        edge.push(
          (maker, offset, count) =>
            maker.pushColumns(magnitude.subarray(offset * pair), phase?.subarray(offset), count, columns),
          next,
          frames,
        );
      }
      next += frames;
      return covered(fast.pushColumns(magnitude, phase, frames, columns));
    },
    flush: () => covered(fast.flush()),
    get notFinite() {
      return fast.notFinite;
    },
  };
}
