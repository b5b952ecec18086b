/** Two definitions of the mel scale are in use: Slaney's (librosa's default) and HTK's (torchaudio's, Praat's). */
export type MelScale = "slaney" | "htk";

const LINEAR_STEP = 200 / 3; // Slaney: 3 mels in 200 Hz below 1000 Hz,
const LOG_FROM = 1000;
const LOG_STEP = Math.log(6.4) / 27; // then 27 mels in a factor of 6.4

/**
 * Mels of a frequency in hertz.
 *
 * @example
 * ```ts
 * import { hertzToMel } from "@unspectro/core";
 *
 * console.log(hertzToMel(60, "slaney").toFixed(1)); // 0.9
 * console.log(hertzToMel(1000, "htk").toFixed(4)); // 999.9855
 * ```
 */
export function hertzToMel(hertz: number, scale: MelScale): number {
  if (scale === "htk") return 2595 * Math.log10(1 + hertz / 700);
  return hertz < LOG_FROM
    ? hertz / LINEAR_STEP
    : LOG_FROM / LINEAR_STEP + Math.log(hertz / LOG_FROM) / LOG_STEP;
}

/** Hertz of a frequency in mels. */
export function melToHertz(mel: number, scale: MelScale): number {
  if (scale === "htk") return 700 * (10 ** (mel / 2595) - 1);
  const turn = LOG_FROM / LINEAR_STEP;
  return mel < turn ? mel * LINEAR_STEP : LOG_FROM * Math.exp(LOG_STEP * (mel - turn));
}
