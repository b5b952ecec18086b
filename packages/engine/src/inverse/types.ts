import type { Inverse, InverseOptions, Numbers } from "@unspectro/core";
import type { Precision, Reals } from "../plan/memory.ts";

/** What the engine may be told beside what every maker is. */
export interface EngineOptions extends InverseOptions {
  /** `single` (default): float32, 4 frames at a time. `double`: float64, 2 at a time. */
  readonly arithmetic?: Precision;
  /** Most frames of one block; default: about 1 MiB of them, 16 to 1024. */
  readonly blockFrames?: number;
}

/** The engine's inverse: `Inverse`, and the kernel's own memory for those who want to read files straight into it. */
export interface EngineInverse extends Inverse {
  /** Most frames that fit into the input memory. */
  readonly blockFrames: number;
  /**
   * The kernel's input memory, `blockFrames` frames of it: fill its beginning and hand it to `push` or `pushColumns`,
   * and nothing is copied. What lies in it afterwards is undefined.
   */
  readonly magnitudes: Reals;
  /** Likewise for phases; empty for complex data. */
  readonly phases: Reals;
  /**
   * As `push`, for blocks of arrays that are stored bin after bin: `magnitude` holds `bins` rows of `columns` numbers
   * (or pairs), of which the first `frames` are pushed.
   */
  pushColumns(magnitude: Numbers, phase: Numbers | undefined, frames: number, columns: number): Numbers;
}
