import { type Profile, uncentred } from "./profile.ts";

/** specgram of octave-signal: the Nyquist bin is cut off. Octave's hanning is a symmetric Hann with its zero ends. */
export const octaveSpecgram: Profile = {
  id: "octave-specgram",
  title: "Octave (specgram of the signal package)",
  source: "octave-signal specgram.m; measured with signal 1.4.3",
  caveat: "the Nyquist bin is not stored: it is worked out from the overlaps",
  fftSize: 256,
  sampleRate: 44100,
  hop: (windowLength) => windowLength - Math.ceil(windowLength / 2),
  layout: { frames: "columns", sides: "one", dropped: ["nyquist"] },
  fields: () => ({
    geometry: { window: { family: "hann", symmetric: true }, ...uncentred, tail: "fit-window-early" },
  }),
};

/** stft of Octave's core, both outputs asked for. */
export const octaveStft: Profile = {
  id: "octave-stft",
  title: "Octave (stft with two outputs)",
  source: "octave scripts/signal/stft.m",
  caveat: "with one output it gives magnitudes without phases, and without the Nyquist bin",
  fftSize: 128,
  sampleRate: 44100,
  windowLength: (fftSize) => Math.floor((fftSize * 5) / 8),
  fftSizeFor: (windowLength) => Math.ceil((windowLength * 8) / 5),
  hop: (windowLength) => Math.floor(0.3 * windowLength),
  layout: { frames: "columns", sides: "two" },
  fields: () => ({ geometry: { window: { family: "hann", symmetric: true }, ...uncentred } }),
};
