import type { RetrievalWishes } from "../options/retrieval.ts";
import type { Talk } from "../talk/talk.ts";
import { count, grouped } from "../talk/words.ts";
import type { RetrievedSound } from "./estimate.ts";

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
