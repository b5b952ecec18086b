import type { CoarsePair } from "../cells/look.ts";
import type { Repair } from "../repair/types.ts";
import type { Retrieval } from "../retrieve/types.ts";

/** What was mended, and what it brought. */
export type MendingAccount = MendedCells | MendedDamage | MendedByEstimate;

/** Sound within what rounded numbers leave open. */
export interface MendedCells extends CoarsePair {
  readonly kind: "coarse";
  readonly rounds: number;
  /** See `MendedAudio`: of what was given out so far. */
  readonly misfit: { readonly plain: number; readonly mended: number };
  /** The sample from which on the plain inverse was left, where it was ended early. */
  readonly endedAt?: number | undefined;
}

/** Frames that were repaired, a run for each channel. */
export interface MendedDamage {
  readonly kind: "damaged";
  /** Decibels by which frames contradicted each other, where that was looked at. */
  readonly contradiction?: number | undefined;
  readonly coarse?: CoarsePair | undefined;
  readonly rounds: number;
  readonly runs: readonly Omit<Repair, "audio">[];
  readonly ended?: boolean;
}

/** Phases that were worth nothing: the magnitudes alone were used. */
export interface MendedByEstimate extends Omit<MendedDamage, "kind"> {
  readonly kind: "estimated";
  readonly estimates: readonly Omit<Retrieval, "audio">[];
}
