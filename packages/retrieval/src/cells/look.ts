import type { FramePair, StoredStream } from "@unspectro/core";
import { openCells } from "./cells.ts";
import { addOpenness, noOpenness } from "./coarseness.ts";
import { type CellDecoder, cellDecoder, type Roundings } from "./decoder.ts";
import { roundingOf } from "./rounding.ts";

/** How coarse a pair is. */
export interface CoarsePair {
  readonly rounded: Roundings;
  /** What the rounding of both files amounts to, in decibels of the spectra's energy. */
  readonly noise: number;
  /** Share of the cells that were clipped: anything below. */
  readonly clipped: number;
}

/** Numbers that are looked at, in three places of the file. */
const GLANCE = 3 << 15;
const PLACES = 3;

/**
 * Looks how coarsely the numbers of a pair were stored. Undefined where that can't be said cell by cell: complex numbers,
 * phases that are differences in time.
 */
export async function lookForRounding(
  pair: FramePair,
  stored: StoredStream,
  signal?: AbortSignal,
): Promise<CoarsePair | undefined> {
  const { convention, frames, bins } = stored;
  if (stored.complex || pair.phase === undefined || convention.encoding.phase.difference === "time")
    return undefined;
  const count = Math.min(Math.ceil(frames / PLACES), Math.max(1, Math.ceil(GLANCE / PLACES / bins)));
  const magnitudes = new Float64Array(PLACES * count * bins);
  const phases = new Float64Array(PLACES * count * bins);
  const firsts: number[] = [];
  for (let place = 0; place < PLACES; place++) {
    const first = Math.min(frames - count, Math.round(((place + 0.5) / PLACES) * frames - count / 2));
    firsts.push(Math.max(0, first));
    const part = [place * count * bins, (place + 1) * count * bins] as const;
    await stored.read(
      0,
      Math.max(0, first),
      count,
      magnitudes.subarray(...part),
      phases.subarray(...part),
      signal,
    );
  }
  const rounded: Roundings = {
    magnitudes: roundingOf(magnitudes, pair.magnitude.element),
    phases: roundingOf(phases, pair.phase.element),
  };
  const decoder = cellDecoder(convention, frames, rounded);
  return { rounded, ...spreadOf(decoder, { magnitudes, phases }, { count, firsts }) };
}

/** How much the cells leave open, against what lies in them. */
function spreadOf(
  decoder: CellDecoder,
  numbers: { readonly magnitudes: Float64Array; readonly phases: Float64Array },
  { count, firsts }: { readonly count: number; readonly firsts: readonly number[] },
): Pick<CoarsePair, "noise" | "clipped"> {
  const cells = openCells(decoder.bins);
  const sum = noOpenness();
  for (let index = 0; index < count * firsts.length; index++) {
    const frame = firsts[Math.floor(index / count)] + (index % count);
    decoder.decode({ ...numbers, index }, frame, cells, 0);
    addOpenness(cells, sum);
  }
  return {
    noise: 10 * Math.log10((sum.along + sum.across + 1e-300) / (sum.energy + 1e-300)),
    clipped: sum.known > 0 ? sum.clipped / sum.known : 0,
  };
}
