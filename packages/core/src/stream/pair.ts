import { matrixAxes } from "../contract/axes.ts";
import type { MaybePromise } from "../contract/bytes.ts";
import { DataError } from "../contract/errors.ts";
import { orient } from "../contract/orient.ts";
import type { FrameSource, Numbers } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";
import { framesAndBins } from "../convention/resolve.ts";
import { checkFit } from "../convention/rules.ts";
import { storedBins } from "../transform/bins.ts";
import { anglesOf } from "./combine.ts";

/** The two files; or one, of complex numbers. */
export interface FramePair {
  readonly magnitude: FrameSource;
  readonly phase?: FrameSource;
}

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

/**
 * Turns a pair so that its records are frames, leaves out index rows and columns, and makes both files agree: one
 * frame or bin more in one of them is cut off, and noted.
 *
 * @throws DataError `mismatched-pair` where the files cannot belong together, `no-phases` without phases
 * @throws ConventionError `does-not-fit` where they cannot be of this convention
 */
export function alignPair(pair: FramePair, convention: Convention): StoredStream {
  const notes: string[] = [];
  const magnitude = oriented(pair.magnitude, convention);
  if (magnitude.source.complex && pair.phase !== undefined) {
    notes.push(`${pair.magnitude.name} is complex and holds its own phases; ${pair.phase.name} is not used`);
  }
  if (magnitude.source.complex || pair.phase === undefined) {
    if (!magnitude.source.complex) throw noPhases(pair.magnitude);
    checkFit(convention, magnitude.frames, magnitude.bins);
    return streamOf(convention, magnitude, undefined, notes);
  }
  const phasors = pair.phase.complex;
  const phase = oriented(phasors ? anglesOf(pair.phase) : pair.phase, convention);
  if (phasors) notes.push(`${pair.phase.name} holds complex phasors; their angles are used`);
  const frames = agree("frames", magnitude, phase, notes);
  const bins = agree("bins", magnitude, phase, notes);
  if (magnitude.source.channels !== phase.source.channels) {
    throw mismatch("channels", magnitude, phase, magnitude.source.channels, phase.source.channels);
  }
  const adapted = withPhaseUnit(
    withoutMissingTop(convention, bins, Math.max(magnitude.bins, phase.bins)),
    phasors,
  );
  checkFit(adapted, frames, bins);
  return streamOf(adapted, { ...magnitude, frames, bins }, { ...phase, frames, bins }, notes);
}

/**
 * Turns magnitudes alone so that their records are frames, index rows and columns left out: what phase retrieval reads.
 * Without a fit to check (`bins` "any": mel bands), any number of bins is taken.
 *
 * @throws ConventionError `does-not-fit` where they cannot be of this convention
 */
export function alignMagnitudes(
  source: FrameSource,
  convention: Convention,
  { bins = "stored" }: { readonly bins?: "stored" | "any" } = {},
): StoredStream {
  const magnitude = oriented(source, convention);
  if (bins === "stored") checkFit(convention, magnitude.frames, magnitude.bins);
  return streamOf(convention, magnitude, undefined, []);
}

/** A source whose records are frames, and the part of it that is data. */
interface Oriented {
  readonly source: FrameSource;
  /** The array as it lies in the file, where that is bin after bin and parts of records can be read. */
  readonly columns: FrameSource | undefined;
  readonly firstFrame: number;
  readonly firstBin: number;
  readonly frames: number;
  readonly bins: number;
}

function oriented(source: FrameSource, { layout }: Convention): Oriented {
  const [rowAxis, columnAxis] = matrixAxes(source);
  const byRows = layout.frames === "rows";
  const turned = orient(source, byRows ? rowAxis : columnAxis);
  const shape = byRows
    ? { rows: turned.frames, columns: turned.bins }
    : { rows: turned.bins, columns: turned.frames };
  return {
    source: turned,
    columns: turned !== source && source.partialRecords ? source : undefined,
    firstFrame: byRows ? layout.skipRows : layout.skipColumns,
    firstBin: byRows ? layout.skipColumns : layout.skipRows,
    ...framesAndBins(layout, shape),
  };
}

