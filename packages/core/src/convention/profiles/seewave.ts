import { type Profile, uncentred } from "./profile.ts";

/** spectro(..., complex = TRUE) of the R package seewave. */
export const seewave: Profile = {
  id: "seewave",
  title: "R seewave (spectro, istft)",
  source: "rdrr.io/cran/seewave/man/istft.html",
  caveat: "the Nyquist bin is not stored: it is worked out from the overlaps",
  fftSize: 512,
  sampleRate: 44100,
  hop: (windowLength) => Math.floor(windowLength / 4),
  layout: { frames: "columns", sides: "one", dropped: ["nyquist"] },
  fields: () => ({ geometry: { window: { family: "hann", symmetric: true }, ...uncentred } }),
};
