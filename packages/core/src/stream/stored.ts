import type { MaybePromise } from "../contract/bytes.ts";
import type { FrameSource, Numbers } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";
import { type Oriented, readByBins, readFrames } from "./oriented.ts";

/** Frames in order of time, ready to be pushed into an inverse. */
export interface StoredStream {
  /** What to call it when speaking to a user. */
  readonly name: string;
  /** The convention, adapted to what the pair really holds. */
  readonly convention: Convention;
  readonly frames: number;
  readonly bins: number;
  readonly channels: number;
  /** Interleaved complex pairs, no phases. */
  readonly complex: boolean;
  /** Frames a read should ask for. */
  readonly blockFrames: number;
  /** Relative precision of the stored numbers. */
  readonly precision: number;
  /** What was trimmed or ignored, in words. */
  readonly notes: readonly string[];
  /** Reads exactly `count` frames from `first` on. */
  read(
    channel: number,
    first: number,
    count: number,
    magnitude: Numbers,
    phase: Numbers | undefined,
    signal?: AbortSignal,
  ): MaybePromise<void>;
  /**
   * As `read`, but bin after bin, `count` numbers each: for arrays that lie in the file that way. Absent where `read`
   * is the cheaper one.
   */
  readonly readColumns?: StoredStream["read"];
}

/** Numbers of a block of frames: one read of a few megabytes. */
const BLOCK_NUMBERS = 1 << 18;

/** Two oriented sources (or one, of complex numbers) that agree in frames and bins, as one stream. */
export function streamOf(
  convention: Convention,
  magnitude: Oriented,
  phase: Oriented | undefined,
  notes: readonly string[],
): StoredStream {
  const { frames, bins } = magnitude;
  const both =
    (one: typeof readFrames): StoredStream["read"] =>
    (channel, first, count, intoMagnitude, intoPhase, signal) => {
      const span = { channel, first, count, ...(signal === undefined ? {} : { signal }) };
      const a = one(magnitude, span, intoMagnitude);
      const b = phase === undefined || intoPhase === undefined ? count : one(phase, span, intoPhase);
      if (typeof a === "number" && typeof b === "number") return undefined;
      return Promise.all([a, b]).then(() => undefined);
    };
  const byColumns = magnitude.columns !== undefined && (phase === undefined || phase.columns !== undefined);
  const suited = Math.max(magnitude.source.blockFrames, phase?.source.blockFrames ?? 1);
  const affordable = Math.max(1, Math.floor(BLOCK_NUMBERS / bins));
  return {
    name: magnitude.source.name,
    convention,
    frames,
    bins,
    channels: magnitude.source.channels,
    complex: magnitude.source.complex,
    blockFrames: Math.min(
      frames,
      suited <= affordable ? suited * Math.floor(affordable / suited) : affordable,
    ),
    precision: Math.max(
      precisionOf(magnitude.source, convention),
      phase === undefined ? 0 : precisionOf(phase.source),
    ),
    notes,
    read: both(readFrames),
    ...(byColumns ? { readColumns: both(readByBins) } : {}),
  };
}

/** How precisely a file's element type holds a number, relative to its range. */
function precisionOf({ element, precision }: FrameSource, convention?: Convention): number {
  const clipped = convention?.encoding.magnitude.floor != null ? CLIPPED_PRECISION : 0;
  return Math.max(clipped, precision ?? elementPrecision[element]);
}

/** Magnitudes cut some 80 dB below the loudest are wrong by about as much. */
const CLIPPED_PRECISION = 1e-4;

const elementPrecision = {
  float16: 2 ** -11,
  float32: 2 ** -24,
  float64: 2 ** -53,
  int8: 2 ** -7,
  int16: 2 ** -15,
  int32: 2 ** -31,
  int64: 2 ** -53,
  uint8: 2 ** -8,
  uint16: 2 ** -16,
  uint32: 2 ** -32,
  uint64: 2 ** -53,
  text: 2 ** -24,
} as const;