/** The smaller of two counts that differ by one at most. */
function agree(what: "frames" | "bins", magnitude: Oriented, phase: Oriented, notes: string[]): number {
  const [a, b] = [magnitude[what], phase[what]];
  if (Math.abs(a - b) > 1) throw mismatch(what, magnitude, phase, a, b);
  if (a !== b) {
    const longer = (a > b ? magnitude : phase).source.name;
    notes.push(
      `${longer} has one ${what.slice(0, -1)} more than the other file (${Math.max(a, b)}); its last is not used`,
    );
  }
  return Math.min(a, b);
}

/** Where one file lacks the last bin of a whole one-sided spectrum, Nyquist counts as dropped. */
function withoutMissingTop(convention: Convention, bins: number, longest: number): Convention {
  const { layout, geometry } = convention;
  const whole = storedBins(layout, geometry.fftSize);
  const lacksNyquist =
    longest === whole && bins === whole - 1 && layout.sides === "one" && layout.cutTop === 0;
  if (!lacksNyquist || layout.dropped.includes("nyquist") || geometry.fftSize % 2 === 1) return convention;
  return { ...convention, layout: { ...layout, dropped: [...layout.dropped, "nyquist"] } };
}

/** Angles that we took from phasors ourselves are plain radians, whatever the convention says of stored angles. */
function withPhaseUnit(convention: Convention, phasors: boolean): Convention {
  if (!phasors) return convention;
  const { sign, origin } = convention.encoding.phase;
  const phase = { unit: "radians", wrapped: "wrapped", sign, origin } as const;
  return { ...convention, encoding: { ...convention.encoding, phase } };
}

function streamOf(
  convention: Convention,
  magnitude: Oriented,
  phase: Oriented | undefined,
  notes: readonly string[],
): StoredStream {
  const { frames, bins } = magnitude;
  const read = (
    { source, firstFrame, firstBin }: Oriented,
    channel: number,
    first: number,
    count: number,
    into: Numbers,
    signal?: AbortSignal,
  ): MaybePromise<number> =>
    source.read(firstFrame + first, count, into, {
      channel,
      firstBin,
      binCount: bins,
      ...(signal === undefined ? {} : { signal }),
    });
  const readPart = (
    { columns, firstFrame, firstBin }: Oriented,
    channel: number,
    first: number,
    count: number,
    into: Numbers,
    signal?: AbortSignal,
  ): MaybePromise<number> =>
    columns!.read(firstBin, bins, into, {
      channel,
      firstBin: firstFrame + first,
      binCount: count,
      ...(signal === undefined ? {} : { signal }),
    });
  const both =
    (one: typeof read): StoredStream["read"] =>
    (channel, first, count, intoMagnitude, intoPhase, signal) => {
      const a = one(magnitude, channel, first, count, intoMagnitude, signal);
      const b =
        phase === undefined || intoPhase === undefined
          ? count
          : one(phase, channel, first, count, intoPhase, signal);
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
    read: both(read),
    ...(byColumns ? { readColumns: both(readPart) } : {}),
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

function mismatch(what: string, magnitude: Oriented, phase: Oriented, a: number, b: number): DataError {
  return new DataError("mismatched-pair", `the two files differ in their number of ${what}`, {
    file: phase.source.name,
    expected: `${a} ${what}, as in ${magnitude.source.name}`,
    found: `${b}`,
    advice:
      "these files are not of one recording, or one of them lies the other way (bins x frames, frames x bins)",
  });
}

function noPhases(magnitude: FrameSource): DataError {
  return new DataError("no-phases", "there are no phases", {
    file: magnitude.name,
    expected: "a second file of phases, or complex numbers",
    found: "magnitudes alone",
    advice: "give the phases too, or have them retrieved from the magnitudes",
  });
}
