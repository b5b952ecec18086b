import type { RetrievalWishes } from "../options/retrieval.ts";
import type { Talk } from "../talk/talk.ts";
import { count, grouped } from "../talk/words.ts";
import type { RetrievedSound } from "./estimate.ts";
import type { RepairedSound } from "./mend.ts";

/** How far a listener may trust phases that explain the magnitudes this well. */
function trust(convergence: number): string {
  if (convergence < -35) return "close to the original in all but the softest parts";
  if (convergence < -25) return "sounds like the original, with a little roughness";
  if (convergence < -15) return "recognisable, with the metallic sound of wrong phases";
  return "a poor fit: are the hop, the window and the scale right?";
}

const endings = {
  rounds: "",
  seconds: ", ended by the clock",
  until: ", as good as was asked for",
  "no-progress": ", nothing more to gain",
  caller: ", ended early",
} as const;

/** Says how the phases were estimated, and how far to trust them. */
export function tellEstimate({ runs, streamed, frames }: RetrievedSound, talk: Talk): void {
  talk.say();
  talk.say(talk.style.bold("Phases estimated, not read"));
  if (streamed) talk.say(`  ${grouped(frames)} frames, one after the other`);
  for (const { convergence, method, rounds, start, stoppedBy } of runs) {
    talk.say(`  ${method} from a ${start} start, ${count(rounds, "round")}${endings[stoppedBy]}`);
    const { start: from, end } = convergence;
    talk.say(`  magnitudes fit to ${end.toFixed(1)} dB (${from.toFixed(1)} at the start): ${trust(end)}`);
  }
}

/** The same for a report. */
export function describeEstimate(
  { runs, streamed }: RetrievedSound,
  { seed }: RetrievalWishes,
): Readonly<Record<string, unknown>> {
  return {
    streamed,
    seed,
    runs: runs.map(({ audio: _audio, ...rest }) => ({ ...rest, trust: trust(rest.convergence.end) })),
  };
}

/** Says what was found wrong with the data, and what mending them brought. */
export function tellRepair({ repairs, coarse }: RepairedSound, talk: Talk): void {
  talk.say();
  talk.say(talk.style.bold("Phases mended"));
  const { phases, magnitudes } = coarse;
  if (phases !== undefined)
    talk.say(`  phases stand on ${grouped(phases.levels)} levels, so each is known to half a step`);
  if (magnitudes !== undefined)
    talk.say(`  magnitudes stand on ${grouped(magnitudes.levels)} levels, likewise`);
  for (const { damage, trusted, misfit } of repairs) {
    const doubted = trusted.reduce((sum, value) => sum + 1 - value, 0);
    if (damage === "none") talk.say("  nothing is wrong with them: this is the plain inverse");
    if (damage === "frames")
      talk.say(
        `  ${count(doubted, "frame")} of ${grouped(trusted.length)} disagree with their neighbours and were made anew`,
      );
    if (damage === "cells") talk.say("  phases believed as far as the confidence file says");
    if (damage === "noise")
      talk.say("  all phases are noisy: none was kept, but they were where the search began");
    if (damage === "none") continue;
    const gain = misfit.plain - misfit.repaired;
    talk.say(
      gain > 0.1
        ? `  the sound fits the files to ${misfit.repaired.toFixed(1)} dB, the plain inverse to ${misfit.plain.toFixed(1)} dB`
        : "  nothing fits the files better than the plain inverse, so that is what is written",
    );
  }
}

/** The same for a report. */
export function describeRepair({ repairs, coarse }: RepairedSound): Readonly<Record<string, unknown>> {
  return {
    coarse,
    runs: repairs.map(({ damage, misfit, trusted }) => ({
      damage,
      misfit,
      doubtedFrames: [...trusted].flatMap((value, frame) => (value === 0 ? [frame] : [])),
    })),
  };
}
