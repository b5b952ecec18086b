import type { Numbers } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";
import type { BinMap } from "./bins.ts";
import { magnitudeDecoder } from "./magnitude.ts";
import { phaseDecoder } from "./phase.ts";

/** Stored frames to half spectra. Frames of instantaneous frequencies must come in order; all others may come in any. */
export interface FrameDecoder {
  /**
   * Decodes stored frame `index` of a block into `spectrum`: bins 0 .. floor(N/2) as interleaved pairs, bins that are
   * not stored as zeros. Phases refer to the origin that the file's refer to. Allocates nothing.
   */
  decode(magnitude: Numbers, phase: Numbers | undefined, index: number, spectrum: Float64Array): void;
  /** Cells that were not finite so far; they were taken as zero. */
  notFinite(): number;
}

/** Plans the decoding of frames whose numbers stand as `bins` says. */
export function frameDecoder({ encoding }: Convention, bins: BinMap): FrameDecoder {
  const { stored, bin, turn, decode } = bins;
  const magnitudes = magnitudeDecoder(encoding.magnitude);
  const phases = phaseDecoder(encoding.phase, stored);
  const amplitude = new Float64Array(stored);
  const angle = new Float64Array(stored);
  const sign = encoding.phase.sign;
  let bad = 0;

  const add = (i: number, re: number, im: number, spectrum: Float64Array): void => {
    if (re - re === 0 && im - im === 0) {
      spectrum[2 * bin[i]] += decode[i] * re;
      spectrum[2 * bin[i] + 1] += decode[i] * turn[i] * im;
    } else {
      bad++;
    }
  };

  return {
    decode(magnitude, phase, index, spectrum) {
      spectrum.fill(0);
      if (phase === undefined) {
        const at = 2 * stored * index;
        for (let i = 0; i < stored; i++) {
          add(i, magnitude[at + 2 * i], sign * magnitude[at + 2 * i + 1], spectrum);
        }
        return;
      }
      magnitudes(magnitude, index * stored, stored, amplitude);
      phases(phase, index * stored, stored, angle);
      for (let i = 0; i < stored; i++) {
        add(i, amplitude[i] * Math.cos(angle[i]), amplitude[i] * Math.sin(angle[i]), spectrum);
      }
    },
    notFinite: () => bad,
  };
}
