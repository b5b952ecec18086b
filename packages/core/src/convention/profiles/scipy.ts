import { type Profile, uncentred } from "./profile.ts";

const source = "scipy/signal/_spectral_py.py; measured with SciPy 1.10";

/** scipy.signal.stft. */
export const scipyStft: Profile = {
  id: "scipy-stft",
  title: "SciPy (scipy.signal.stft)",
  source,
  fftSize: 256,
  sampleRate: 44100,
  hop: (windowLength) => windowLength - Math.floor(windowLength / 2),
  layout: { frames: "columns", sides: "one" },
  fields: () => ({
    encoding: { scaling: { rule: "window-sum" } },
    geometry: {
      window: { family: "hann", symmetric: false },
      placement: "start",
      start: "half-window",
      padding: "zeros",
      tail: "cover",
    },
  }),
};

/** scipy.signal.spectrogram(mode="magnitude" | "angle" | "phase" | "complex"). */
export const scipySpectrogram: Profile = {
  id: "scipy-spectrogram",
  title: "SciPy (scipy.signal.spectrogram, mode magnitude, angle, phase or complex)",
  source,
  caveat:
    "each frame's mean was removed (detrend='constant'): it is worked out from the overlaps, but for the audio's overall DC, which is lost",
  fftSize: 256,
  sampleRate: 44100,
  hop: (windowLength) => windowLength - Math.floor(windowLength / 8),
  layout: { frames: "columns", sides: "one" },
  fields: () => ({
    encoding: { scaling: { rule: "density" }, detrend: "frame-mean" },
    geometry: { window: { family: "tukey", symmetric: false, parameter: 0.25 }, ...uncentred },
  }),
};

/** scipy.signal.ShortTimeFFT.stft, with its default phase_shift=0. */
export const scipyShortTimeFft: Profile = {
  id: "scipy-shorttimefft",
  title: "SciPy 1.12 or later (ShortTimeFFT.stft)",
  source: "scipy/signal/_short_time_fft.py",
  caveat: "with phase_shift=None the phases refer to the frame's start (--phase-origin frame-start)",
  fftSize: 256,
  sampleRate: 44100,
  hop: (windowLength) => Math.floor(windowLength / 2),
  layout: { frames: "columns", sides: "one" },
  fields: ({ windowLength, hop }) => ({
    encoding: { phase: { origin: "window-centre" } },
    geometry: {
      window: { family: "hann", symmetric: false },
      placement: "start",
      start: firstSlice(windowLength, hop),
      padding: "zeros",
      tail: "touch",
    },
  }),
};

/** ShortTimeFFT's first slice is the first that touches sample 0 (its `p_min`), slice 0 being centred there. */
function firstSlice(windowLength: number, hop: number): number {
  const middle = Math.floor(windowLength / 2);
  const before = Math.max(0, Math.ceil((windowLength - middle) / hop) - 1);
  return -middle - before * hop;
}
