import { centred, type Profile, uncentred } from "./profile.ts";

/** GANSynth's spectrograms: log magnitudes and instantaneous frequencies, without DC. */
export const gansynth: Profile = {
  id: "gansynth",
  title: "GANSynth (log magnitude and instantaneous frequency)",
  source: "magenta/models/gansynth/lib/specgrams_helper.py",
  fftSize: 2048,
  sampleRate: 16000,
  hop: (_, fftSize) => Math.floor(fftSize / 4),
  layout: { frames: "rows", sides: "one", dropped: ["dc"] },
  fields: () => ({
    encoding: {
      magnitude: { scale: "logarithm", added: 1e-6 },
      phase: { unit: "half-turns", wrapped: "unwrapped-time", difference: "time" },
    },
    geometry: { window: { family: "hann", symmetric: false }, ...uncentred },
  }),
};

/** Demucs v3 and v4 `_spec`: two frames cut off at each end, and the Nyquist bin. */
export const demucs: Profile = {
  id: "demucs",
  title: "Demucs 3 and 4 (_spec)",
  source: "facebookresearch/demucs demucs/hdemucs.py",
  caveat: "the Nyquist bin is not stored: it is worked out from the overlaps",
  fftSize: 4096,
  sampleRate: 44100,
  hop: (_, fftSize) => Math.floor(fftSize / 4),
  layout: { frames: "columns", sides: "one", dropped: ["nyquist"] },
  fields: ({ fftSize, hop }) => ({
    encoding: { scaling: { rule: "sqrt-fft-size" } },
    geometry: {
      window: { family: "hann", symmetric: false },
      placement: "centre",
      start: 2 * hop - 3 * Math.floor(hop / 2) - Math.floor(fftSize / 2),
      padding: "reflect",
      tail: "ceil",
    },
  }),
};

/** HiFi-GAN, BigVGAN and their kin: reflected by (N - R) / 2, then not centred. */
export const hifigan: Profile = {
  id: "hifigan",
  title: "HiFi-GAN and kin (meldataset.py, before the mel bank)",
  source: "jik876/hifi-gan meldataset.py",
  fftSize: 1024,
  sampleRate: 22050,
  hop: (_, fftSize) => Math.floor(fftSize / 4),
  layout: { frames: "columns", sides: "one" },
  fields: ({ fftSize, hop }) => ({
    geometry: {
      window: { family: "hann", symmetric: false },
      ...centred,
      start: -Math.floor((fftSize - hop) / 2),
      padding: "reflect",
    },
  }),
};
