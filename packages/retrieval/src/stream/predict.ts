import { binsOf, type Grid } from "../grid/grid.ts";
import { gaussianEquivalent } from "../start/gaussian.ts";
import { pghi } from "../start/pghi.ts";

/** Magnitudes and spectra of undecided frames, oldest first, and of the two decided last (silence at first). */
export interface RecentFrames {
  readonly magnitudes: Float64Array;
  readonly spectra: Float64Array;
  readonly decidedMagnitudes: Float64Array;
  readonly decidedSpectra: Float64Array;
}

/** Writes the spectrum of frame `newest`, whose magnitudes are there, from the two before it. */
export type Predictor = (frames: RecentFrames, newest: number) => void;

/**
 * Real-time phase gradient heap integration (Prusa and Sondergaard, "Real-time spectrogram inversion using phase gradient
 * heap integration", DAFx 2016): integration over the newest frame and its two predecessors, whose phases are known.
 */
export function predictor(grid: Grid): Predictor {
  const bins = binsOf(grid);
  const gaussian = gaussianEquivalent(grid.window);
  const recent = { ...grid, frames: 3 };
  const levels = new Float64Array(3 * bins);
  const phases = new Float64Array(3 * bins);
  const mask = new Uint8Array(3 * bins).fill(1, 0, 2 * bins);
  return ({ magnitudes, spectra, decidedMagnitudes, decidedSpectra }, newest) => {
    for (let place = 0; place < 2; place++) {
      const open = newest - 2 + place >= 0;
      const from = bins * (open ? newest - 2 + place : place + newest);
      const [sizes, angles] = open ? [magnitudes, spectra] : [decidedMagnitudes, decidedSpectra];
      for (let k = 0; k < bins; k++) {
        levels[place * bins + k] = sizes[from + k];
        phases[place * bins + k] = Math.atan2(angles[2 * (from + k) + 1], angles[2 * (from + k)]);
      }
    }
    for (let k = 0; k < bins; k++) levels[2 * bins + k] = magnitudes[newest * bins + k];
    const found = pghi(levels, recent, { known: { mask, phases }, gaussian });
    for (let k = 0; k < bins; k++) {
      const at = 2 * (newest * bins + k);
      spectra[at] = levels[2 * bins + k] * Math.cos(found[2 * bins + k]);
      spectra[at + 1] = levels[2 * bins + k] * Math.sin(found[2 * bins + k]);
    }
  };
}
