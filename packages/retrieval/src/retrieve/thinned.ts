import { binsOf, type Grid } from "../grid/grid.ts";
import type { Projection } from "../project/projection.ts";
import { thinnedRounds } from "./course.ts";
import type { Run, Workbench } from "./workbench.ts";

/** Every so many frames. */
const EVERY = 2;

/**
 * A workbench that does the first rounds of a method on every second frame, where frames overlap enough
 * (docs/retrieval.md, "Every second frame first"). `thinner` makes the bench of those; each round there is two of its.
 */
export function thinningBench(bench: Workbench, grid: Grid, thinner: (grid: Grid) => Workbench): Workbench {
  return {
    ...bench,
    get signal() {
      return bench.signal;
    },
    method(name, rounds, near) {
      const thinned = thinnedRounds(name, grid, rounds);
      if (thinned === 0) return bench.method(name, rounds, near);
      const half = thinner({ ...grid, hop: EVERY * grid.hop, frames: Math.ceil(grid.frames / EVERY) });
      half.put(bench.signal.subarray(0, half.signal.length));
      const first = half.method(name, EVERY * thinned, near);
      let last: Run | undefined;
      let done = 0;
      return {
        step() {
          if (done++ < thinned) {
            for (let i = 0; i < EVERY; i++) first.step();
            bench.put(half.signal);
            return;
          }
          last ??= bench.method(name, rounds - thinned, true);
          last.step();
        },
        wandering: Math.ceil(first.wandering / EVERY),
      };
    },
  };
}

/** The magnitudes of frames 0, 2, 4... */
export function thinnedMagnitudes(magnitudes: ArrayLike<number>, grid: Grid): Float32Array | Float64Array {
  const bins = binsOf(grid);
  const frames = Math.ceil(grid.frames / EVERY);
  const thinned = new (magnitudes instanceof Float32Array ? Float32Array : Float64Array)(frames * bins);
  for (let m = 0; m < frames; m++)
    for (let k = 0; k < bins; k++) thinned[m * bins + k] = magnitudes[EVERY * m * bins + k];
  return thinned;
}

/** What those frames allow. */
export function thinnedProjection(project: Projection): Projection {
  return (frame, spectrum, at) => project(EVERY * frame, spectrum, at);
}
