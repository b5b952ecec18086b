import { alignPair, type Convention, type FramePair } from "@unspectro/core";
import { isUnspectroError } from "@unspectro/core/plugin";
import {
  binsOf,
  type FrameUpdate,
  frameMisfits,
  gridOf,
  type PlacedGrid,
  referenceTransform,
  spectrumDecoder,
  weightedInverse,
} from "@unspectro/retrieval";
import type { Talk } from "../talk/talk.ts";
import { grouped } from "../talk/words.ts";

/** Frames are looked at from the middle of a file, as many as hold about this many cells: a few milliseconds' work. */
const GLANCE = 1 << 16;
/** Frames whose spectra the audio misses by this share (-20 dB) were not made together with their neighbours. */
const TOLERATED = 0.1;

/** What a glance at a file's middle shows. */
export interface Disagreement {
  /** ||STFT(x) - X|| / ||X||, x the least-squares inverse: 0 .. 1. */
  readonly misfit: number;
  readonly frames: number;
}

/**
 * Says so where overlapping frames contradict each other, which sound cannot: phases that are damaged, coarse, edited or of
 * another convention; and names the command that mends them.
 */
export async function tellDisagreement(
  pair: FramePair,
  convention: Convention,
  names: readonly string[],
  talk: Talk,
): Promise<void> {
  const found = await disagreement(pair, convention);
  if (found === undefined || found.misfit <= TOLERATED) return;
  talk.warn(
    `frames contradict their neighbours (to ${(20 * Math.log10(found.misfit)).toFixed(0)} dB in ${grouped(found.frames)} of them): ` +
      "the phases are damaged, coarse, edited, or made with other parameters. " +
      `\`unspectro retrieve ${names.join(" ")}\` mends what is damaged or coarse`,
  );
}

/** The misfit of some frames in the middle; undefined where frames tell nothing of their neighbours. */
export async function disagreement(
  pair: FramePair,
  convention: Convention,
): Promise<Disagreement | undefined> {
  const stored = alignPair(pair, convention);
  const count = Math.min(stored.frames, Math.ceil(GLANCE / stored.bins));
  const placed = placedGrid(stored.convention, count);
  if (placed === undefined || stored.convention.encoding.phase.difference === "time") return undefined;
  const { grid } = placed;
  const bins = binsOf(grid);
  if (grid.hop * 2 > grid.fftSize || (stored.bins !== bins && stored.bins !== grid.fftSize)) return undefined;
  const first = Math.floor((stored.frames - count) / 2);
  const numbers = count * stored.bins;
  const magnitude = new Float64Array(stored.complex ? 2 * numbers : numbers);
  const phase = stored.complex ? undefined : new Float64Array(numbers);
  await stored.read(0, first, count, magnitude, phase);
  const magnitudes = new Float64Array(count * bins);
  const phases = new Float64Array(count * bins);
  const decoder = spectrumDecoder(stored.convention, stored.frames);
  for (let m = 0; m < count; m++)
    decoder.decode(magnitude, phase, m, first + m, { magnitudes, phases, at: m * bins });
  if (decoder.notFinite() > 0) return undefined;
  const observed: FrameUpdate = (frame, spectrum, at) => {
    for (let k = 0; k < bins; k++) {
      spectrum[at + 2 * k] = magnitudes[frame * bins + k]! * Math.cos(phases[frame * bins + k]!);
      spectrum[at + 2 * k + 1] = magnitudes[frame * bins + k]! * Math.sin(phases[frame * bins + k]!);
    }
  };
  const transform = referenceTransform(grid);
  const signal = weightedInverse(transform, observed, new Float64Array(count).fill(1));
  const misfits = frameMisfits(transform, signal, observed);
  let error = 0;
  let energy = 0;
  for (let m = 0; m < count; m++) {
    const own = magnitudes.subarray(m * bins, (m + 1) * bins).reduce((sum, value) => sum + value * value, 0);
    error += own * misfits[m]! ** 2;
    energy += own;
  }
  return { misfit: energy > 0 ? Math.sqrt(error / energy) : 0, frames: count };
}

function placedGrid(convention: Convention, frames: number): PlacedGrid | undefined {
  try {
    return gridOf(convention, frames);
  } catch (error) {
    if (isUnspectroError(error, "does-not-fit")) return undefined; // retrieval takes no such frames; inversion may
    throw error;
  }
}
