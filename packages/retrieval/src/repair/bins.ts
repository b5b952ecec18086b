import { binMisfits, blameBins } from "../linear/blame-bins.ts";
import type { Passes } from "../operator/pass.ts";
import { improveBelieved } from "./believed.ts";
import type { RepairInput, RepairOptions } from "./types.ts";

/** Of damaged bins, what the first look leaves room for: good ones between damaged ones fit badly until these are mended. */
const AT_FIRST = 0.3;
const AT_LAST = 0.5;
/** Bins that were accepted although even they miss by so much, in the middle, are noisy like all others. */
const NOISY = 0.05;
/** Share of the bins that must be sound for the others to be made from them. */
const FEWEST = 0.3;
/** Rounds before the second look. */
const ROUNDS = 60;

/**
 * The bins whose phases agree with those beside them (1), where others do not (0); undefined where hardly any do. They are found
 * by reweighting, the others are mended from them, and those that the mended sound has after all are believed too.
 *
 * @param given frames x bins pairs
 */
export async function soundBins(
  passes: Passes,
  given: ArrayLike<number>,
  input: RepairInput,
  options: RepairOptions,
): Promise<Uint8Array | undefined> {
  const { transform } = passes;
  const { signal } = options;
  const first = accepted(await blameBins(transform, given, signal), AT_FIRST);
  if (signal?.aborted || shareOf(first) < FEWEST) return undefined;
  await improveBelieved(passes, given, confidenceOf(first, input), input, {
    rounds: ROUNDS,
    ...(signal === undefined ? {} : { signal }),
  });
  const misfits = binMisfits(transform, passes.signal, given);
  const last = accepted(misfits, AT_LAST);
  const fits = misfits.filter((misfit, k) => last[k] === 1 && misfit > 0).sort();
  return shareOf(last) < FEWEST || fits[fits.length >> 1] > NOISY ? undefined : last;
}

/** Bins as a confidence for every cell. */
export function confidenceOf(bins: Uint8Array, { grid }: RepairInput): Float64Array {
  return Float64Array.from({ length: grid.frames * bins.length }, (_, i) => bins[i % bins.length]);
}

function accepted(misfits: Float64Array, most: number): Uint8Array {
  return Uint8Array.from(misfits, (misfit) => (misfit < most ? 1 : 0));
}

function shareOf(mask: Uint8Array): number {
  return mask.reduce((sum, value) => sum + value, 0) / mask.length;
}
