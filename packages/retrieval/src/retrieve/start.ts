import type { Numbers } from "@unspectro/core";
import { binsOf, type Grid } from "../grid/grid.ts";
import { randomNumbers } from "../grid/random.ts";
import type { FrameUpdate } from "../operator/pass.ts";
import { pghi } from "../start/pghi.ts";

/** Where the phases of a start come from. */
export type StartName = "pghi" | "random" | "zero" | "given";

/** The frames that a method begins with: magnitudes with the phases of a start. */
export function startingFrames(
  name: StartName,
  magnitudes: ArrayLike<number>,
  grid: Grid,
  options: { readonly seed: number; readonly phases?: ArrayLike<number> | undefined },
): FrameUpdate {
  const bins = binsOf(grid);
  const phases = startingPhases(name, magnitudes, grid, options);
  return (frame: number, spectrum: Numbers, at: number) => {
    const from = frame * bins;
    for (let k = 0; k < bins; k++) {
      const phase = phases === undefined ? 0 : phases[from + k];
      spectrum[at + 2 * k] = magnitudes[from + k] * Math.cos(phase);
      spectrum[at + 2 * k + 1] = magnitudes[from + k] * Math.sin(phase);
    }
  };
}

function startingPhases(
  name: StartName,
  magnitudes: ArrayLike<number>,
  grid: Grid,
  { seed, phases }: { readonly seed: number; readonly phases?: ArrayLike<number> | undefined },
): ArrayLike<number> | undefined {
  if (name === "given") return phases;
  if (name === "zero") return undefined;
  if (name === "pghi") return pghi(magnitudes, grid, { seed });
  const random = randomNumbers(seed);
  return Float32Array.from({ length: grid.frames * binsOf(grid) }, () => 2 * Math.PI * random());
}
