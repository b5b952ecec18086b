import { alignPair, audioLength, type Convention, type FramePair } from "@unspectro/core";
import type { FrameSource } from "@unspectro/core/plugin";
import { frameTransform } from "@unspectro/engine";
import {
  binsOf,
  boundsOf,
  type Coarseness,
  coarsenessOf,
  gridOf,
  type Repair,
  type RepairInput,
  repair,
  spectrumDecoder,
} from "@unspectro/retrieval";
import type { RetrievalWishes } from "../options/retrieval.ts";
import { readConfidence } from "./confidence.ts";
import { type SoundOfChannels, soundOf } from "./whole.ts";

/** Phases repaired, one run a channel. */
export interface RepairedSound extends SoundOfChannels {
  readonly frames: number;
  readonly coarse: Coarseness;
  readonly repairs: readonly Repair[];
  readonly notFinite: number;
}

/** What it takes. */
export interface RepairJob {
  readonly pair: FramePair;
  readonly convention: Convention;
  readonly wishes: RetrievalWishes;
  /** How far each cell's phase is to be believed, where a file says so. */
  readonly confidence?: FrameSource | undefined;
  readonly signal: AbortSignal;
  progress(channel: number, share: number): void;
}

/**
 * Reads a whole pair, finds out what is coarse or disagrees, and mends it.
 *
 * @throws ConventionError, FormatError, DataError
 */
export async function repairSound({
  pair,
  convention: told,
  wishes,
  confidence,
  signal,
  progress,
}: RepairJob): Promise<RepairedSound> {
  const stored = alignPair(pair, told);
  const { convention, frames, channels, bins: width, complex } = stored;
  const { grid, start } = gridOf(convention, frames);
  const bins = binsOf(grid);
  const decoder = spectrumDecoder(convention, frames);
  const repairs: Repair[] = [];
  let coarse: Coarseness = {};
  for (let channel = 0; channel < channels; channel++) {
    const magnitude = new Float64Array(frames * width * (complex ? 2 : 1));
    const phase = complex ? undefined : new Float64Array(frames * width);
    await stored.read(channel, 0, frames, magnitude, phase);
    const magnitudes = new Float64Array(frames * bins);
    const phases = new Float64Array(frames * bins);
    for (let m = 0; m < frames; m++)
      decoder.decode(magnitude, phase, m, m, { magnitudes, phases, at: m * bins });
    coarse = complex ? {} : coarsenessOf(convention, magnitude, phase);
    const input: RepairInput = {
      grid,
      magnitudes,
      phases,
      ...(confidence === undefined
        ? {}
        : {
            confidence: await readConfidence(
              { source: confidence, convention, frames, bins, channels },
              channel,
            ),
          }),
      ...(coarse.phaseError === undefined ? {} : { phaseError: coarse.phaseError }),
      // Where a stored number is not a bin's own (two-sided, dropped, flipped), bounds would need its map: left out.
      ...(coarse.magnitudes === undefined || width !== bins || convention.layout.flipped
        ? {}
        : { bounds: boundsFor(convention, coarse.magnitudes, magnitude, magnitudes) }),
    };
    repairs.push(
      await repair(input, {
        ...(wishes.rounds === undefined ? {} : { rounds: wishes.rounds }),
        transform: (of) => frameTransform(of, { arithmetic: "double" }),
        signal,
        progress: (share) => progress(channel, share),
      }),
    );
  }
  return {
    frames,
    coarse,
    repairs,
    notFinite: decoder.notFinite(),
    ...soundOf(
      repairs.map(({ audio }) => audio),
      start,
      audioLength(convention, frames),
    ),
  };
}

function boundsFor(
  convention: Convention,
  steps: NonNullable<Coarseness["magnitudes"]>,
  stored: Float64Array,
  decoded: Float64Array,
): NonNullable<RepairInput["bounds"]> {
  const between = boundsOf(convention, steps);
  const lowest = new Float64Array(decoded.length);
  const highest = new Float64Array(decoded.length);
  for (let i = 0; i < decoded.length; i++)
    ({ lowest: lowest[i], highest: highest[i] } = between(stored[i]!, decoded[i]!));
  return { lowest, highest };
}
