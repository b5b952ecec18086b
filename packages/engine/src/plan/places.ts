import type { BinMap } from "@unspectro/core";

/** Which stored bins make which bin of the half spectrum; see `assembly/place.ts`. */
export interface Places {
  /** Pairs a, b for each bin; -1: none. */
  readonly stored: Int32Array;
  /** Quadruples for each bin: real a, imaginary a, real b, imaginary b. */
  readonly factors: Float64Array;
}

/** The factor common to all stored bins, where they are the half spectrum as it stands; else null. */
export function plainFactor(map: BinMap, bins: number): number | null {
  if (map.stored !== bins) return null;
  const factor = map.decode[0];
  for (let i = 0; i < bins; i++) {
    if (map.bin[i] !== i || map.turn[i] !== 1 || map.decode[i] !== factor) return null;
  }
  return factor;
}

/** `conjugate`: the stored numbers are complex ones, of a producer whose transform was conjugated. */
export function placesOf(map: BinMap, bins: number, conjugate: boolean): Places {
  const stored = new Int32Array(2 * bins).fill(-1);
  const factors = new Float64Array(4 * bins);
  for (let i = 0; i < map.stored; i++) {
    const bin = map.bin[i];
    const second = stored[2 * bin] >= 0 ? 1 : 0;
    stored[2 * bin + second] = i;
    factors[4 * bin + 2 * second] = map.decode[i];
    factors[4 * bin + 2 * second + 1] = map.decode[i] * map.turn[i] * (conjugate ? -1 : 1);
  }
  return { stored, factors };
}
