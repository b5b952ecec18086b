import { type Profile, uncentred } from "./profile.ts";

/** Dan Ellis's stft.m and pvoc: MATLAB's `'` conjugated the spectrum. */
export const dpwe: Profile = {
  id: "dpwe",
  title: "Dan Ellis's stft.m (pvoc)",
  source: "stft.m 1.4; measured in Octave",
  fftSize: 256,
  sampleRate: 22050,
  hop: (_, fftSize) => Math.floor(fftSize / 4),
  layout: { frames: "columns", sides: "one" },
  fields: ({ fftSize, windowLength }) => ({
    encoding: { phase: { sign: -1 } },
    geometry:
      windowLength === fftSize
        ? { window: { family: "hann", symmetric: false }, ...uncentred, tail: "fit" }
        : {
            window: { family: "hanning", symmetric: true },
            ...uncentred,
            tail: "fit",
            placement: Math.floor(fftSize / 2) - Math.floor(windowLength / 2),
          },
  }),
};
