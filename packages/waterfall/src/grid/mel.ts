/** Which mel scale: Slaney's (Auditory Toolbox; librosa's default) or O'Shaughnessy's as in HTK. */
export type MelFormula = "slaney" | "htk";

/** Slaney: 200/3 Hz a mel up to 1 kHz, then 27 mels for each factor of 6.4. */
const LINEAR_STEP = 200 / 3;
const CORNER_HZ = 1000;
const CORNER_MEL = CORNER_HZ / LINEAR_STEP;
const LOG_STEP = Math.log(6.4) / 27;

/**
 * Hertz to mels.
 *
 * @example
 * ```ts
 * import { hzToMel } from "@unspectro/waterfall";
 *
 * console.log(hzToMel(60).toFixed(1)); // 0.9
 * console.log(hzToMel(1000, "htk").toFixed(4)); // 999.9855
 * ```
 */
export function hzToMel(hz: number, formula: MelFormula = "slaney"): number {
  if (formula === "htk") return 2595 * Math.log10(1 + hz / 700);
  return hz < CORNER_HZ ? hz / LINEAR_STEP : CORNER_MEL + Math.log(hz / CORNER_HZ) / LOG_STEP;
}

/** Mels to hertz. */
export function melToHz(mel: number, formula: MelFormula = "slaney"): number {
  if (formula === "htk") return 700 * (10 ** (mel / 2595) - 1);
  return mel < CORNER_MEL ? mel * LINEAR_STEP : CORNER_HZ * Math.exp(LOG_STEP * (mel - CORNER_MEL));
}
