import type { StoredStream } from "@unspectro/core";
import type { AmplitudeDecoder, Grid } from "@unspectro/retrieval";
import type { SoundFacts } from "../protocol.ts";

/** Magnitudes whose phases are sought. */
export interface Sought {
  readonly stored: StoredStream;
  readonly decoder: AmplitudeDecoder;
  readonly grid: Grid;
  /** The sample of the audio that the grid's first is. */
  readonly start: number;
  /** Samples of the audio. */
  readonly length: number;
}

/** What a retrieval tells of its sound. */
export type Retrieved = Pick<SoundFacts, "length" | "channels" | "peak" | "clipped" | "retrieval">;
