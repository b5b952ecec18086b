import type { Inverse, InverseOptions, Numbers } from "@unspectro/core";
import type { Precision, Reals } from "../plan/memory.ts";

/** What the engine may be told beside what every maker is. */
export interface EngineOptions extends InverseOptions {
  /**
   * `single`: float32, 4 frames at a time. `double`: float64, 2 at a time. Default: what the convention and the
   * `precision` of the numbers need.
   */
  readonly arithmetic?: Precision;
}

/** The engine's inverse: `Inverse`, with the kernel's own memory for those who want to read files straight into it. */
export interface EngineInverse extends Inverse {
  readonly blockFrames: number;
  readonly magnitudes: Reals;
  readonly phases: Reals;
  pushColumns(magnitude: Numbers, phase: Numbers | undefined, frames: number, columns: number): Numbers;
}
