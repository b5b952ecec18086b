import type { Numbers } from "@unspectro/core";
import type { Grid } from "../grid/grid.ts";
import type { TransformMaker } from "../operator/transform.ts";
import type { Projection } from "../project/projection.ts";
import type { MethodName } from "./methods.ts";
import type { StartName } from "./start.ts";
import type { RoundsMaker } from "./workbench.ts";

/** What `retrieve` works from. */
export interface RetrievalInput {
  readonly grid: Grid;
  /** Linear amplitudes, frames x bins, >= 0. */
  readonly magnitudes: ArrayLike<number>;
  /** Phases to begin with, in radians, frames x bins; see `RetrievalOptions.start`. */
  readonly phases?: ArrayLike<number>;
  /** What the data say of a spectrum; default: its magnitudes. */
  readonly project?: Projection;
}

/** How `retrieve` goes about it. Every part has a sensible default. */
export interface RetrievalOptions {
  readonly method?: MethodName;
  /** Default `given` where phases are, else `pghi`. */
  readonly start?: StartName;
  /** Rounds (STFT + ISTFT pairs) at most, the start's included; default 200, or as many as `seconds` allow. */
  readonly rounds?: number;
  /** Wall-clock seconds at most. */
  readonly seconds?: number;
  /** Spectral convergence, in decibels, that is good enough: the run ends there. */
  readonly until?: number;
  /** Seeds all that is random; default 0. */
  readonly seed?: number;
  /** Default: the float64 reference. */
  readonly transform?: TransformMaker;
  /** Makes whole rounds, for methods with momentum on magnitudes alone; default: passes over the transform. */
  readonly magnitudeRounds?: RoundsMaker;
  /** Told after the start and every few rounds. */
  readonly progress?: (progress: RetrievalProgress) => void;
  /** Stops with the best so far. */
  readonly signal?: AbortSignal;
}

/** Where a run stands. */
export interface RetrievalProgress {
  readonly round: number;
  readonly rounds: number;
  /** Decibels; lower is better. */
  readonly spectralConvergence: number;
  readonly secondsLeft: number;
  /** The best signal so far, to be heard while the rest is worked out; nobody changes it later. */
  readonly audio: Numbers;
}

/** What came out. */
export interface Retrieval {
  /** Samples from the first buffer's begin: (frames - 1) R + N of them. */
  readonly audio: Numbers;
  readonly method: MethodName;
  readonly start: StartName;
  readonly rounds: number;
  readonly seconds: number;
  /** Decibels: how well the result's magnitudes are those given, at the start and at the end. */
  readonly convergence: { readonly start: number; readonly end: number };
  readonly stoppedBy: "rounds" | "seconds" | "until" | "no-progress" | "caller";
}
