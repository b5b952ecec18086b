import type { Projection } from "./projection.ts";

/**
 * Phases known to a cell: |c| = M and the angle within `halfWidth` radians of the stored one, which is what a file
 * with phases rounded to 2 pi / (2 halfWidth) levels says.
 *
 * @param directions cos and sin of the stored phases, frames x bins pairs
 */
export function toPhaseCells(
  magnitudes: ArrayLike<number>,
  directions: ArrayLike<number>,
  halfWidth: number,
  bins: number,
): Projection {
  const cosHalf = Math.cos(halfWidth);
  const sinHalf = Math.sin(halfWidth);
  return (frame, spectrum, at) => {
    const from = bins * frame;
    for (let k = 0; k < bins; k++) {
      const dr = directions[2 * (from + k)];
      const di = directions[2 * (from + k) + 1];
      const re = spectrum[at + 2 * k];
      const im = spectrum[at + 2 * k + 1];
      // Turned so that the stored phase points along the real axis.
      let u = re * dr + im * di;
      let v = im * dr - re * di;
      const size = Math.sqrt(u * u + v * v);
      if (size > 0) {
        u /= size;
        v /= size;
      } else u = 1;
      if (u < cosHalf) {
        u = cosHalf;
        v = v < 0 ? -sinHalf : sinHalf;
      }
      const magnitude = magnitudes[from + k];
      spectrum[at + 2 * k] = magnitude * (u * dr - v * di);
      spectrum[at + 2 * k + 1] = magnitude * (u * di + v * dr);
    }
  };
}

/**
 * Magnitudes known to a cell, phases exact: c lies on the stored ray, between `lowest` and `highest`. This is what
 * quantised decibels say, and what a floor says of the cells that lie on it (`lowest` 0). A convex set.
 */
export function toRayCells(
  lowest: ArrayLike<number>,
  highest: ArrayLike<number>,
  directions: ArrayLike<number>,
  bins: number,
): Projection {
  return (frame, spectrum, at) => {
    const from = bins * frame;
    for (let k = 0; k < bins; k++) {
      const dr = directions[2 * (from + k)];
      const di = directions[2 * (from + k) + 1];
      const along = spectrum[at + 2 * k] * dr + spectrum[at + 2 * k + 1] * di;
      const radius = Math.min(highest[from + k], Math.max(lowest[from + k], along));
      spectrum[at + 2 * k] = radius * dr;
      spectrum[at + 2 * k + 1] = radius * di;
    }
  };
}

/** Both coarse: the radius within its bounds and the angle within `halfWidth` of the stored one. */
export function toSectors(
  lowest: ArrayLike<number>,
  highest: ArrayLike<number>,
  directions: ArrayLike<number>,
  halfWidth: number,
  bins: number,
): Projection {
  const cosHalf = Math.cos(halfWidth);
  const sinHalf = Math.sin(halfWidth);
  return (frame, spectrum, at) => {
    const from = bins * frame;
    for (let k = 0; k < bins; k++) {
      const dr = directions[2 * (from + k)];
      const di = directions[2 * (from + k) + 1];
      let u = spectrum[at + 2 * k] * dr + spectrum[at + 2 * k + 1] * di;
      let v = spectrum[at + 2 * k + 1] * dr - spectrum[at + 2 * k] * di;
      if (u < Math.sqrt(u * u + v * v) * cosHalf) {
        // Outside the wedge: the nearest point of its nearer side.
        const side = v < 0 ? -1 : 1;
        const along = Math.max(0, u * cosHalf + side * v * sinHalf);
        u = along * cosHalf;
        v = side * along * sinHalf;
      }
      const size = Math.sqrt(u * u + v * v);
      const radius = Math.min(highest[from + k], Math.max(lowest[from + k], size));
      u = size > 0 ? (u * radius) / size : radius;
      v = size > 0 ? (v * radius) / size : 0;
      spectrum[at + 2 * k] = u * dr - v * di;
      spectrum[at + 2 * k + 1] = u * di + v * dr;
    }
  };
}
