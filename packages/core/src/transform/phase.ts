import type { PhaseEncoding } from "../convention/convention.ts";
import type { Decode, Encode } from "./magnitude.ts";

const RADIANS = { radians: 1, degrees: Math.PI / 180, turns: 2 * Math.PI, "half-turns": Math.PI } as const;
const TURN = 2 * Math.PI;

/**
 * Stored phases to angles in radians, of frames that come in order: differences in time are summed up, one turn at
 * most kept so that hours of frames stay exact.
 */
export function phaseDecoder(encoding: PhaseEncoding, bins: number): Decode {
  const { multiplier = 1, offset = 0, sign, unit } = encoding;
  const scale = (sign * RADIANS[unit]) / multiplier;
  if (encoding.difference !== "time") {
    return (input, at, count, output) => {
      for (let i = 0; i < count; i++) output[i] = (input[at + i] - offset) * scale;
    };
  }
  const sum = new Float64Array(bins);
  return (input, at, count, output) => {
    for (let i = 0; i < count; i++) {
      const step = (input[at + i] - offset) * scale;
      if (step - step === 0) sum[i] = (sum[i] + step) % TURN;
      output[i] = step - step === 0 ? sum[i] : Number.NaN;
    }
  };
}

/** Angles in radians, wrapped, to stored phases; what depends on the frame before needs frames in order. */
export function phaseEncoder(encoding: PhaseEncoding, bins: number): Encode {
  const { multiplier = 1, offset = 0, sign, unit } = encoding;
  const scale = (sign * multiplier) / RADIANS[unit];
  const spread = spreader(encoding, bins);
  return (input, count, output, at) => {
    spread(input, count);
    for (let i = 0; i < count; i++) output[at + i] = input[i] * scale + offset;
  };
}

/** Unwraps or takes differences, in place. */
function spreader(encoding: PhaseEncoding, bins: number): (angles: Float64Array, count: number) => void {
  const before = new Float64Array(bins);
  let first = true;
  if (encoding.difference === "time") {
    return (angles, count) => {
      for (let i = 0; i < count; i++) {
        const angle = angles[i];
        if (!first) angles[i] = wrap(angle - before[i]);
        before[i] = angle;
      }
      first = false;
    };
  }
  switch (encoding.wrapped) {
    case "wrapped":
      return () => {};
    case "unwrapped-frequency":
      return (angles, count) => {
        for (let i = 1; i < count; i++) angles[i] = angles[i - 1] + wrap(angles[i] - angles[i - 1]);
      };
    case "unwrapped-time":
      return (angles, count) => {
        for (let i = 0; i < count; i++) {
          if (!first) angles[i] = before[i] + wrap(angles[i] - before[i]);
          before[i] = angles[i];
        }
        first = false;
      };
  }
}

/** An angle within [-pi, pi]. */
function wrap(angle: number): number {
  return angle - TURN * Math.round(angle / TURN);
}
