import type { Profile } from "./profile.ts";

/** The STFT of the echogarden speech toolkit. */
export const echogarden: Profile = {
  id: "echogarden",
  title: "echogarden (stftr)",
  source: "echogarden-project/echogarden src/dsp/FFT.ts",
  fftSize: 1024,
  sampleRate: 16000,
  hop: (windowLength) => Math.floor(windowLength / 4),
  layout: { frames: "rows", sides: "one" },
  fields: () => ({
    geometry: {
      window: { family: "hann", symmetric: true },
      placement: "start",
      start: "half-window",
      padding: "zeros",
      tail: "ceil",
    },
  }),
};
