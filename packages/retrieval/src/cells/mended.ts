import { type AudioBlock, alignPair, type Convention, type FramePair } from "@unspectro/core";
import { throwIfAborted } from "@unspectro/core/plugin";
import { samplesOf } from "../grid/grid.ts";
import { gridOf } from "../input/grid.ts";
import { type FrameTransform, referenceTransform, type TransformMaker } from "../operator/transform.ts";
import { type Cells, openCells } from "./cells.ts";
import { cellDecoder, type Roundings } from "./decoder.ts";
import { middle } from "./middle.ts";
import { refine } from "./refine.ts";
import { type Rolling, rolling } from "./rolling.ts";
import { type Section, sectionsOf } from "./sections.ts";

/** What there is to mend. */
export interface CoarseSound {
  readonly pair: FramePair;
  /** As the plain inverse uses it: with the length. */
  readonly convention: Convention;
  readonly rounded: Roundings;
  /** Samples of each channel. */
  readonly length: number;
  /** The plain inverse, in order; asked for once for each call of `blocks`. */
  plain(): AsyncIterable<AudioBlock>;
}

/** How {@link mendedAudio} goes about it. */
export interface MendOptions {
  /**
   * Rounds at most, one STFT and its inverse each; default: 20 to 100, the fewer the more frames overlap, 8 to 40 for
   * minutes of sound.
   */
  readonly rounds?: number;
  /** Maker of the transform, float64. Default: the reference. */
  readonly transform?: TransformMaker;
  readonly signal?: AbortSignal;
  /** From here on the plain inverse is given out. */
  readonly enough?: AbortSignal;
  /** Called with the share that is done. */
  readonly onProgress?: (share: number) => void;
}

/** The sound within what rounded numbers leave open. */
export interface MendedAudio {
  readonly rounds: number;
  blocks(): AsyncGenerator<AudioBlock, void, undefined>;
  /**
   * Of what was given out so far: decibels by which the spectra lie outside of their cells, relative to their energy, of
   * the plain inverse and of what was given out. The second is never above the first.
   */
  readonly misfit: { readonly plain: number; readonly mended: number };
  /** The sample from which on the plain inverse was given out, where `enough` came before the end. */
  readonly endedAt: number | undefined;
}

/** Rounds, times the hops that bins are: the cost of a second of sound is about the same whatever the overlap. */
const ROUNDS = 100;
const FEWEST_ROUNDS = 20;
/** Sounds of more cells than these (a minute, about) get fewer, down to this part: minutes more are not worth a decibel. */
const SHORT = 1 << 22;
const LEAST_PART = 0.4;
/** Milliseconds after which others get a turn. */
const TURN = 20;

/**
 * Mends sound whose spectra were rounded or clipped: section by section, in memory that does not grow with it, the plain
 * inverse is moved until its spectra lie within what the numbers leave open. Every section overlaps its neighbours by
 * frames that are mended with both.
 *
 * @throws ConventionError `does-not-fit` where frames do not overlap or windows fold; what the readers throw
 *
 * @example
 * ```ts
 * import { mendedAudio, lookForRounding } from "@unspectro/retrieval";
 *
 * console.log(typeof mendedAudio, typeof lookForRounding); // function function
 * ```
 */
