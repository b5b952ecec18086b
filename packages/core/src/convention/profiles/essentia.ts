import type { Profile } from "./profile.ts";

/** Essentia's FrameCutter, Windowing and FFT, and essentia.js. */
export const essentia: Profile = {
  id: "essentia",
  title: "Essentia, essentia.js (FrameCutter, Windowing, FFT)",
  source: "MTG/essentia src/algorithms/standard/windowing.h, framecutter.h",
  fftSize: 1024,
  sampleRate: 44100,
  hop: (windowLength) => Math.floor(windowLength / 2),
  layout: { frames: "rows", sides: "one" },
  fields: () => ({
    encoding: { scaling: { rule: "window-sum", gain: 2 }, phase: { origin: "window-centre" } },
    geometry: {
      window: { family: "hann", symmetric: true },
      placement: "start",
      start: "half-window",
      padding: "zeros",
      tail: "ceil",
    },
  }),
};
