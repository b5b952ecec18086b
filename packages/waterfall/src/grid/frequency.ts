import { hertzToMel, type MelScale, melToHertz } from "@unspectro/core";

/** How frequencies are laid out along the picture's height. */
export interface FrequencyAxis {
  /** Default `linear`. */
  readonly scale?: "linear" | "log" | "mel";
  /** Hertz from one bin to the next (sample rate / FFT size); without it frequencies are counted in bins. */
  readonly binWidth?: number;
  /** Number of the first bin: 1 where DC was dropped. Default 0. */
  readonly firstBin?: number;
  /** Lowest frequency shown (hertz, or bins). Default: the lowest there is; on a log scale 20 Hz or the first bin above 0. */
  readonly low?: number;
  /** Highest frequency shown. Default: the highest there is. */
  readonly high?: number;
  /** For `mel`. Default `slaney`. */
  readonly mel?: MelScale;
}

/** A frequency axis in numbers: positions run from 0 (bottom) to 1 (top). */
export interface FrequencyScale {
  readonly unit: "Hz" | "bin";
  readonly scale: "linear" | "log" | "mel";
  readonly low: number;
  readonly high: number;
  /** Frequency at a position. */
  at(position: number): number;
  /** Position of a frequency; outside 0 to 1 where it is not shown. */
  position(frequency: number): number;
  /** Fractional index into a frame of numbers. */
  index(frequency: number): number;
}

/** Where hearing begins: a log axis has no zero. */
const LOWEST_LOG_HZ = 20;

/**
 * Works out a frequency axis for frames of `bins` numbers.
 *
 * @throws RangeError for a range that is empty, a log axis without a frequency above 0, or mels without hertz
 */
export function frequencyScale(bins: number, axis: FrequencyAxis = {}): FrequencyScale {
  const { scale = "linear", binWidth, firstBin = 0, mel = "slaney" } = axis;
  if (scale === "mel" && binWidth === undefined)
    throw new RangeError("a mel axis needs hertz: give the width of a bin (sample rate / FFT size)");
  const step = binWidth ?? 1;
  const bottom = firstBin * step;
  const top = (firstBin + Math.max(1, bins - 1)) * step;
  const audible = binWidth === undefined || LOWEST_LOG_HZ >= top ? step : LOWEST_LOG_HZ;
  const low = axis.low ?? (scale === "log" ? Math.max(bottom, Math.min(audible, top / 2)) : bottom);
  const high = axis.high ?? top;
  if (!(low < high) || low < 0 || (scale === "log" && low === 0))
    throw new RangeError(`no frequency axis runs from ${low} to ${high} (${scale})`);
  const warp = (frequency: number): number =>
    scale === "log" ? Math.log(frequency) : scale === "mel" ? hertzToMel(frequency, mel) : frequency;
  const unwarp = (value: number): number =>
    scale === "log" ? Math.exp(value) : scale === "mel" ? melToHertz(value, mel) : value;
  const from = warp(low);
  const span = warp(high) - from;
  return {
    unit: binWidth === undefined ? "bin" : "Hz",
    scale,
    low,
    high,
    at: (position) => unwarp(from + position * span),
    position: (frequency) => (warp(frequency) - from) / span,
    index: (frequency) => frequency / step - firstBin,
  };
}
