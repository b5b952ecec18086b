import { type Ailment, decibels } from "../reconstruction/ailment.ts";
import type { Talk } from "../talk/talk.ts";
import { grouped } from "../talk/words.ts";

/**
 * Says so where overlapping frames contradict each other, which sound cannot, and nothing was done about it: phases that are
 * damaged, edited or of another convention; and names the command that mends them.
 */
export function tellDisagreement(ailment: Ailment, names: readonly string[], talk: Talk): void {
  if (ailment.kind === "coarse") return;
  talk.warn(
    `frames contradict their neighbours (to ${decibels(ailment.misfit).toFixed(0)} dB in ${grouped(ailment.frames)} of them): ` +
      "the phases are damaged, edited, or made with other parameters. " +
      `\`unspectro retrieve ${names.join(" ")}\` mends what is damaged`,
  );
}
