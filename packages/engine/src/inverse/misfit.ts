import { missingKinds, planOf, rotationOf, type StoredStream, synthesisOf } from "@unspectro/core";
import { openKernel } from "../kernel/instance.ts";
import { planDecode } from "../plan/decode.ts";
import { notFiniteOf } from "../plan/records.ts";
import { planStft } from "../plan/stft.ts";
import { divisorOf } from "./divisor.ts";
import { fits } from "./fits.ts";

/** How far some frames are from being those of a sound. */
export interface Misfit {
  /** ||STFT(x) - X|| / ||X||, x the least-squares inverse of these frames alone: 0 .. 1. */
  readonly misfit: number;
  readonly frames: number;
}

/** About so many cells are looked at: a millisecond's work. */
const GLANCE = 1 << 15;
/** The share of the full cover below which a sample counts as uncovered. */
const THINNEST = 1e-6;

/**
 * Looks whether frames in the middle of a file agree where they overlap. The inverse is a projection: with y_m the
 * inverse DFT of frame m, s the overlap-added w y_m and c the overlap-added w^2,
 *
 *   ||STFT(x) - X||^2 = ||X||^2 - N sum_n s[n]^2 / c[n]   (Griffin & Lim 1984, Parseval)
 *
 * so that no forward transform is needed. Answers undefined where frames tell nothing of their neighbours (an overlap of
 * less than half, folded windows, cut bands), hold numbers that are not finite, or are differences in time.
 *
 * @throws what reading throws
 *
 * @example
 * ```ts
 * import { alignPair, analysisSource, resolveConvention, samplesOfArray } from "@unspectro/core";
 * import { misfitOf } from "@unspectro/engine";
 *
 * const { convention } = resolveConvention({ given: { geometry: { fftSize: 64, hop: 16 }, layout: { frames: "rows" } } });
 * const audio = samplesOfArray([Float64Array.from({ length: 2000 }, (_, n) => Math.sin(n * n / 999))]);
 * const found = await misfitOf(alignPair(analysisSource(audio, convention), convention));
 * console.log(found!.misfit < 1e-2); // true
 * ```
 */
export async function misfitOf(stored: StoredStream): Promise<Misfit | undefined> {
  const { convention, bins, complex } = stored;
  const fit = fits(convention);
  if (!fit.taken || missingKinds(convention).length > 0) return undefined;
  const plan = planOf(convention, stored.frames);
  const { fftSize, hop, windowLength, offset } = plan;
  const inside = offset >= 0 && offset + windowLength <= fftSize;
  if (!inside || 2 * hop > fftSize || hop >= windowLength) return undefined;

  const count = Math.min(stored.frames, Math.ceil(GLANCE / bins));
  const first = Math.floor((stored.frames - count) / 2);
  const { window, cover, lead, full } = synthesisOf(plan);
  const { memory, inverse, energy } = openKernel(fit.arithmetic);
  const decode = planDecode(memory, convention, plan.bins, Math.floor(fftSize / 2) + 1, complex);
  const stft = planStft(memory, {
    size: fftSize,
    hop,
    analysis: [],
    synthesis: window,
    rotation: rotationOf(plan, 0) + lead,
    rotationStep: plan.origin === null ? hop % fftSize : 0,
  });
  const numbers = count * bins;
  const reach = (count - 1) * hop + window.length;
  const magnitudeAt = memory.reserve(numbers * (complex ? 2 : 1) * memory.elementBytes);
  const phaseAt = memory.reserve(complex ? 0 : numbers * memory.elementBytes);
  const sumsAt = memory.reserve(reach * memory.elementBytes);
  const magnitudes = memory.view(magnitudeAt, numbers * (complex ? 2 : 1));
  await stored.read(0, first, count, magnitudes, complex ? undefined : memory.view(phaseAt, numbers));
  inverse(stft, decode.record, magnitudeAt, phaseAt, 0, first, count, sumsAt);
  if (notFiniteOf(memory, decode.record) > 0) return undefined;
  // What is common to all cells is in neither: the frames' energy and the sums grow by the same factor.
  const all = energy(stft, decode.record, magnitudeAt, phaseAt, 0, count) * fftSize;
  const reciprocals = new Float64Array(reach);
  divisorOf(cover, hop, { first: 0, end: count }, THINNEST * full).fill(0, reciprocals);
  const agreeing = energyOver(memory.view(sumsAt, reach), reciprocals);
  return { misfit: all > 0 ? Math.sqrt(Math.max(0, 1 - agreeing / all)) : 0, frames: count };
}

/** sum_n s[n]^2 r[n] */
function energyOver(sums: ArrayLike<number>, reciprocals: Float64Array): number {
  let total = 0;
  for (let n = 0; n < reciprocals.length; n++) total += sums[n] * sums[n] * reciprocals[n];
  return total;
}
