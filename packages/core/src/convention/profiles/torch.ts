import { centred, type Profile } from "./profile.ts";

/** torch.stft with the window that most people pass. */
export const torch: Profile = {
  id: "torch",
  title: "PyTorch (torch.stft with torch.hann_window)",
  source: "measured with torch 1.13; docs.pytorch.org/docs/stable/generated/torch.stft.html",
  caveat: "torch.stft called without a window uses none: see torch-rectangular",
  fftSize: 1024,
  sampleRate: 16000,
  hop: (_, fftSize) => Math.floor(fftSize / 4),
  layout: { frames: "columns", sides: "one" },
  fields: () => ({
    geometry: { window: { family: "hann", symmetric: false }, ...centred, padding: "reflect" },
  }),
};

/** torch.stft called without a window. */
export const torchRectangular: Profile = {
  ...torch,
  id: "torch-rectangular",
  title: "PyTorch (torch.stft without a window)",
  caveat: "most callers pass torch.hann_window: see torch",
  fields: () => ({
    geometry: { window: { family: "rectangular", symmetric: false }, ...centred, padding: "reflect" },
  }),
};

/** torchaudio.transforms.Spectrogram(power=None): complex frames, or their magnitudes and angles. */
export const torchaudio: Profile = {
  ...torch,
  id: "torchaudio",
  title: "torchaudio (Spectrogram, power=None or 1)",
  source: "torchaudio/functional/functional.py; measured with torchaudio 0.13",
  caveat: "Spectrogram's own default is power=2: see torchaudio-power",
  fftSize: 400,
  hop: (windowLength) => Math.floor(windowLength / 2),
};

/** torchaudio.transforms.Spectrogram() as it comes: power. */
export const torchaudioPower: Profile = {
  ...torchaudio,
  id: "torchaudio-power",
  title: "torchaudio (Spectrogram, its default power=2)",
  caveat: "the magnitudes are powers; phases must have come from a second call with power=None",
  fields: (sizes) => ({ ...torchaudio.fields(sizes), encoding: { magnitude: { scale: "power" } } }),
};

/** paddle.signal.stft. */
export const paddle: Profile = {
  ...torchRectangular,
  id: "paddle",
  title: "PaddlePaddle (paddle.signal.stft)",
  source: "paddlepaddle.org.cn, signal/stft",
  caveat: "rectangular unless the caller passed a window",
};

/** The stft of MLX audio libraries. */
export const mlx: Profile = {
  ...torchRectangular,
  id: "mlx",
  title: "MLX stft",
  source: "ml-explore.github.io",
  caveat: "rectangular unless the caller passed a window",
};
