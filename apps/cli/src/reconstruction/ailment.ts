import { alignPair, type Convention, type FramePair } from "@unspectro/core";
import { misfitOf } from "@unspectro/engine";
import type { CoarsePair } from "@unspectro/retrieval";

/** What is wrong with the numbers of a pair. */
export type Ailment =
  /** They were rounded or clipped: what they leave open is known. */
  | { readonly kind: "coarse"; readonly coarse: CoarsePair }
  /** Frames contradict their neighbours, which sound cannot: phases wrong in places, or in a few levels. */
  | {
      readonly kind: "damaged";
      readonly misfit: number;
      readonly frames: number;
      readonly coarse?: CoarsePair;
    };

/** Frames of floats that agree this well (-60 dB; the glance is in single precision) were stored finely. */
const FINE = 1e-3;
/** Frames whose spectra the audio misses by this share (-20 dB) were not made together with their neighbours. */
const TOLERATED = 0.1;
/** Decibels by which frames may contradict each other more than their rounding explains. */
const UNEXPLAINED = 12;
/** Rounding below this, in decibels, is left alone; above that it hides the way, and is repaired like damage. */
const FAINT = -90;
const HEAVY = -22;

/** Looks whether the numbers of a pair are coarse, or contradict each other. */
export async function ailmentOf(
  pair: FramePair,
  convention: Convention,
  signal: AbortSignal,
): Promise<Ailment | undefined> {
  const stored = alignPair(pair, convention);
  const found = await misfitOf(stored);
  // most files are fine, and need not wait for what mends others
  if (found !== undefined && found.misfit < FINE && wholeFloats(pair, convention)) return undefined;
  const { lookForRounding } = await import("@unspectro/retrieval");
  const coarse = await lookForRounding(pair, stored, signal);
  if (coarse !== undefined && coarse.noise > FAINT && overlap(convention)) {
    if (found !== undefined && coarse.noise > HEAVY) return { kind: "damaged", ...found, coarse };
    const unexplained = found === undefined ? 0 : decibels(found.misfit) - coarse.noise;
    if (unexplained < UNEXPLAINED) return { kind: "coarse", coarse };
  }
  return found !== undefined && found.misfit > TOLERATED ? { kind: "damaged", ...found } : undefined;
}

/** Whether both hold floats that nobody cut off. */
function wholeFloats({ magnitude, phase }: FramePair, { encoding }: Convention): boolean {
  const wide = [magnitude, phase ?? magnitude].every(({ element }) => /^float(32|64)$/.test(element));
  return wide && (encoding.magnitude.floor ?? null) === null;
}

/** In decibels. */
export function decibels(amplitude: number): number {
  return 20 * Math.log10(amplitude);
}

/** Whether frames see enough of each other to say more together than alone, as they were windowed. */
function overlap({ geometry, encoding }: Convention): boolean {
  const { hop, window, fftSize } = geometry;
  return hop < window.length && window.length <= fftSize && encoding.detrend === "none";
}
