import type { FrequencyAxis } from "@unspectro/waterfall";
import type { LookRequest } from "../protocol.ts";
import type { AmplitudeFrames } from "./frames.ts";
import type { Spectra } from "./spectra.ts";

/** Levels are kept in hundredths of a decibel. */
export const PER_DECIBEL = 100;
/** The level of what nothing reached. */
export const NOTHING: number = -32768;

/** The picture of all frames, coarse enough to be kept, and the way to finer ones. */
export interface Pyramid {
  readonly version: number;
  readonly base: number;
  readonly source: AmplitudeFrames;
  /** With their phases, where there are some. */
  readonly spectra: Spectra | undefined;
  readonly frequency: FrequencyAxis;
  readonly request: LookRequest;
  /** Column after column, `TILE_ROWS` levels each. */
  readonly levels: Int16Array;
  /** Columns that are whole. */
  columns: number;
  peak: number;
}