export function mendedAudio(sound: CoarseSound, options: MendOptions = {}): MendedAudio {
  const { pair, convention, rounded, length } = sound;
  const stored = alignPair(pair, convention);
  const { frames, channels, bins: width } = stored;
  const { grid, start } = gridOf(convention, frames);
  const { fftSize, hop } = grid;
  const circular = convention.geometry.padding === "circular";
  const decoder = cellDecoder(convention, frames, rounded);
  const { bins } = decoder;
  const rounds = options.rounds ?? usualRounds(hop / bins, frames * bins * channels);
  const transforms = transformsOf(options.transform ?? referenceTransform, { ...grid });
  const room = cellsOf();
  const sum = { before: 0, after: 0, energy: 0 };
  let endedAt: number | undefined;
  let turn = 0;

  /** A channel's samples under a section's frames, mended. */
  async function mend(
    section: Section,
    channel: number,
    plain: Rolling,
    done: (share: number) => void,
  ): Promise<Float64Array> {
    const { first, end, from } = section;
    const count = end - first;
    const numbers = { magnitudes: new Float64Array(count * width), phases: new Float64Array(count * width) };
    await stored.read(channel, first, count, numbers.magnitudes, numbers.phases, options.signal);
    const cells = room(count * bins);
    for (let index = 0; index < count; index++)
      decoder.decode({ ...numbers, index }, first + index, cells, index);
    const transform = transforms(count);
    const beyond = from < 0 || from + samplesOf(transform.grid) > length;
    const signal = beyond ? middle(transform, cells) : new Float64Array(samplesOf(transform.grid));
    plain.copy(channel, from, signal);
    const fit = await refine(transform, cells, signal, async (round) => {
      done(round / rounds);
      if (performance.now() > turn) {
        await new Promise((resume) => setTimeout(resume, 0));
        turn = performance.now() + TURN;
      }
      throwIfAborted(options.signal, stored.name);
      return round < rounds && options.enough?.aborted !== true;
    });
    sum.before += fit.before;
    sum.after += fit.after;
    sum.energy += fit.energy;
    return signal;
  }

  return {
    rounds,
    async *blocks() {
      Object.assign(sum, { before: 0, after: 0, energy: 0 });
      endedAt = undefined;
      const plain = rolling(sound.plain(), channels);
      const placed = {
        start,
        hop,
        fftSize,
        frames,
        bins,
        length,
        circular,
      };
      for (const section of sectionsOf(placed)) {
        const { from, own, sure, first, end } = section;
        await plain.upTo(Math.max(own.to, Math.min(length, from + (end - first - 1) * hop + fftSize)));
        const samples = Array.from({ length: channels }, () => new Float64Array(own.to - own.from));
        if (options.enough?.aborted === true) endedAt ??= own.from;
        for (const [channel, kept] of samples.entries()) {
          plain.copy(channel, own.from, kept);
          if (end - first < 2 || sure.to <= sure.from || endedAt !== undefined) continue;
          const share = (own.to - own.from) / length / channels;
          const mended = await mend(section, channel, plain, (part) =>
            options.onProgress?.(own.from / length + share * (channel + part)),
          );
          kept.set(mended.subarray(sure.from - from, sure.to - from), sure.from - own.from);
        }
        yield { start: own.from, samples };
        plain.drop(section.needed);
      }
    },
    get misfit() {
      return { plain: decibels(sum.before, sum.energy), mended: decibels(sum.after, sum.energy) };
    },
    get endedAt() {
      return endedAt;
    },
  };
}

/** Rounds that are worth their time, by the hops that bins are and by how many cells there are. */
function usualRounds(hops: number, cells: number): number {
  const part = Math.max(LEAST_PART, Math.min(1, SHORT / cells));
  return Math.round(part * Math.max(FEWEST_ROUNDS, Math.min(ROUNDS, ROUNDS * hops)));
}

/** Room for cells, which decoding fills wholly; the last one is kept. */
function cellsOf(): (count: number) => Cells {
  let last: Cells | undefined;
  return (count) => {
    if (last?.sines.length !== count) last = openCells(count);
    return last;
  };
}

/** Transforms of a grid of so many frames; the last one is kept. */
function transformsOf(
  make: TransformMaker,
  grid: Parameters<TransformMaker>[0],
): (frames: number) => FrameTransform {
  let last: FrameTransform | undefined;
  return (frames) => {
    if (last?.grid.frames !== frames) last = make({ ...grid, frames });
    return last;
  };
}

function decibels(part: number, whole: number): number {
  return 10 * Math.log10((part + 1e-300) / (whole + 1e-300));
}
