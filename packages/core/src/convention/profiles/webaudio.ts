import { type Profile, uncentred } from "./profile.ts";

/** AnalyserNode.getFloatFrequencyData, one call after another. */
export const webaudio: Profile = {
  id: "webaudio",
  title: "Web Audio (AnalyserNode.getFloatFrequencyData)",
  source: "WebAudio/web-audio-api index.bs",
  caveat:
    "the node gives no phases, smooths over time (smoothingTimeConstant 0.8) and looks when its caller does: the hop is a guess",
  fftSize: 2048,
  sampleRate: 44100,
  hop: (_, fftSize) => Math.floor(fftSize / 4),
  layout: { frames: "rows", sides: "one", dropped: ["nyquist"] },
  fields: () => ({
    encoding: { magnitude: { scale: "decibel" }, scaling: { rule: "fft-size" } },
    geometry: { window: { family: "blackman", symmetric: false }, ...uncentred },
  }),
};
