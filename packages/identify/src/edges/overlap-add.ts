/** Audio at one end of a file, and the sum of squared windows over every sample. */
export interface Piece {
  readonly audio: Float64Array;
  readonly cover: Float64Array;
}

/** Least-squares audio of a few frames in memory: sum w y / sum w^2, with what covers each sample. */
export function overlapAdded(
  z: Float64Array,
  frames: number,
  size: number,
  hop: number,
  window: Float64Array,
): Piece {
  const length = (frames - 1) * hop + size;
  const audio = new Float64Array(length);
  const cover = new Float64Array(length);
  for (let t = 0; t < frames; t++) {
    for (let n = 0; n < size; n++) {
      audio[t * hop + n] += window[n] * z[t * size + n];
      cover[t * hop + n] += window[n] * window[n];
    }
  }
  for (let i = 0; i < length; i++) audio[i] = cover[i] > 0 ? audio[i] / cover[i] : 0;
  return { audio, cover };
}
