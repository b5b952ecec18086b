import { throwIfAborted } from "../contract/request.ts";
import type { Numbers } from "../contract/source.ts";
import type { Convention } from "../convention/convention.ts";
import { audioLength } from "../transform/counts.ts";
import { type Coverage, coverage } from "../transform/coverage.ts";
import { modulo } from "../transform/extend.ts";
import { inverse } from "../transform/inverse.ts";
import { missingKinds } from "../transform/missing.ts";
import type { Inverse, InverseMaker, InverseOptions } from "../transform/types.ts";
import { type FoundLength, findLength } from "./length.ts";
import { findMissing, type Supplement } from "./missing.ts";
import { alignPair, type FramePair } from "./pair.ts";
import type { StoredStream } from "./stored.ts";

/** How to run a reconstruction. */
export interface ReconstructOptions {
  /** Who inverts: `inverse` of this package by default. */
  readonly maker?: InverseMaker;
  /** Frames read and pushed at a time; by default what suits the files, some megabytes. */
  readonly blockFrames?: number;
  /** A synthesis window other than the least-squares one. */
  readonly synthesis?: Float64Array;
  /** Relative precision of the stored numbers; by default that of their element type. */
  readonly precision?: number;
  readonly signal?: AbortSignal;
  /** Called after every block with the frames done and the frames in all. */
  readonly onProgress?: (done: number, frames: number) => void;
}

/** A piece of audio, all channels over the same samples. */
export interface AudioBlock {
  /** The audio's sample at which it begins. */
  readonly start: number;
  /** One array a channel: the maker's own memory, to be used before the next block is asked for. */
  readonly samples: readonly Numbers[];
}

/** Audio on its way out of two files. */
export interface Reconstruction {
  /** The convention as it is used: with the length, and adapted to what the pair really holds. */
  readonly convention: Convention;
  readonly frames: number;
  readonly bins: number;
  readonly channels: number;
  /** Samples of each channel. */
  readonly length: number;
  /** How the length was come by, where the convention did not give it. */
  readonly foundLength?: FoundLength;
  /** Relative precision of the stored numbers, as it is used. */
  readonly precision: number;
  /** Samples that the frames do not, or hardly, decide. */
  readonly coverage: Coverage;
  /** What was trimmed or ignored, in words. */
  readonly notes: readonly string[];
  /** The audio, in order, once for each call. */
  blocks(): AsyncGenerator<AudioBlock, void, undefined>;
  /** Cells so far that were NaN or infinite and were taken as zero. */
  readonly notFinite: number;
}

/**
 * Gives back the audio of a pair of any size, block by block, in memory that does not grow with it.
 *
 * @throws DataError `mismatched-pair`, `no-phases`, `not-invertible`; ConventionError `does-not-fit`; what the readers throw;
 * FormatError `aborted`
 *
 * @example
 * ```ts
 * import { analysisSource, reconstruct, resolveConvention, samplesOfArray } from "@unspectro/core";
 *
 * const audio = samplesOfArray([Float64Array.of(0, 1, 0, -1, 0, 1, 0, -1)]);
 * const { convention } = resolveConvention({ given: { geometry: { fftSize: 4, hop: 1 }, layout: { frames: "rows" } } });
 * const pair = analysisSource(audio, convention);
 * const { length, blocks } = await reconstruct(pair, convention);
 * console.log(length); // 8
 * for await (const { start, samples } of blocks()) console.assert(start + samples[0].length <= length);
 * ```
 */
export async function reconstruct(
  pair: FramePair,
  convention: Convention,
  options: ReconstructOptions = {},
): Promise<Reconstruction> {
  const stream = alignPair(pair, convention);
  const precision = options.precision ?? stream.precision;
  const found = await findLength(stream, precision, options.maker, options.signal);
  const length = found?.length ?? audioLength(stream.convention, stream.frames);
  const used: Convention = { ...stream.convention, geometry: { ...stream.convention.geometry, length } };
  const inverseOptions: InverseOptions = {
    frames: stream.frames,
    bins: stream.bins,
    complex: stream.complex,
    precision: coverNeeded(precision),
    ...(options.synthesis === undefined ? {} : { synthesis: options.synthesis }),
    ...blockWish(stream, options.blockFrames),
  };
  let makers: readonly Inverse[] = [];
  return {
    convention: used,
    frames: stream.frames,
    bins: stream.bins,
    channels: stream.channels,
    length,
    ...(found === undefined ? {} : { foundLength: found }),
    precision,
    coverage: coverage(used, inverseOptions),
    notes: stream.notes,
    blocks() {
      const make = options.maker ?? inverse;
      makers = Array.from({ length: stream.channels }, () => make(used, inverseOptions));
      return pump(stream, makers, used, { ...inverseOptions, precision }, options);
    },
    get notFinite() {
      return makers.reduce((total, { notFinite }) => total + notFinite, 0);
    },
  };
}

