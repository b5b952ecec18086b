import type { RateGuess } from "./guess.ts";

const MAINS = [50, 60] as const;
const RATES = [8000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];
/** How near the frequency of a hum must come to that of the mains. */
const NEAR = 0.01;
/** A line stands that far out of what lies two bins and more beside it, in dB. */
const OUT = 8;
/** Hum below this bin is too near to DC to be measured, and above the last one no recording has its mains. */
const LOWEST = 2;
const HIGHEST = 64;
/** How far a harmonic may be from its place, in bins. */
const OFF = 0.15;

/**
 * A rate at which lines that never fall silent are the hum of the mains: a low one, and its second or third harmonic.
 *
 * @param quiet power of every bin in quiet frames, in dB
 */
export function humGuess(quiet: Float64Array): RateGuess | undefined {
  const size = 2 * (quiet.length - 1);
  for (let k = LOWEST; k <= Math.min(HIGHEST, quiet.length >> 2); k++) {
    const base = lineAt(quiet, k);
    if (base === undefined) continue;
    for (const harmonic of [3, 2]) {
      const above = lineAt(quiet, Math.round(harmonic * base));
      if (above === undefined || Math.abs(above - harmonic * base) > OFF * harmonic) continue;
      const cycles = above / harmonic / size;
      for (const mains of MAINS) {
        const hertz = RATES.find((rate) => Math.abs(mains / cycles / rate - 1) < NEAR);
        if (hertz !== undefined)
          return { hertz, why: `a hum that never stops is at ${mains} Hz then, the frequency of the mains` };
      }
    }
  }
  return undefined;
}

/** The frequency in bins of a line that peaks at bin k, by the parabola through three levels. */
function lineAt(quiet: Float64Array, k: number): number | undefined {
  if (k < 1 || k + 1 >= quiet.length) return undefined;
  const [a, b, c] = [quiet[k - 1], quiet[k], quiet[k + 1]];
  if (b < a || b <= c) return undefined;
  const beside = [k - 3, k - 4, k + 3, k + 4].filter((i) => i > 0 && i < quiet.length).map((i) => quiet[i]);
  if (b - Math.max(...beside) < OUT) return undefined;
  return k + (0.5 * (a - c)) / (a - 2 * b + c);
}
