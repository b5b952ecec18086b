import type { Profile } from "./profile.ts";

const circular = { placement: "start", start: "half-window", padding: "circular", tail: "circular" } as const;

/** dgtreal of LTFAT: phases refer to sample 0 of the audio, which is circular. */
export const ltfat: Profile = {
  id: "ltfat",
  title: "LTFAT (dgtreal, its default frequency-invariant phases)",
  source: "ltfat/gabor/dgt.m, dgtreal.m, phaselock.m; measured with ltfatpy 1.0.16",
  caveat: "the window is the caller's: a Hann of M samples is assumed; for 'gauss' see ltfat-gauss",
  fftSize: 1024,
  sampleRate: 44100,
  hop: (_, fftSize) => Math.floor(fftSize / 4),
  layout: { frames: "columns", sides: "one" },
  fields: () => ({
    encoding: { phase: { origin: "signal-start" }, scaling: { rule: "window-energy" } },
    geometry: { window: { family: "hann", symmetric: false }, ...circular },
  }),
};

/** dgtreal(..., "timeinv"): phases refer to the window's centre. */
export const ltfatTimeinv: Profile = {
  ...ltfat,
  id: "ltfat-timeinv",
  title: "LTFAT (dgtreal with timeinv)",
  fields: (sizes) => ({
    ...ltfat.fields(sizes),
    encoding: { phase: { origin: "window-centre" }, scaling: { rule: "window-energy" } },
  }),
};

/** dgtreal(f, "gauss", a, M): exp(-pi n^2 / (a M)), as long as it matters. */
export const ltfatGauss: Profile = {
  ...ltfat,
  id: "ltfat-gauss",
  title: "LTFAT (dgtreal with the window 'gauss')",
  caveat: "LTFAT's Gaussian is as long as the audio; four FFT sizes of it are all that is above rounding",
  windowLength: (fftSize) => 4 * fftSize,
  fields: ({ fftSize, hop }) => ({
    encoding: { phase: { origin: "signal-start" }, scaling: { rule: "window-energy" } },
    geometry: {
      window: { family: "gaussian", symmetric: false, parameter: Math.sqrt((hop * fftSize) / (2 * Math.PI)) },
      ...circular,
    },
  }),
};
