import { alignPair, type Convention, type FramePair } from "@unspectro/core";
import { misfitOf } from "@unspectro/engine";
import type { Talk } from "../talk/talk.ts";
import { grouped } from "../talk/words.ts";

/** Frames whose spectra the audio misses by this share (-20 dB) were not made together with their neighbours. */
const TOLERATED = 0.1;

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
  const found = await misfitOf(alignPair(pair, convention));
  if (found === undefined || found.misfit <= TOLERATED) return;
  talk.warn(
    `frames contradict their neighbours (to ${(20 * Math.log10(found.misfit)).toFixed(0)} dB in ${grouped(found.frames)} of them): ` +
      "the phases are damaged, coarse, edited, or made with other parameters. " +
      `\`unspectro retrieve ${names.join(" ")}\` mends what is damaged or coarse`,
  );
}
