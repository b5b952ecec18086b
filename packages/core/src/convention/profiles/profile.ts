import type { Layout, PartialConvention } from "../convention.ts";

/** How one producer, left at its defaults, makes and stores a spectrogram. */
export interface Profile {
  /** For `--profile`: short and stable. */
  readonly id: string;
  /** For people. */
  readonly title: string;
  /** Where this was read or measured. */
  readonly source: string;
  /** What a user of it must know: what the producer loses, or leaves to its caller. */
  readonly caveat?: string;
  /** The FFT size where nothing tells it: the producer's default. */
  readonly fftSize: number;
  /** The sample rate that users of this producer have most often. */
  readonly sampleRate: number;
  /** L for an FFT size; N by default. */
  readonly windowLength?: (fftSize: number) => number;
  /** N for a window length; L by default. */
  readonly fftSizeFor?: (windowLength: number) => number;
  /** R; N / 4 by default. */
  readonly hop?: (windowLength: number, fftSize: number) => number;
  readonly layout: Partial<Layout>;
  /** The rest, for given sizes. */
  readonly fields: (sizes: Sizes) => Pick<PartialConvention, "encoding" | "geometry">;
}

/** The three numbers that everything else of a profile follows from. */
export interface Sizes {
  readonly fftSize: number;
  readonly windowLength: number;
  readonly hop: number;
}

/** The smallest power of two of at least `size`. */
export function nextPowerOfTwo(size: number): number {
  return 2 ** Math.ceil(Math.log2(size));
}

/** Frames cut from the bare audio: the first begins at sample 0, what does not fill a window is dropped. */
export const uncentred = {
  placement: "start",
  start: "zero",
  padding: "none",
  tail: "fit-window",
} as const;

/** Frames centred on multiples of the hop, short windows in the middle of the FFT buffer. */
export const centred = {
  placement: "centre",
  start: "half-fft",
  tail: "fit",
} as const;
