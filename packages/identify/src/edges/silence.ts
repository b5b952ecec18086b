import type { Piece } from "./overlap-add.ts";

/** How exact frames are: as a share of the signal, and the variance of errors in the samples of a frame. */
interface Exactness {
  readonly precision: number;
  readonly noise: number;
}

/** Errors below this share of the signal are roundings, larger where the sound is louder. */
const FAITHFUL = 1e-3;
/** Energy that float32 leaves where there was nothing. */
const NOTHING = 1e-13;

/**
 * Whether the frames hold nothing before a sample, and sound from there on. Energies are taken as the frames have them
 * (before the division by the window), where rounding is not magnified.
 */
export function silentBefore({ audio, cover }: Piece, at: number, { precision, noise }: Exactness): boolean {
  const energy = (from: number, to: number): number => {
    let sum = 0;
    for (let i = from; i < Math.min(to, audio.length); i++) sum += cover[i] * audio[i] ** 2;
    return sum;
  };
  const before = energy(0, at);
  const after = energy(at, 2 * at);
  const whole = energy(0, audio.length);
  if (!(after > 0)) return false;
  // a quiet beginning is sound: only what the files' own errors would leave there is silence; small ones follow the level
  const level = precision < FAITHFUL ? Math.max(1, (after * audio.length) / (at * whole)) : 1;
  const errors = 3 * noise * at * level;
  return before < Math.max(errors, NOTHING * after) && before < 1e-3 * after;
}

/** Sound below this share of the level is none. */
export const FAINTEST = 1e-6;
/** Samples louder than this many times their errors' variance speak for sound, and sound is what speaks for it by so much in all. */
const LOUDER = 3;
const LOUD = 20;

/**
 * The last sample that sounds: going back from the end, where the power above what errors leave adds up to what they never do
 * (Page 1954, continuous inspection schemes). A fade may be fainter than single errors, and is not cut off.
 *
 * @param errors their variance in the samples of frames, and the least in those of the audio
 */
export function lastSound(
  { audio, cover }: Piece,
  trusted: (cover: Float64Array, i: number) => boolean,
  errors: { readonly frames: number; readonly audio: number },
): number | undefined {
  let sum = 0;
  let last = 0;
  for (let i = audio.length - 1; i >= 0; i--) {
    if (!trusted(cover, i)) continue;
    if (sum === 0) last = i;
    sum = Math.max(0, sum + audio[i] ** 2 / Math.max(errors.frames / cover[i], errors.audio) - LOUDER);
    if (sum > LOUD) return last;
  }
  return undefined;
}
