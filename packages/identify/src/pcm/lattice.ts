import { numbersIn, ranked } from "../survey/ranked.ts";
import { fitGrid, type Grid, leastSquares, lineThrough, wholeOf } from "./fit.ts";
import { areMixed } from "./mixed.ts";
import { RUN } from "./pool.ts";
import { type Decided, predicted, rounded } from "./predict.ts";
import { primitive } from "./primitive.ts";
import { falseAlarm, standingOf } from "./proof.ts";
import { stepCandidates } from "./spectrum.ts";

/** Audio that lies on a lattice: the recording was stored as whole numbers. */
export interface Lattice {
  /** What one step of the original whole numbers is in the audio as it stands. */
  readonly step: number;
  /** What the audio has at whole number 0, less than half a step: other than 0 where its mean got lost. */
  readonly offset: number;
  /** The smallest of the usual depths that holds the whole numbers. */
  readonly bits: PcmBits;
  /** Multiply the audio with this to get the original level, where full scale is 1. */
  readonly gain: number;
  /** Whether the audio as it stands has that level: `gain` is then 1. */
  readonly levelConfirmed: boolean;
  /** What one step is at that level: 2^-(bits - 1), or a small multiple where the lowest bits are never used. */
  readonly unit: number;
  /** The whole number that is silence: 0, or 128 for 8-bit audio that was taken as the unsigned numbers that WAV holds. */
  readonly zero: 0 | 128;
  /** Share of samples within a quarter of a step of a whole number: 1 for a lattice, 0.5 for chance. */
  readonly share: number;
  /** Mean of cos(2 pi (y - offset) / step): 1 on the lattice, 0 off it. */
  readonly coherence: number;
  /** Root mean square distance of the samples from the lattice, in steps. */
  readonly noise: number;
  /** Whether it takes prediction of the noise to tell the whole numbers: it is larger than the steps, but coloured. */
  readonly foretold: boolean;
  /** Whether all samples are near enough to round to the original ones: the noise makes a single error less than 2 % likely. */
  readonly exact: boolean;
  /** log10 of an upper bound on the probability that audio without a lattice looks like this (docs/identification.md). */
  readonly chance: number;
}

/** Depths of PCM. */
export type PcmBits = 8 | 16 | 20 | 24;

const DEPTHS: readonly PcmBits[] = [8, 16, 20, 24];

/** A lattice is claimed where chance makes one in less than this, a power of ten. */
const CLAIM = -12;
/** Fewer different steps from sample to sample make no recording: sawtooths and square waves are lattices of their own. */
const FEWEST_MOVES = 12;
/** Fewer different whole numbers are a wave that repeats. */
const FEWEST_NUMBERS = 16;
/** Wrong samples expected, at most, where all are said to be exact; and the largest distance in steps. */
export const FEWEST_WRONG = 0.02;
export const WORST = 0.45;
/** Finer lattices are claimed only where every sample stands on them. */
const SHOWN_IN_NOISE = 16;
/** Twice the rounding of float32, and how many samples may be beyond it and the noise. */
const SINGLE = 2 ** -23;
const FEWEST_STRAYS = 0.005;
/** An offset larger than this, in steps, is a mean that got lost, and with it how many whole steps it had. */
const SHIFTED = 0.1;
/** Samples that candidates are taken from and compared on, and the coherence that ends the comparison. */
const LOOKED_AT = 1 << 16;
const SEARCH = 1 << 13;
const SURE = 0.98;
/** Below this coherence a candidate is passed over. */
const LIKELY = 0.4;
const LIKELY_CHANCE = -3;
/** Steps and levels agree within this. */
const SAME = 1e-5;

/**
 * Finds the step of audio that was 8- to 24-bit PCM, or undefined where it was not, or is too coarse to tell.
 *
 * @param audio recovered samples, any gain; neighbours together
 * @param precision how far the samples may be off, as a part of their root mean square, by what the files show: more noise
 * is no rounding, and what looks like a lattice the shadow of another (audio interpolated between whole numbers has such)
 *
 * @example
 * ```ts
 * import { findLattice } from "@unspectro/identify";
 *
 * const pcm = Float64Array.from({ length: 4000 }, (_, n) => Math.round(9000 * Math.sin(n * n * 1e-3)));
 * console.log(findLattice(pcm.map((v) => v * 0.37))?.share); // 1
 * ```
 */
