const STEPS_PER_OCTAVE = 192;
const OCTAVES = 48; // 289 dB: more than any file holds

/** Levels that cells are sorted by. */
export const LEVELS: number = STEPS_PER_OCTAVE * OCTAVES;

/** The level of a binary logarithm that is at most 0: LEVELS - 1 for 0, in steps of a 192nd of an octave. */
export function levelOf(log: number): number {
  return (LEVELS - 1 + log * STEPS_PER_OCTAVE) | 0;
}

/** Magnitudes below this share of the largest are taken as that, so that the logarithm stays finite. */
const SMALLEST = 1e-13;
const ROOT = Math.SQRT2;
/** log2 x = 1/2 + 2 / ln 2 (t + t^3 / 3 + t^5 / 5 + t^7 / 7 + ...), t = (x - sqrt 2) / (x + sqrt 2). */
const [FIRST, THIRD, FIFTH, SEVENTH] = [1, 3, 5, 7].map((n) => 2 / (Math.LN2 * n)) as [
  number,
  number,
  number,
  number,
];

/**
 * Binary logarithms of a frame's magnitudes relative to the largest of all: at most 0, and good to single precision. Four
 * times as quick as `Math.log2`, which is what matters here.
 *
 * @param logs where they go, `count` of them from `at` on
 * @param bits the same memory
 */
export function writeLogarithms(
  magnitudes: ArrayLike<number>,
  from: number,
  count: number,
  largest: number,
  { logs, bits }: { readonly logs: Float32Array; readonly bits: Int32Array },
  at: number,
): void {
  for (let k = 0; k < count; k++) {
    const share = magnitudes[from + k] / largest || 0; // 0 / 0 where all is silent
    logs[at + k] = Math.max(share, SMALLEST);
    const pattern = bits[at + k];
    bits[at + k] = (pattern & 0x7fffff) | 0x3f800000; // the significand, 1 .. 2
    const x = logs[at + k];
    const t = (x - ROOT) / (x + ROOT);
    const tt = t * t;
    const log = (pattern >> 23) - 126.5 + t * (FIRST + tt * (THIRD + tt * (FIFTH + tt * SEVENTH)));
    logs[at + k] = Math.min(log, 0);
  }
}
