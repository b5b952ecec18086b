import type { Layout, MagnitudeEncoding, PhaseEncoding } from "./convention.ts";

/** A value and, in words for people, how it was come by. */
export interface Inference<T> {
  readonly value: T;
  readonly why: string;
}

/** The smallest and largest finite number of an array. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** What the number of bins says about the spectrum, for those who have nothing else to go by. */
export interface BinsInference {
  readonly fftSize: number;
  readonly sides: Layout["sides"];
  readonly dropped: Layout["dropped"];
  readonly why: string;
}

/**
 * The FFT size behind a number of bins (CONVENTIONS: 2^k + 1 bins are one-sided, 2^k bins lack Nyquist or are
 * two-sided, other odd numbers are one-sided of an even size).
 *
 * @param layout what is known of it already
 */
export function inferFftSize(bins: number, layout: Partial<Layout>): BinsInference {
  const { sides, dropped, cutTop = 0 } = layout;
  if (sides !== undefined && sides !== "one") {
    return { fftSize: bins, sides, dropped: [], why: `${bins} bins of a two-sided spectrum` };
  }
  if (dropped !== undefined || cutTop > 0) {
    const all = bins + (dropped?.length ?? 0) + cutTop;
    const fftSize = Math.max(1, 2 * (all - 1));
    const missing = all > bins ? ` and ${all - bins} not stored` : "";
    return {
      fftSize,
      sides: "one",
      dropped: dropped ?? [],
      why: `${bins} bins${missing} are those of a one-sided FFT of ${fftSize}`,
    };
  }
  const plain = 2 * (bins - 1);
  const withNyquist = 2 * bins;
  if (bins > 2 && isRound(withNyquist) && !isRound(plain)) {
    return {
      fftSize: withNyquist,
      sides: "one",
      dropped: ["nyquist"],
      why: `${bins} bins are those of a one-sided FFT of ${withNyquist} without the Nyquist bin (or of a two-sided one of ${bins})`,
    };
  }
  const fftSize = Math.max(1, plain);
  return {
    fftSize,
    sides: "one",
    dropped: [],
    why: `${bins} bins are those of a one-sided FFT of ${fftSize}`,
  };
}

/** Which sides and dropped bins make `bins` of a known FFT size; undefined where none does. */
export function inferSides(
  bins: number,
  fftSize: number,
): Pick<BinsInference, "sides" | "dropped" | "why"> | undefined {
  const half = Math.floor(fftSize / 2) + 1;
  const of = `${bins} bins of an FFT of ${fftSize}`;
  if (bins === half) return { sides: "one", dropped: [], why: `${of}: one-sided` };
  if (bins === fftSize) return { sides: "two", dropped: [], why: `${of}: two-sided` };
  if (bins === half - 1 && fftSize % 2 === 0) {
    return {
      sides: "one",
      dropped: ["nyquist"],
      why: `${of}: one-sided without the Nyquist bin (or without DC)`,
    };
  }
  if (bins === half - 1) return { sides: "one", dropped: ["dc"], why: `${of}: one-sided without DC` };
  if (bins === half - 2 && fftSize % 2 === 0) {
    return { sides: "one", dropped: ["dc", "nyquist"], why: `${of}: one-sided without DC and Nyquist` };
  }
  return undefined;
}

/** Which axis is time, from the shape alone: the axis whose length looks like a number of bins is not. */
export function inferFrames(
  rows: number,
  columns: number,
  fftSize: number | undefined,
): Inference<Layout["frames"]> & { readonly decisive: boolean } {
  const suits = (bins: number): number =>
    fftSize === undefined ? looksLikeBins(bins) : areBinsOf(bins, fftSize);
  const asColumns = suits(rows);
  const asRows = suits(columns);
  const shape = `${rows} x ${columns}`;
  const both = fftSize !== undefined && Math.min(asRows, asColumns) > 0;
  const decisive = Math.max(asRows, asColumns) > 1 && asRows !== asColumns && !both;
  if (asRows > asColumns) {
    return {
      value: "rows",
      decisive,
      why: `${columns} of ${shape} looks like a number of bins, so each row is a frame`,
    };
  }
  if (asColumns > asRows) {
    return {
      value: "columns",
      decisive,
      why: `${rows} of ${shape} looks like a number of bins, so each column is a frame`,
    };
  }
  return {
    value: "columns",
    decisive,
    why: `${shape} could lie either way; most Python and MATLAB arrays are bins x frames`,
  };
}

