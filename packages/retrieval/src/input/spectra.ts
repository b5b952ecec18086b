import { type Convention, frameDecoder, type Numbers, type Plan, planOf, rotationOf } from "@unspectro/core";

/** Stored magnitudes and phases to plain half spectra, whose phases refer to the buffer's first sample. */
export interface SpectrumDecoder {
  readonly bins: number;
  /**
   * Decodes stored frame `index` of a block, which is frame `frame` of the file, into `magnitudes` and `phases` (radians)
   * from `at` on, `bins` of each. Frames of instantaneous frequencies must come in order.
   */
  decode(
    magnitude: Numbers,
    phase: Numbers | undefined,
    index: number,
    frame: number,
    into: { readonly magnitudes: Float64Array; readonly phases: Float64Array; readonly at: number },
  ): void;
  notFinite(): number;
}

/** Plans the decoding of a convention's frames. */
export function spectrumDecoder(convention: Convention, frames: number): SpectrumDecoder {
  const plan: Plan = planOf(convention, frames);
  const decoder = frameDecoder(convention, plan.bins);
  const bins = Math.floor(plan.fftSize / 2) + 1;
  const spectrum = new Float64Array(2 * bins);
  return {
    bins,
    decode(magnitude, phase, index, frame, { magnitudes, phases, at }) {
      decoder.decode(magnitude, phase, index, spectrum);
      // The sample o that the file's phases refer to: e^{-2 pi i k o / N} takes them to the buffer's first.
      const origin = plan.offset - rotationOf(plan, frame);
      for (let k = 0; k < bins; k++) {
        const [re, im] = [spectrum[2 * k], spectrum[2 * k + 1]];
        magnitudes[at + k] = Math.sqrt(re * re + im * im);
        phases[at + k] = Math.atan2(im, re) - (2 * Math.PI * ((k * origin) % plan.fftSize)) / plan.fftSize;
      }
    },
    notFinite: () => decoder.notFinite(),
  };
}
