import type { Numbers } from "@unspectro/core/plugin";
import { type FrequencyAxis, type FrequencyScale, frequencyScale } from "./frequency.ts";
import { addUp, keepPeaks } from "./reduce.ts";
import { rowsOf } from "./rows.ts";

/** What the numbers of a frame are, and so what a level is: decibels from amplitudes or powers, or the numbers themselves. */
export type Values = "amplitude" | "power" | "decibels" | "plain";

/** The picture to be made. */
export interface WaterfallOptions {
  /** Frames that will be pushed in all. */
  readonly frames: number;
  /** Numbers in a frame. */
  readonly bins: number;
  /** Pixels across; default 1600. */
  readonly width?: number;
  /** Pixels high; default 512. */
  readonly height?: number;
  /** Default `amplitude`. */
  readonly values?: Values;
  readonly frequency?: FrequencyAxis;
  /** Seconds from one frame to the next, and of the first one; without them time is counted in frames. */
  readonly time?: { readonly step: number; readonly start?: number };
  /** What a pixel shows of all it covers: its largest value (the default: nothing short gets lost), or the mean. */
  readonly reduce?: "peak" | "mean";
}

/** Levels in the making. */
export interface Waterfall {
  /** Takes the next `count` frames, one after another. */
  push(block: Numbers, count: number): void;
  /** What there is so far; pixels that nothing reached are -Infinity (NaN for plain values). */
  levels(): Levels;
}

/** A rectangle of levels, row after row from the top, with its axes. */
export interface Levels {
  readonly width: number;
  readonly height: number;
  /** Decibels, or plain values. */
  readonly values: Float32Array;
  readonly unit: "dB" | "";
  readonly frequency: FrequencyScale;
  /** What the left and right edge stand for. */
  readonly time: { readonly unit: "s" | "frame"; readonly start: number; readonly end: number };
}

/** Pictures larger than this are refused: 64 million pixels. */
const MOST_PIXELS = 1 << 26;

/**
 * Makes a spectrogram picture of frames as they come: time runs to the right, frequency up. Memory is that of the
 * picture, however long the recording: each frame goes into its column at once, the largest value of each pixel stays.
 *
 * @throws RangeError for a picture without pixels, too many of them, or an impossible axis
 *
 * @example
 * ```ts
 * import { createWaterfall } from "@unspectro/waterfall";
 *
 * const waterfall = createWaterfall({ frames: 2, bins: 3, width: 2, height: 3 });
 * waterfall.push(Float32Array.of(0, 1, 10, 1, 0.1, 0), 2);
 * console.log(Array.from(waterfall.levels().values)); // [20, -Infinity, 0, -20, -Infinity, 0]
 * ```
 */
export function createWaterfall(options: WaterfallOptions): Waterfall {
  const { frames, bins, width = 1600, height = 512, values = "amplitude", reduce = "peak", time } = options;
  for (const [name, value] of Object.entries({ frames, bins, width, height }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name} must be 1 or more, not ${value}`);
  if (width * height > MOST_PIXELS)
    throw new RangeError(`a picture of ${width} x ${height} pixels is too large`);
  const frequency = frequencyScale(bins, options.frequency);
  const rows = rowsOf(frequency, bins, height);
  // Fewer frames than columns: one column each now, repeated when read.
  const columns = Math.min(width, frames);
  const averaged = reduce === "mean";
  const grid = new Float32Array(columns * height).fill(averaged ? 0 : Number.NEGATIVE_INFINITY);
  const counts = new Uint32Array(averaged ? columns * height : 0);
  let frame = 0;

  return {
    push(block, count) {
      if (block.length < count * bins)
        throw new RangeError(`${count} frames of ${bins} do not fit ${block.length}`);
      for (let i = 0; i < count && frame < frames; i++, frame++) {
        const at = Math.floor((frame * columns) / frames) * height;
        if (averaged) addUp(block, i * bins, rows, grid, counts, at);
        else keepPeaks(block, i * bins, rows, grid, at);
      }
    },
    levels() {
      const out = new Float32Array(width * height);
      for (let x = 0; x < width; x++) {
        const at = Math.floor((x * columns) / width) * height;
        for (let y = 0; y < height; y++) {
          const value = grid[at + y]!;
          out[y * width + x] = level(averaged ? value / counts[at + y]! : value, values);
        }
      }
      const step = time?.step ?? 1;
      const start = time?.start ?? 0;
      return {
        width,
        height,
        values: out,
        unit: values === "plain" ? "" : "dB",
        frequency,
        time: { unit: time === undefined ? "frame" : "s", start, end: start + frames * step },
      };
    },
  };
}

function level(value: number, values: Values): number {
  if (values === "plain") return value === Number.NEGATIVE_INFINITY ? Number.NaN : value;
  if (values === "decibels") return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  if (!(value > 0)) return Number.NEGATIVE_INFINITY;
  return (values === "amplitude" ? 20 : 10) * Math.log10(value);
}
