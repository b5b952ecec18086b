import type { Ailment } from "./ailment.ts";
import { mendedCells } from "./coarse.ts";
import { mendedDamage } from "./damaged.ts";
import type { Mended, MendingJob } from "./job.ts";

/** Cells that are repaired as a whole: some gigabyte, and a minute or two. */
const MOST_CELLS = 1 << 23;

/**
 * Mends what is wrong with a pair: coarse numbers section by section, while `blocks` are taken; damage as a whole, before
 * this answers. Undefined where a repair would not fit in memory, or frames are as the user wants them.
 *
 * @throws ConventionError, what the readers throw
 *
 * @example
 * ```ts
 * import { ailmentOf, mend } from "@unspectro/retrieval";
 *
 * // const ailment = await ailmentOf(pair, work.convention, await misfitOf(alignPair(pair, work.convention)));
 * // const mended = ailment && (await mend(ailment, { pair, work, plain: () => work.blocks(), engine }));
 * console.log(typeof ailmentOf, typeof mend); // function function
 * ```
 */
export async function mend(ailment: Ailment, job: MendingJob): Promise<Mended | undefined> {
  if (ailment.kind === "coarse" && job.confidence === undefined) return mendedCells(ailment.coarse, job);
  const { frames, bins, channels } = job.work;
  if (frames * bins * channels <= MOST_CELLS) return mendedDamage(ailment, job);
  return ailment.coarse && mendedCells(ailment.coarse, job);
}
