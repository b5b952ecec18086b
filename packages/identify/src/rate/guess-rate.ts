import type { Convention } from "@unspectro/core";
import type { Index } from "../survey/index-lines.ts";
import { bandGuess } from "./band.ts";
import type { RateGuess } from "./guess.ts";
import { humGuess } from "./hum.ts";
import type { Spectra } from "./spectra.ts";
import { indexGuess } from "./written.ts";

/** What a guess may go by. */
export interface RateCues {
  /** A program whose defaults fit, and the rate it usually works at. */
  readonly producer?: { readonly name: string; readonly sampleRate?: number };
  /** Rows and columns of hertz or seconds beside the data. */
  readonly index?: Index;
  readonly spectra?: Spectra;
}

const RATES = [16_000, 8000, 22_050, 44_100, 48_000, 24_000, 32_000];
/** Speech is analysed every 10 milliseconds, through windows of so many. */
const EVERY = 0.01;
const THROUGH = [0.025, 0.02, 0.03, 0.032];

/**
 * Guesses what no sample of the audio tells, by the surest cue there is: hertz or seconds written beside the data; hops and
 * windows that are round times at one rate only; the hum of the mains, or an edge of the band where some encoder or telephone
 * cut it; the producer's habit.
 */
export function guessRate(convention: Convention, cues: RateCues = {}): RateGuess | undefined {
  return (
    indexGuess(convention, cues.index) ??
    timesGuess(convention) ??
    (cues.spectra === undefined
      ? undefined
      : (humGuess(cues.spectra.quiet) ?? bandGuess(cues.spectra.mean))) ??
    habitGuess(cues.producer)
  );
}

function timesGuess({ geometry: { hop, window } }: Convention): RateGuess | undefined {
  for (const hertz of RATES) {
    if (hop !== Math.round(EVERY * hertz)) continue;
    const through = THROUGH.find((seconds) => Math.abs(window.length - seconds * hertz) <= 0.5);
    if (through === undefined) continue;
    const why = `a hop of ${hop} and a window of ${window.length} samples are 10 and ${1000 * through} milliseconds then, as speech is analysed`;
    return { hertz, why };
  }
  return undefined;
}

function habitGuess(producer: RateCues["producer"]): RateGuess | undefined {
  if (producer?.sampleRate === undefined) return undefined;
  return { hertz: producer.sampleRate, why: `it is the usual rate of ${producer.name}` };
}