/** Shares of the window's power that are always enough for numbers that are not coarser than this. */
const ENOUGH = 1e-6;

/**
 * The share of the window's full power below which rounding drowns a sample. Errors of a share p of the loudest are p^2 of its
 * power: of coarse numbers far less cover than p is needed, which a flat-top window's flanks don't have.
 */
function coverNeeded(precision: number): number {
  return Math.min(precision, Math.max(ENOUGH, 4 * precision * precision));
}

/** Short pieces of many rows are slow to read: files that lie bin after bin are read in wider blocks. */
const COLUMN_NUMBERS = 1 << 20;

/** The blocks that makers should make room for. */
function blockWish(
  { bins, frames, readColumns }: StoredStream,
  wanted: number | undefined,
): Pick<InverseOptions, "blockFrames"> {
  if (wanted !== undefined) return { blockFrames: Math.min(wanted, frames) };
  if (readColumns === undefined) return {};
  return { blockFrames: Math.min(frames, Math.max(16, Math.floor(COLUMN_NUMBERS / bins))) };
}

/** Reads blocks, pushes them, yields what is final. */
async function* pump(
  stream: StoredStream,
  makers: readonly Inverse[],
  used: Convention,
  { precision, synthesis }: InverseOptions,
  { blockFrames = stream.blockFrames, signal, onProgress }: ReconstructOptions,
): AsyncGenerator<AudioBlock, void, undefined> {
  const { frames, bins, complex, channels } = stream;
  const { schedule } = makers[0];
  const passes = missingKinds(used).length > 0 ? 2 : 1;
  const total = (passes - 1) * frames * channels + schedule.end - schedule.first;
  let done = 0;
  const report = (count: number): void => {
    done += count;
    onProgress?.(done, total);
  };
  const supplements: (Supplement | undefined)[] = [];
  for (let channel = 0; passes > 1 && channel < channels; channel++) {
    const options = { length: used.geometry.length ?? 0, least: precision ?? 0, synthesis };
    supplements.push(await findMissing(stream, channel, options, report, signal));
  }
  const columns =
    stream.readColumns !== undefined && makers.every((maker) => maker.pushColumns !== undefined);
  const block = Math.min(
    columns ? frames : blockFrames,
    ...makers.map((maker) => maker.blockFrames ?? blockFrames),
  );
  const ownMemory = makers.every((maker) => maker.magnitudes !== undefined && maker.phases !== undefined);
  const magnitudes = new Float64Array(ownMemory ? 0 : block * bins * (complex ? 2 : 1));
  const phases = new Float64Array(ownMemory || complex ? 0 : block * bins);
  let position = makers[0].start;
  for (let next = schedule.first; next < schedule.end; ) {
    throwIfAborted(signal, stream.name);
    const first = modulo(next, frames);
    const count = Math.min(block, schedule.end - next, frames - first);
    const samples: Numbers[] = [];
    for (const [channel, maker] of makers.entries()) {
      const magnitude = ownMemory ? maker.magnitudes! : magnitudes;
      const phase = complex ? undefined : ownMemory ? maker.phases! : phases;
      const read = columns ? stream.readColumns! : stream.read;
      const reading = read(channel, first, count, magnitude, phase, signal);
      if (reading instanceof Promise) await reading;
      const final = columns
        ? maker.pushColumns!(magnitude, phase, count, count)
        : maker.push(magnitude, phase, count);
      for (let i = 0; i < count; i++) supplements[channel]?.advance(next + i);
      supplements[channel]?.addTo(final, position);
      samples.push(final);
    }
    next += count;
    if (samples[0].length > 0) yield { start: position, samples };
    position += samples[0].length;
    report(count);
  }
  const rest = makers.map((maker) => maker.flush());
  for (const [channel, samples] of rest.entries()) supplements[channel]?.addTo(samples, position);
  if (rest[0].length > 0) yield { start: position, samples: rest };
}
