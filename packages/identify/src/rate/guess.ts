import type { Convention } from "@unspectro/core";

/** A sample rate that nobody wrote down, and why it may be this one. */
export interface RateGuess {
  /** Hertz. */
  readonly hertz: number;
  /** In words, without a full stop. */
  readonly why: string;
}

const RATES = [16_000, 8000, 22_050, 44_100, 48_000, 24_000, 32_000];
/** Speech is analysed every 10 milliseconds, through windows of so many. */
const EVERY = 0.01;
const THROUGH = [0.025, 0.02, 0.03, 0.032];

/**
 * Guesses what no number of the files tells: from hops and windows that are round times at one rate only, else from the
 * producer's habit.
 *
 * @param producer a program whose defaults fit, and the rate it usually works at
 */
export function guessRate(
  { geometry }: Convention,
  producer?: { readonly name: string; readonly sampleRate?: number },
): RateGuess | undefined {
  const { hop, window } = geometry;
  for (const hertz of RATES) {
    if (hop !== Math.round(EVERY * hertz)) continue;
    const through = THROUGH.find((seconds) => Math.abs(window.length - seconds * hertz) <= 0.5);
    if (through === undefined) continue;
    const why = `a hop of ${hop} and a window of ${window.length} samples are 10 and ${1000 * through} milliseconds then, as speech is analysed`;
    return { hertz, why };
  }
  if (producer?.sampleRate === undefined) return undefined;
  return { hertz: producer.sampleRate, why: `it is the usual rate of ${producer.name}` };
}