/** How usual so many bins are of an FFT: 4 one-sided, 3 two-sided, 2 without some, 0 not at all. */
function areBinsOf(bins: number, fftSize: number): number {
  const found = inferSides(bins, fftSize);
  if (found === undefined) return 0;
  return found.dropped.length > 0 ? 2 : found.sides === "one" ? 4 : 3;
}

/** The scale of magnitudes from their range: only logarithms are negative. */
export function inferScale({ min, max }: ValueRange): Inference<Partial<MagnitudeEncoding>> {
  if (!(min < 0)) return { value: { scale: "amplitude" }, why: "no magnitude is negative" };
  const span = max - min;
  const negative = `magnitudes run from ${shorten(min)} to ${shorten(max)}, and only logarithms are negative`;
  if (span > 40) {
    const clipped = [50, 60, 80, 100, 120].find((range) => Math.abs(span - range) < 1e-4);
    return {
      value: { scale: "decibel", ...(clipped === undefined ? {} : { floor: min }) },
      why:
        clipped === undefined
          ? `${negative}: decibels`
          : `${negative}: decibels, cut ${clipped} dB below the loudest`,
    };
  }
  if (span > 13) return { value: { scale: "logarithm", base: "e" }, why: `${negative}: natural logarithms` };
  return { value: { scale: "logarithm", base: 10 }, why: `${negative}: logarithms to base 10` };
}

/** The unit of angles from their range: wrapped angles fill one turn. */
export function inferUnit({ min, max }: ValueRange): Inference<PhaseEncoding["unit"]> {
  const most = Math.max(Math.abs(min), Math.abs(max));
  const range = `angles run from ${shorten(min)} to ${shorten(max)}`;
  if (most > 170 && ((min >= -180.01 && max <= 180.01) || (min >= 0 && max <= 360.01))) {
    return { value: "degrees", why: `${range}: degrees` };
  }
  if (most > 1.01) return { value: "radians", why: `${range}: radians` };
  if (most > 0.45 && most <= 0.501 && min < -0.45) return { value: "turns", why: `${range}: turns` };
  if (most > 0.9 && min >= 0) return { value: "turns", why: `${range}: turns` };
  if (most > 0.9 && min < -0.9) return { value: "half-turns", why: `${range}: half turns (multiples of pi)` };
  return { value: "radians", why: "nearly everybody stores radians" };
}

/** How much a length looks like bins: 3 for 2^k + 1, 2 for a usual size, 1 for 2^k. */
function looksLikeBins(bins: number): number {
  if (bins >= 17 && isPowerOfTwo(bins - 1)) return 3;
  if (usualBins.has(bins)) return 2;
  return bins >= 64 && isPowerOfTwo(bins) ? 1 : 0;
}

/** One-sided bins of FFT sizes that speech people use: 400, 480, 800, 882, 960, 1200, 1600... */
const usualBins = new Set([161, 201, 221, 241, 401, 442, 481, 551, 601, 801, 1201]);

/** Whether a size has no prime factor above 5, as people choose them. */
function isRound(size: number): boolean {
  let rest = size;
  for (const prime of [2, 3, 5]) while (rest > 1 && rest % prime === 0) rest /= prime;
  return rest === 1;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

function shorten(value: number): string {
  return `${Number(value.toPrecision(4))}`;
}
