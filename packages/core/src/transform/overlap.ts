/** How overlap-add treats the samples. */
export interface OverlapAddOptions {
  /** Output begins at this sample of the audio and ends before `to`. */
  readonly from: number;
  readonly to: number;
  /** The synthesis window. */
  readonly window: Float64Array;
  /** What one frame adds to the divisor of the samples under it: synthesis times analysis window. */
  readonly cover: Float64Array;
  /** Divisors closer to zero than this mean that nothing covers the sample, which becomes 0. */
  readonly least: number;
}

/**
 * Weighted overlap-add with division by what really covers each sample (Griffin & Lim 1984, equation 6):
 * x[n] = sum_m g[n - mR] y_m[n - mR] / sum_m g[n - mR] w[n - mR].
 *
 * Frames come in order of position. Sums run in that order whatever the blocks, so blocks of any size give the same
 * bits. Memory grows to one block and one window, then stays.
 */
export interface OverlapAdd {
  /** Adds frame `signal`, read circularly from `rotation` on, with the window's first sample at `position` of the audio. */
  add(signal: Float64Array, rotation: number, position: number): void;
  /** The samples before `position`, which no later frame may touch: the adder's own memory, until the next call. */
  take(position: number): Float64Array;
}

export function overlapAdd({ from, to, window, cover, least }: OverlapAddOptions): OverlapAdd {
  const length = window.length;
  let sums = new Float64Array(4 * length);
  let covers = new Float64Array(4 * length);
  let output = new Float64Array(4 * length);
  /** The audio's sample at sums[0]. */
  let base = from;

  const reserve = (size: number): void => {
    if (size <= sums.length) return;
    const room = Math.max(size, 2 * sums.length);
    const [oldSums, oldCovers] = [sums, covers];
    sums = new Float64Array(room);
    covers = new Float64Array(room);
    sums.set(oldSums);
    covers.set(oldCovers);
  };

  return {
    add(signal, rotation, position) {
      const first = Math.max(0, base - position);
      const end = Math.min(length, to - position);
      if (end <= first) return;
      reserve(position + end - base);
      const size = signal.length;
      const shift = position - base;
      let j = first;
      while (j < end) {
        const at = (rotation + j) % size;
        const stop = Math.min(end, j + size - at);
        for (let i = at - j; j < stop; j++) {
          sums[shift + j] += window[j] * signal[i + j];
          covers[shift + j] += cover[j];
        }
      }
    },
    take(position) {
      const count = Math.min(position, to) - base;
      if (count <= 0) return output.subarray(0, 0);
      reserve(count);
      if (output.length < count) output = new Float64Array(sums.length);
      for (let i = 0; i < count; i++) {
        output[i] = Math.abs(covers[i]) < least ? 0 : sums[i] / covers[i];
      }
      sums.copyWithin(0, count).fill(0, sums.length - count);
      covers.copyWithin(0, count).fill(0, covers.length - count);
      base += count;
      return output.subarray(0, count);
    },
  };
}
