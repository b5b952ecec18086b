import { nextPowerOfTwo, type Profile, uncentred } from "./profile.ts";

/** stft since R2019a. */
export const matlabStft: Profile = {
  id: "matlab-stft",
  title: "MATLAB (stft, its default centred frequency range)",
  source: "mathworks.com/help/signal/ref/stft.html",
  fftSize: 128,
  sampleRate: 44100,
  fftSizeFor: (windowLength) => Math.max(128, windowLength),
  hop: (windowLength) => windowLength - Math.floor(0.75 * windowLength),
  layout: { frames: "columns", sides: "centred-nyquist-last" },
  fields: () => ({ geometry: { window: { family: "hann", symmetric: false }, ...uncentred } }),
};

/** stft(..., FrequencyRange="onesided"). */
export const matlabStftOnesided: Profile = {
  ...matlabStft,
  id: "matlab-stft-onesided",
  title: "MATLAB (stft, FrequencyRange onesided)",
  layout: { frames: "columns", sides: "one" },
};

/** stft(..., FrequencyRange="twosided"). */
export const matlabStftTwosided: Profile = {
  ...matlabStft,
  id: "matlab-stft-twosided",
  title: "MATLAB (stft, FrequencyRange twosided)",
  layout: { frames: "columns", sides: "two" },
};

/** spectrogram: its first output. */
export const matlabSpectrogram: Profile = {
  id: "matlab-spectrogram",
  title: "MATLAB (spectrogram)",
  source: "mathworks.com/help/signal/ref/spectrogram.html",
  caveat:
    "without a window argument MATLAB cuts the audio into eight pieces: give --window-length if it is not the FFT size",
  fftSize: 256,
  sampleRate: 44100,
  fftSizeFor: (windowLength) => Math.max(256, nextPowerOfTwo(windowLength)),
  hop: (windowLength) => windowLength - Math.floor(windowLength / 2),
  layout: { frames: "columns", sides: "one" },
  fields: () => ({ geometry: { window: { family: "hamming", symmetric: true }, ...uncentred } }),
};

/** The old specgram: MATLAB's legacy hanning has no zero end points. */
export const matlabSpecgram: Profile = {
  id: "matlab-specgram",
  title: "MATLAB (specgram, before spectrogram)",
  source: "mathworks.com/help/signal/ref/specgram.html",
  fftSize: 256,
  sampleRate: 44100,
  hop: (windowLength) => windowLength - Math.floor(windowLength / 2),
  layout: { frames: "columns", sides: "one" },
  fields: () => ({ geometry: { window: { family: "hanning", symmetric: true }, ...uncentred } }),
};