export function findLattice(
  audio: Float64Array,
  precision: number = Number.POSITIVE_INFINITY,
): Lattice | undefined {
  const all = numbersIn(audio);
  const values = sounding(all);
  if (values.length === 0) return undefined;
  const start = bestGrid(values);
  if (start === undefined) return undefined;
  const grid = leastSquares(values, start) ?? start;
  const plain = latticeOf(grid, rounded(values, grid));
  if (plain?.exact) return stray(values, grid, precision) ? undefined : plain;
  const foretold = foretoldIn(all, grid);
  if (foretold?.exact) return foretold;
  return plain === undefined || stray(values, grid, precision) ? undefined : plain;
}

/** The grid on which samples from everywhere, or from quiet passages, stand best. */
function bestGrid(values: Float64Array): Grid | undefined {
  const parts = [spread(values, SEARCH), spread(quieter(values), SEARCH)];
  let best: { grid: Grid; coherence: number } | undefined;
  for (const candidate of stepCandidates(spread(values, LOOKED_AT))) {
    for (const part of parts) {
      const fitted = fitGrid(part, candidate);
      if (fitted === undefined || !isPlausible(part, fitted)) continue;
      if (standingOf(rounded(part, fitted)).coherence < LIKELY) continue;
      const grid = primitive(part, fitted);
      const standing = standingOf(rounded(part, grid));
      if (falseAlarm(standing) > LIKELY_CHANCE || standing.coherence <= (best?.coherence ?? 0)) continue;
      best = { grid, coherence: standing.coherence };
      if (standing.coherence > SURE && falseAlarm(standing) < CLAIM) return grid;
    }
  }
  return best?.grid;
}

/** Values of which a glance tells that they don't lie on a grid, and the coherence below which that is so. */
const GLANCE = 1024;
const IMPLAUSIBLE = 0.15;

/** Whether a few of the values lie nearer to the grid than chance puts them: for most candidates they don't. */
function isPlausible(values: Float64Array, { step, offset }: Grid): boolean {
  const stride = Math.ceil(values.length / GLANCE);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i += stride, count++)
    sum += Math.cos((2 * Math.PI * (values[i] - offset)) / step);
  return sum > IMPLAUSIBLE * count;
}

/** The lattice in noise that is larger than its steps, but coloured: the step is fitted again to what was decided. */
function foretoldIn(all: Float64Array, start: Grid): Lattice | undefined {
  const first = predicted(all, start);
  if (first === undefined) return undefined;
  const grid = lineThrough(all, first.whole) ?? start;
  const decided = predicted(all, grid);
  const lattice = decided && latticeOf(grid, decided);
  return lattice && { ...lattice, foretold: true };
}

/** Runs below this part of the peak are silence, which is on every lattice, and its rounding noise. */
const SILENCE = 2 ** -25;

function sounding(values: Float64Array): Float64Array {
  const loudness = loudnessOf(values);
  const peak = largest(loudness);
  return runsOf(values, (run) => loudness[run] > SILENCE * peak);
}

/** Rounding to float32 leaves at least this part of what it may on average. */
const SINGLE_LEAST = 0.02;

/**
 * Whether samples stand off the grid by what neither the noise of the files nor a rounding to float32, after a gain, does: some
 * too far, or all by more than the files' noise and less than such a rounding. That is no rounding, but another lattice near by.
 */
function stray(values: Float64Array, grid: Grid, precision: number): boolean {
  let power = 0;
  for (let i = 0; i < values.length; i++) power += values[i] * values[i];
  const rms = Math.sqrt(power / values.length);
  let far = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    const off = Math.abs(v - grid.offset - grid.step * wholeOf(v, grid));
    if (off > precision * rms + SINGLE * Math.abs(v)) far++;
    squares += off * off;
  }
  const noise = Math.sqrt(squares / values.length);
  const between = noise > precision * rms && noise < SINGLE_LEAST * SINGLE * rms;
  return between || far > FEWEST_STRAYS * values.length;
}

