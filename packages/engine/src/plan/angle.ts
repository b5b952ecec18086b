import type { PhaseEncoding } from "@unspectro/core";
import type { Precision } from "./memory.ts";

/** A quarter turn in each unit, and what pi/2 loses in being a float64. */
const QUARTER = { radians: Math.PI / 2, degrees: 90, turns: 0.25, "half-turns": 0.5 } as const;
const HALF_PI_REST = 6.123233995736766e-17;
const RADIANS = { radians: 1, degrees: Math.PI / 180, turns: 2 * Math.PI, "half-turns": Math.PI } as const;

/** Moshier, Cephes: sinf/cosf and sin/cos on [-pi/4, pi/4], highest power first. */
const SINGLE = {
  round: 12582912, // 1.5 x 2^23
  quarters: 2 ** 13,
  bits: 11,
  sine: [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1],
  cosine: [0.00002443315711809948, -0.001388731625493765, 0.04166664568298827],
};
const DOUBLE = {
  round: 6755399441055744, // 1.5 x 2^52
  quarters: 2 ** 26,
  bits: 27,
  sine: [
    1.5896230157654656e-10, -2.5050747762857807e-8, 0.0000027557313621385722, -0.0001984126982958954,
    0.008333333333322118, -0.1666666666666663,
  ],
  cosine: [
    -1.135853652138768e-11, 2.087570084197473e-9, -2.755731417929674e-7, 0.000024801587288851704,
    -0.0013888888888873056, 0.041666666666666595,
  ],
};

/** The constants of `assembly/angle.ts` in its order, and the two float64 numbers that follow them. */
export interface AngleConstants {
  readonly reals: Float64Array;
  /** Index, in elements of the kernel, of the float64 pair. */
  readonly exactAt: number;
  readonly exact: readonly [offset: number, radians: number];
}

export function angleConstants(encoding: PhaseEncoding, precision: Precision): AngleConstants {
  const { unit, multiplier = 1, offset = 0, sign } = encoding;
  const { round, quarters, bits, sine, cosine } = precision === "single" ? SINGLE : DOUBLE;
  const backwards = sign * multiplier < 0;
  const step = Math.abs(multiplier);
  const quarter = QUARTER[unit] * step;
  const first = roundToBits(quarter, bits);
  const second = roundToBits(quarter - first, bits);
  const rest = quarter - first - second + (unit === "radians" ? HALF_PI_REST * step : 0);
  const reals = new Float64Array(24);
  reals.set([
    offset,
    1 / quarter,
    first,
    second,
    rest,
    RADIANS[unit] / step,
    quarter * quarters,
    backwards ? -0 : 0, // only its sign bit
    round,
  ]);
  reals.set(sine, 9);
  reals.set(cosine, 15);
  return { reals, exactAt: 24, exact: [offset, (sign * RADIANS[unit]) / multiplier] };
}

/** The nearest number of at most `bits` significant bits. */
function roundToBits(value: number, bits: number): number {
  if (value === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) + 1 - bits);
  return Math.round(value / unit) * unit;
}
