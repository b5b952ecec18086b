import { hertzToMel, type MelScale, melToHertz } from "@unspectro/core";

/** How mel bands were made from the bins of an STFT. */
export interface MelDefinition {
  /** Number of bands. */
  readonly bands: number;
  readonly fftSize: number;
  /** Hertz. */
  readonly sampleRate: number;
  /** Hertz; default 0. */
  readonly lowest?: number;
  /** Hertz; default half the sample rate. */
  readonly highest?: number;
  /** Default `slaney`. */
  readonly scale?: MelScale;
  /** `slaney`: triangles of equal area; `none`: of equal height. Default `slaney`. */
  readonly normalisation?: "slaney" | "none";
  /** What was summed: amplitudes (1) or powers (2); default 2. */
  readonly power?: 1 | 2;
}

/** Triangular bands, each a run of weights: what a band sums over bins `first` .. `first + weights.length - 1`. */
export interface MelBand {
  readonly first: number;
  readonly weights: Float64Array;
}

/**
 * The triangles of librosa.filters.mel and torchaudio's melscale_fbanks: corners equally spaced in mels, straight in
 * hertz. A band between two bins has no weights at all (and its row is all zeros in the producers' files, too).
 *
 * @throws RangeError for numbers that make no filter bank
 */
export function melFilterbank(definition: MelDefinition): MelBand[] {
  const { bands, fftSize, sampleRate, lowest = 0, highest = sampleRate / 2, scale = "slaney" } = definition;
  if (!(Number.isInteger(bands) && bands > 0) || !(sampleRate > 0) || !(lowest >= 0 && highest > lowest))
    throw new RangeError(
      `${bands} mel bands from ${lowest} to ${highest} Hz at ${sampleRate} Hz make no filter bank`,
    );
  const low = hertzToMel(lowest, scale);
  const high = hertzToMel(highest, scale);
  const corner = (i: number): number => melToHertz(low + ((high - low) * i) / (bands + 1), scale);
  const bins = Math.floor(fftSize / 2) + 1;
  return Array.from({ length: bands }, (_, band) => {
    const left = corner(band);
    const peak = corner(band + 1);
    const right = corner(band + 2);
    const gain = (definition.normalisation ?? "slaney") === "slaney" ? 2 / (right - left) : 1;
    const weights: number[] = [];
    let first = 0;
    for (let k = 0; k < bins; k++) {
      const hertz = (k * sampleRate) / fftSize;
      const weight = Math.min((hertz - left) / (peak - left), (right - hertz) / (right - peak));
      if (!(weight > 0)) continue;
      if (weights.length === 0) first = k;
      weights.push(gain * weight);
    }
    return { first, weights: Float64Array.from(weights) };
  });
}
