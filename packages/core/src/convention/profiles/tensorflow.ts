import { nextPowerOfTwo, type Profile, uncentred } from "./profile.ts";

/** tf.signal.stft. */
export const tensorflow: Profile = {
  id: "tensorflow",
  title: "TensorFlow (tf.signal.stft)",
  source: "tensorflow/python/ops/signal/spectral_ops.py",
  caveat:
    "frame_length and frame_step are the caller's: give --window-length and --hop; with pad_end=True also --tail ceil",
  fftSize: 1024,
  sampleRate: 16000,
  fftSizeFor: nextPowerOfTwo,
  hop: (windowLength) => Math.floor(windowLength / 4),
  layout: { frames: "rows", sides: "one" },
  fields: () => ({ geometry: { window: { family: "hann", symmetric: false }, ...uncentred } }),
};

/** tf.signal.stft of TensorFlow.js. */
export const tfjs: Profile = {
  ...tensorflow,
  id: "tfjs",
  title: "TensorFlow.js (tf.signal.stft)",
  source: "tfjs-core/src/ops/signal/stft.ts",
};