/** The quieter half of the runs, in which noise that follows the level is less. */
function quieter(values: Float64Array): Float64Array {
  const loudness = loudnessOf(values);
  const middle = ranked(loudness.slice(), loudness.length >> 1);
  return runsOf(values, (run) => loudness[run] <= middle);
}

/** Whole runs, spread over all there are. */
function spread(values: Float64Array, most: number): Float64Array {
  const stride = Math.ceil(values.length / most);
  return stride <= 1 ? values : runsOf(values, (run) => run % stride === 0);
}

/** The peak of every run. */
function loudnessOf(values: Float64Array): Float64Array {
  const loudness = new Float64Array(Math.ceil(values.length / RUN));
  for (let i = 0; i < values.length; i++) {
    const run = Math.floor(i / RUN);
    loudness[run] = Math.max(loudness[run], Math.abs(values[i]));
  }
  return loudness;
}

/** The runs that are wanted, one after another. */
function runsOf(values: Float64Array, isWanted: (run: number) => boolean): Float64Array {
  const kept = new Float64Array(values.length);
  let filled = 0;
  for (let run = 0; run * RUN < values.length; run++) {
    if (!isWanted(run)) continue;
    const part = values.subarray(run * RUN, (run + 1) * RUN);
    kept.set(part, filled);
    filled += part.length;
  }
  return kept.subarray(0, filled);
}

function largest(values: Float64Array): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) if (values[i] > top) top = values[i];
  return top;
}

/** The original whole numbers of audio on a lattice. */
export function exactSamples(audio: Float64Array, lattice: Lattice): Int32Array {
  return Int32Array.from(audio, (v) => wholeOf(v, lattice));
}

function latticeOf(grid: Grid, decided: Decided): Lattice | undefined {
  const standing = standingOf(decided);
  const chance = falseAlarm(standing);
  if (chance > CLAIM || standing.moves < FEWEST_MOVES || standing.distinct < FEWEST_NUMBERS) return undefined;
  const { whole } = decided;
  const sorted = whole.slice();
  const [least, middle, most] = [0, whole.length >> 1, whole.length - 1].map((rank) => ranked(sorted, rank));
  const zero = least === 0 && most < 256 && Math.abs(middle - 128) < 32 ? 128 : 0;
  const level = levelOf(grid.step, Math.max(zero - least, most - zero + 1));
  if (level === undefined) return undefined;
  const { share, coherence, noise, worst, wrong } = standing;
  const exact = wrong < FEWEST_WRONG && worst < WORST && Math.abs(grid.offset) < SHIFTED * grid.step;
  if (!exact && level.bits > SHOWN_IN_NOISE) return undefined;
  if (exact && areMixed(decided.whole)) return undefined;
  return {
    ...grid,
    ...level,
    zero,
    foretold: false,
    share,
    coherence,
    noise,
    exact,
    chance,
  };
}

/**
 * The least depth that has so many steps to each side; the level from the step, where full scale 1 makes it a power of
 * two that this depth has.
 */
function levelOf(
  step: number,
  steps: number,
): Pick<Lattice, "bits" | "gain" | "levelConfirmed" | "unit"> | undefined {
  const bits = DEPTHS.find((depth) => steps <= 2 ** (depth - 1));
  if (bits === undefined) return undefined;
  const round = 2 ** Math.round(Math.log2(step));
  const fits = steps * round <= 1 && DEPTHS.find((depth) => round >= 2 ** (1 - depth)) === bits;
  if (fits && Math.abs(step / round - 1) < SAME) return { bits, gain: 1, levelConfirmed: true, unit: round };
  const unit = 2 ** (1 - bits);
  return { bits, gain: unit / step, levelConfirmed: false, unit };
}
