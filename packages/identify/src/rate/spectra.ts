/** Power of every bin from DC up, in dB: over all frames, and what is there even in quiet ones. */
export interface Spectra {
  readonly mean: Float64Array;
  readonly quiet: Float64Array;
}

/** Share of frames that are quieter than what counts as always there. */
const QUIET = 0.2;
const SILENCE = 1e-30;

/**
 * @param amplitudes frames x stored
 * @param bins for each stored place the bin that it holds, or -1
 */
export function spectraOfCells(
  amplitudes: Float64Array,
  frames: number,
  bins: Int32Array,
  last: number,
): Spectra {
  const mean = new Float64Array(last + 1);
  const quiet = new Float64Array(last + 1);
  const powers = new Float64Array(frames);
  for (let i = 0; i < bins.length; i++) {
    const k = bins[i];
    if (k < 0) continue;
    let sum = 0;
    for (let f = 0; f < frames; f++) {
      powers[f] = amplitudes[f * bins.length + i] ** 2;
      sum += powers[f];
    }
    mean[k] = decibels(sum / frames);
    quiet[k] = decibels(powers.sort()[Math.floor(QUIET * frames)]);
  }
  return { mean, quiet };
}

function decibels(power: number): number {
  return 10 * Math.log10(power + SILENCE);
}
