import type { Numbers } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";
import type { BinMap } from "./bins.ts";
import { magnitudeEncoder } from "./magnitude.ts";
import { phaseEncoder } from "./phase.ts";

/** Half spectra to stored frames: the exact inverse of `FrameDecoder`. */
export interface FrameEncoder {
  /** Encodes bins 0 .. floor(N/2) of `spectrum` as stored frame `index` of a block; complex pairs where `phase` is absent. */
  encode(spectrum: Float64Array, magnitude: Numbers, phase: Numbers | undefined, index: number): void;
}

/** Plans the encoding of frames whose numbers stand as `bins` says. */
export function frameEncoder({ encoding }: Convention, bins: BinMap): FrameEncoder {
  const { stored, bin, turn, encode } = bins;
  const magnitudes = magnitudeEncoder(encoding.magnitude);
  const phases = phaseEncoder(encoding.phase, stored);
  const amplitude = new Float64Array(stored);
  const angle = new Float64Array(stored);
  const sign = encoding.phase.sign;

  return {
    encode(spectrum, magnitude, phase, index) {
      const at = index * stored;
      if (phase === undefined) {
        for (let i = 0; i < stored; i++) {
          magnitude[2 * (at + i)] = encode[i] * spectrum[2 * bin[i]];
          magnitude[2 * (at + i) + 1] = sign * encode[i] * turn[i] * spectrum[2 * bin[i] + 1];
        }
        return;
      }
      for (let i = 0; i < stored; i++) {
        const re = spectrum[2 * bin[i]];
        const im = turn[i] * spectrum[2 * bin[i] + 1];
        amplitude[i] = encode[i] * Math.hypot(re, im);
        angle[i] = Math.atan2(im, re);
      }
      magnitudes(amplitude, stored, magnitude, at);
      phases(angle, stored, phase, at);
    },
  };
}
