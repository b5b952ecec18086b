import { centred, type Profile } from "./profile.ts";

const source = "librosa/core/spectrum.py at tags 0.5, 0.8.1, 0.9.0";

/** librosa.stft since 0.9 (2022). */
export const librosa: Profile = {
  id: "librosa",
  title: "librosa 0.9 or later (librosa.stft)",
  source,
  fftSize: 2048,
  sampleRate: 22050,
  hop: (windowLength) => Math.floor(windowLength / 4),
  layout: { frames: "columns", sides: "one" },
  fields: () => ({
    geometry: { window: { family: "hann", symmetric: false }, ...centred, padding: "zeros" },
  }),
};

/** librosa 0.6 to 0.8: the audio was reflected at its ends. */
export const librosa08: Profile = {
  ...librosa,
  id: "librosa-0.8",
  title: "librosa 0.6 to 0.8 (reflected ends)",
  fields: () => ({
    geometry: { window: { family: "hann", symmetric: false }, ...centred, padding: "reflect" },
  }),
};

/** librosa up to 0.5: conjugated, too (pull request 634). */
export const librosa05: Profile = {
  ...librosa08,
  id: "librosa-0.5",
  title: "librosa up to 0.5 (conjugated, reflected ends)",
  fields: (sizes) => ({ ...librosa08.fields(sizes), encoding: { phase: { sign: -1 } } }),
};
