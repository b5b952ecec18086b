import type { Piece } from "./overlap-add.ts";

/**
 * Root mean square difference between audio[centre - j] and audio[centre + j], as far as frames cover both, over what
 * unrelated sides differ by; 1 where there is no sound. Weighed as the frames have it, where noise is not magnified.
 */
export function mirrorError({ audio, cover }: Piece, centre: number, typical: number, level: number): number {
  let difference = 0;
  let power = 0;
  for (let j = 1; j <= centre && centre + j < audio.length; j++) {
    const a = centre - j;
    const b = centre + j;
    const weight = Math.min(cover[a], cover[b]);
    if (weight < 1e-2 * typical) continue;
    difference += weight * (audio[a] - audio[b]) ** 2;
    power += weight * (audio[a] ** 2 + audio[b] ** 2);
  }
  return power > 1e-8 * typical * level * level ? Math.sqrt(difference / power) : 1;
}

/** A mirror image differs by no more than this many times what errors of the files foretell. */
const FORETOLD = 5;
/** What float32 leaves of a mirror image. */
const EXACT = 1e-5;

/** What `mirrorError` is where one side mirrors the other but for errors of this variance in the samples of frames. */
function mirrorNoise({ audio, cover }: Piece, centre: number, typical: number, noise: number): number {
  let difference = 0;
  let power = 0;
  for (let j = 1; j <= centre && centre + j < audio.length; j++) {
    const a = centre - j;
    const b = centre + j;
    const weight = Math.min(cover[a], cover[b]);
    if (weight < 1e-2 * typical) continue;
    difference += weight * noise * (1 / cover[a] + 1 / cover[b]);
    power += weight * (audio[a] ** 2 + audio[b] ** 2);
  }
  return power > 0 ? Math.sqrt(difference / power) : 0;
}

/**
 * The sample about which the end mirrors itself: the last of the audio. `half` samples of mirror image follow it, of
 * which the frames may lack up to a hop.
 */
export function mirrorEnd(
  piece: Piece,
  half: number,
  hop: number,
  typical: number,
  alike: number,
  level: number,
  noise: number,
): number | undefined {
  const reversed = { audio: piece.audio.toReversed(), cover: piece.cover.toReversed() };
  let best = 0;
  let least = alike;
  for (let after = Math.max(half - hop, 8); after <= half + 1; after++) {
    const error = mirrorError(reversed, after, typical, level);
    if (error < least) {
      least = error;
      best = after;
    }
  }
  // steady tones nearly mirror themselves at many samples: sound must not be taken for its image
  const believed = least < Math.max(EXACT, FORETOLD * mirrorNoise(reversed, best, typical, noise));
  return best > 0 && believed ? piece.audio.length - 1 - best : undefined;
}

/** Errors below this are no chance, whatever the sound. */
const SURE = 1e-3;
/** In noise, another place may be as good as half of the best: steady tones mirror and repeat themselves at many. */
const APART = 0.5;

/** Whether an error is small at a place, and smaller than further away. */
export function standsOut(error: (away: number) => number, alike: number, reach: number): boolean {
  const least = error(0);
  if (least >= alike) return false;
  if (least < SURE) return true;
  for (let away = 4; away <= reach; away++)
    if (error(away) * APART < least || error(-away) * APART < least) return false;
  return true;
}
