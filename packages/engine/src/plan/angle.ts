import type { PhaseEncoding } from "@unspectro/core";
import type { Precision } from "./memory.ts";

/** Half a turn in each unit, and what pi loses in being a float64. */
const HALF_TURN = { radians: Math.PI, degrees: 180, turns: 0.5, "half-turns": 1 } as const;
const PI_REST = 1.2246467991473532e-16;
const RADIANS = { radians: 1, degrees: Math.PI / 180, turns: 2 * Math.PI, "half-turns": Math.PI } as const;

/**
 * Minimax polynomials on [-pi/2, pi/2], highest power first: sin r = r + r z P(z) and cos r = 1 + z (-1/2 + z Q(z)),
 * z = r^2. Largest errors: float32 5e-9 and 5e-10, float64 1.2e-16 and 6e-18. Fitted with 60 digits by
 * `scripts/sincos.py`, each coefficient being rounded before the next ones are fitted.
 */
const SINGLE = {
  round: 12582912, // 1.5 x 2^23
  halfTurns: 2 ** 11,
  bits: 13,
  sine: [2.598771516204579e-6, -0.00019806018099188805, 0.008333008736371994, -0.16666656732559204],
  cosine: [-2.620901113914442e-7, 2.4770179152255878e-5, -0.001388858538120985, 0.041666656732559204],
};
const DOUBLE = {
  round: 6755399441055744, // 1.5 x 2^52
  halfTurns: 2 ** 26,
  bits: 27,
  sine: [
    -7.364152621685211e-13, 1.6047260068432057e-10, -2.505185015265447e-8, 2.755731605526209e-6,
    -0.0001984126981991453, 0.008333333333262182, -0.16666666666665803,
  ],
  cosine: [
    4.615876533455808e-14, -1.1463612988139422e-11, 2.087659181986416e-9, -2.755731705517141e-7,
    2.480158728566398e-5, -0.001388888888882953, 0.041666666666665825,
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
  const { round, halfTurns, bits, sine, cosine } = precision === "single" ? SINGLE : DOUBLE;
  const backwards = sign * multiplier < 0;
  const step = Math.abs(multiplier);
  const half = HALF_TURN[unit] * step;
  const first = roundToBits(half, bits);
  const rest = half - first + (unit === "radians" ? PI_REST * step : 0);
  const reals = new Float64Array(24);
  reals.set([
    offset,
    1 / half,
    first,
    rest,
    (backwards ? -1 : 1) * (RADIANS[unit] / step),
    round - halfTurns,
    round,
    1,
    -0.5,
  ]);
  reals.set(sine, 9);
  reals.set(cosine, 16);
  return { reals, exactAt: 24, exact: [offset, (sign * RADIANS[unit]) / multiplier] };
}

/** The nearest number of at most `bits` significant bits. */
function roundToBits(value: number, bits: number): number {
  if (value === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) + 1 - bits);
  return Math.round(value / unit) * unit;
}
