import { type Profile, uncentred } from "./profile.ts";

/** matplotlib.mlab.specgram and plt.specgram. */
export const matplotlib: Profile = {
  id: "matplotlib",
  title: "matplotlib (mlab.specgram, plt.specgram; mode magnitude, angle, phase or complex)",
  source: "matplotlib/lib/matplotlib/mlab.py",
  caveat: "the default mode is psd, a power density: its phases are gone",
  fftSize: 256,
  sampleRate: 44100,
  hop: (windowLength) => windowLength - Math.floor(windowLength / 2),
  layout: { frames: "columns", sides: "one" },
  fields: () => ({
    encoding: { scaling: { rule: "window-sum" } },
    geometry: { window: { family: "hann", symmetric: true }, ...uncentred },
  }),
};
