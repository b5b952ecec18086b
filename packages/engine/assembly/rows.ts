import { COMPLEX, even64, odd64, zipHigh, zipLow } from "./lanes";

/**
 * Complex vectors back to frames: interleaved pairs, frame after frame, `frameBytes` apart. The inverse of pairs.ts,
 * for the `present` frames of a group.
 */
export function toRows<T>(spectrum: usize, bins: i32, present: i32, rows: usize, frameBytes: usize): void {
  for (let k = 0; k < bins; k++) {
    const from = spectrum + <usize>k * COMPLEX;
    const re = v128.load(from);
    const im = v128.load(from, 16);
    const to = rows + <usize>k * 2 * sizeof<T>();
    if (sizeof<T>() == 4) {
      const low = zipLow(re, im);
      const high = zipHigh(re, im);
      v128.store64_lane(to, low, 0);
      if (present > 1) v128.store64_lane(to + frameBytes, low, 1);
      if (present > 2) v128.store64_lane(to + 2 * frameBytes, high, 0);
      if (present > 3) v128.store64_lane(to + 3 * frameBytes, high, 1);
    } else {
      v128.store(to, even64(re, im));
      if (present > 1) v128.store(to + frameBytes, odd64(re, im));
    }
  }
}
