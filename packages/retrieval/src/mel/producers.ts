import type { PartialConvention } from "@unspectro/core";
import type { MelDefinition } from "./filterbank.ts";

/** How a program makes its mel spectrograms. */
export interface MelProducer {
  readonly id: string;
  readonly title: string;
  /** Without sizes that the caller knows better; those here are the program's defaults. */
  readonly mel: Omit<MelDefinition, "fftSize" | "sampleRate">;
  /** Fields of the convention that the program sets. */
  readonly convention: PartialConvention;
}

const centred = { start: "half-fft", padding: "reflect" } as const;
const hann = (length: number) => ({ family: "hann", symmetric: false, length }) as const;

/** The programs whose mel spectrograms are met most. */
export const melProducers: readonly MelProducer[] = [
  {
    id: "librosa",
    title: "librosa.feature.melspectrogram, power_to_db",
    mel: { bands: 128, scale: "slaney", normalisation: "slaney", power: 2 },
    convention: {
      layout: { frames: "columns" },
      encoding: { magnitude: { scale: "decibel" } },
      geometry: {
        fftSize: 2048,
        hop: 512,
        sampleRate: 22050,
        window: hann(2048),
        start: "half-fft",
        padding: "zeros",
      },
    },
  },
  {
    id: "torchaudio",
    title: "torchaudio.transforms.MelSpectrogram (powers, HTK mels, triangles of equal height)",
    mel: { bands: 128, scale: "htk", normalisation: "none", power: 2 },
    convention: {
      layout: { frames: "columns" },
      encoding: { magnitude: { scale: "power" } },
      geometry: { fftSize: 400, hop: 200, sampleRate: 16000, window: hann(400), ...centred },
    },
  },
  {
    id: "tacotron2",
    title: "Tacotron 2 and WaveGlow: ln of amplitudes, clipped at 1e-5",
    mel: { bands: 80, scale: "slaney", normalisation: "slaney", power: 1, highest: 8000 },
    convention: {
      layout: { frames: "columns" },
      encoding: { magnitude: { scale: "logarithm", floor: Math.log(1e-5) } },
      geometry: { fftSize: 1024, hop: 256, sampleRate: 22050, window: hann(1024), ...centred },
    },
  },
  {
    id: "hifigan",
    title: "HiFi-GAN: as Tacotron 2, padded by (N - R) / 2",
    mel: { bands: 80, scale: "slaney", normalisation: "slaney", power: 1, highest: 8000 },
    convention: {
      layout: { frames: "columns" },
      encoding: { magnitude: { scale: "logarithm", floor: Math.log(1e-5) } },
      geometry: {
        fftSize: 1024,
        hop: 256,
        sampleRate: 22050,
        window: hann(1024),
        start: -384,
        padding: "reflect",
      },
    },
  },
  {
    id: "whisper",
    title: "Whisper: (log10 of powers, at most 8 below the largest, + 4) / 4",
    mel: { bands: 80, scale: "slaney", normalisation: "slaney", power: 2 },
    convention: {
      layout: { frames: "columns" },
      encoding: { magnitude: { scale: "logarithm", base: 10, factor: 2, multiplier: 0.25, offset: 1 } },
      geometry: { fftSize: 400, hop: 160, sampleRate: 16000, window: hann(400), ...centred },
    },
  },
];
