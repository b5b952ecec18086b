import { ConventionError } from "../../contract/errors.ts";
import { dpwe } from "./dpwe.ts";
import { echogarden } from "./echogarden.ts";
import { essentia } from "./essentia.ts";
import { librosa, librosa05, librosa08 } from "./librosa.ts";
import { ltfat, ltfatGauss, ltfatTimeinv } from "./ltfat.ts";
import {
  matlabSpecgram,
  matlabSpectrogram,
  matlabStft,
  matlabStftOnesided,
  matlabStftTwosided,
} from "./matlab.ts";
import { matplotlib } from "./matplotlib.ts";
import { demucs, gansynth, hifigan } from "./neural.ts";
import { octaveSpecgram, octaveStft } from "./octave.ts";
import type { Profile } from "./profile.ts";
import { scipyShortTimeFft, scipySpectrogram, scipyStft } from "./scipy.ts";
import { seewave } from "./seewave.ts";
import { tensorflow, tfjs } from "./tensorflow.ts";
import { mlx, paddle, torch, torchaudio, torchaudioPower, torchRectangular } from "./torch.ts";
import { webaudio } from "./webaudio.ts";

export type { Profile, Sizes } from "./profile.ts";

/** Every producer we know, the likeliest first. */
export const profiles: readonly Profile[] = [
  librosa,
  librosa08,
  librosa05,
  torch,
  torchRectangular,
  torchaudio,
  torchaudioPower,
  scipyStft,
  scipySpectrogram,
  scipyShortTimeFft,
  matlabStft,
  matlabStftOnesided,
  matlabStftTwosided,
  matlabSpectrogram,
  matlabSpecgram,
  octaveSpecgram,
  octaveStft,
  dpwe,
  tensorflow,
  tfjs,
  matplotlib,
  ltfat,
  ltfatTimeinv,
  ltfatGauss,
  essentia,
  paddle,
  mlx,
  seewave,
  echogarden,
  gansynth,
  demucs,
  hifigan,
  webaudio,
];

/** Other names by which people ask for a profile. */
const aliases: Readonly<Record<string, string>> = {
  octave: "octave-specgram",
  matlab: "matlab-stft",
  scipy: "scipy-stft",
  tf: "tensorflow",
  mlab: "matplotlib",
  pytorch: "torch",
  "torch-hann": "torch",
};

/**
 * The profile of this name; common short names (`octave`, `scipy`, `tf`...) are understood.
 *
 * @throws ConventionError `bad-convention` listing the names there are
 */
export function profileById(id: string): Profile {
  const profile = profiles.find((candidate) => candidate.id === (aliases[id] ?? id));
  if (profile !== undefined) return profile;
  throw new ConventionError("bad-convention", "profile", "there is no such profile", {
    expected: `one of ${profiles.map((known) => known.id).join(", ")}`,
    found: id,
  });
}
