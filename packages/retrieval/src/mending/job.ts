import type { AudioBlock, FramePair, Reconstruction } from "@unspectro/core";
import type { Grid } from "../grid/grid.ts";
import type { FrameTransform } from "../operator/transform.ts";
import type { RoundsMaker } from "../retrieve/workbench.ts";
import type { MendingAccount } from "./account.ts";

/** The transforms that mending works with: the engine's functions of these names. */
export interface MendingEngine {
  frameTransform(grid: Grid, options?: { readonly arithmetic?: "single" | "double" }): FrameTransform;
  readonly magnitudeRounds?: RoundsMaker;
}

/** What is to be mended, and how. */
export interface MendingJob {
  readonly pair: FramePair;
  readonly work: Pick<Reconstruction, "convention" | "length" | "frames" | "bins" | "channels">;
  /** The plain inverse, in order; asked for once for each call of `blocks`. */
  plain(): AsyncIterable<AudioBlock>;
  /** Default: the reference in float64. */
  readonly engine?: MendingEngine;
  /** The frames are meant to be joined, even if no sound has them: phases that agree with nothing are left alone then. */
  readonly told?: boolean | undefined;
  /** Default: by the size of the file. */
  readonly rounds?: number | undefined;
  /** How far each phase of a channel is to be believed, frames x bins, 0 .. 1, where that is known. */
  confidence?(channel: number): Promise<Float64Array>;
  /** Gives up. */
  readonly signal?: AbortSignal;
  /** Ends with what there is by then. */
  readonly enough?: AbortSignal;
  /** Called with the share that is done. */
  readonly onProgress?: (share: number) => void;
}

/** Sound that is nearer to the original than the plain inverse. */
export interface Mended {
  /** Samples in order; each call makes them anew where they were mended on the way. */
  blocks(): AsyncGenerator<AudioBlock, void, undefined>;
  /** Cells that were no numbers; undefined where the plain inverse counts them. */
  readonly notFinite: number | undefined;
  /** What was mended; complete after a pass. */
  readonly account: MendingAccount;
}
