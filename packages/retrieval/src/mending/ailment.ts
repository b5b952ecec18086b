import { alignPair, type Convention, type FramePair } from "@unspectro/core";
import { type CoarsePair, lookForRounding } from "../cells/look.ts";

/** What is wrong with the numbers of a pair. */
export type Ailment =
  /** They were rounded or clipped: what they leave open is known. */
  | { readonly kind: "coarse"; readonly coarse: CoarsePair }
  /** Frames contradict their neighbours, which sound cannot: phases wrong in places, or in a few levels. */
  | {
      readonly kind: "damaged";
      readonly disagreement?: Disagreement | undefined;
      readonly coarse?: CoarsePair;
    };

/** How far some frames are from being those of a sound: what the engine's `misfitOf` answers. */
export interface Disagreement {
  /** 0 .. 1, relative to the frames. */
  readonly misfit: number;
  readonly frames: number;
}

/** Frames whose spectra the audio misses by this share (-20 dB) were not made together with their neighbours. */
const TOLERATED = 0.1;
/** Decibels by which frames may contradict each other more than their rounding explains. */
const UNEXPLAINED = 12;
/** Rounding below this, in decibels, is left alone; above that it hides the way, and is repaired like damage. */
const FAINT = -90;
const HEAVY = -22;

/**
 * Looks whether the numbers of a pair are coarse, or contradict each other.
 *
 * @param found how far some frames disagree; undefined where that cannot be told
 */
export async function ailmentOf(
  pair: FramePair,
  convention: Convention,
  found: Disagreement | undefined,
  signal?: AbortSignal,
): Promise<Ailment | undefined> {
  const coarse = await lookForRounding(pair, alignPair(pair, convention), signal);
  if (coarse !== undefined && coarse.noise > FAINT && overlap(convention)) {
    if (found !== undefined && coarse.noise > HEAVY) return { kind: "damaged", disagreement: found, coarse };
    const unexplained = found === undefined ? 0 : 20 * Math.log10(found.misfit) - coarse.noise;
    if (unexplained < UNEXPLAINED) return { kind: "coarse", coarse };
  }
  return found !== undefined && found.misfit > TOLERATED
    ? { kind: "damaged", disagreement: found }
    : undefined;
}

/** Whether frames see enough of each other to say more together than alone, as they were windowed. */
function overlap({ geometry, encoding }: Convention): boolean {
  const { hop, window, fftSize } = geometry;
  return hop < window.length && window.length <= fftSize && encoding.detrend === "none";
}
