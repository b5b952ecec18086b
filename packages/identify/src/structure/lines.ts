import type { PhaseReading } from "../encoding/phase-unit.ts";
import type { Block } from "../survey/pair.ts";
import { numbersIn, ranked } from "../survey/ranked.ts";
import { type LineFacts, NO_NOISE, REAL_LINE } from "./arrangement.ts";

/** How near to 0 or pi a phase must be to count as real, in radians: as written with 3 digits, and with 8 bits. */
const EXACT = 2e-3;
const COARSE = 0.026;

/** Radians from 0 or pi that rounding leaves of whole turns, and so many different numbers that 0 and pi are written as. */
const UNTOUCHED = 2e-5;
const FEW_VALUES = 6;

/** Bins that a bin at an end is held against, at most. */
const OTHERS = 256;
/** Pairs of loud mirrored cells from which on their angles are believed before their magnitudes. */
const PAIRS = 64;
/** Share of the loud cells whose mirror images must be loud too: audio that was resampled mirrors a narrow band only. */
const COVERED = 0.25;

/**
 * Looks along every bin of a block: which hold only real numbers (DC, Nyquist), whether bins mirror each other, and
 * where the loud ones are.
 *
 * @param spectrum mean stored magnitude of every bin, of more frames than the block's where there are more
 */
export function lineFacts(block: Block, phase: PhaseReading, spectrum: Float64Array): LineFacts {
  const { bins } = block;
  const cells = loudCells(block, phase);
  const real = realLines(block, phase);
  return {
    real,
    clean: [0, bins - 1].some((b) => real[b] > NO_NOISE && isUntouched(block, phase, b)),
    leaning: leaningEnds(block, phase),
    mirrors: [0, 1, 2].map((kind) => mirrored(block, cells, kind)) as unknown as [number, number, number],
    tilt: contrast(spectrum, (b) => (b >= bins / 2 ? 1 : -1)),
    ends: contrast(spectrum, (b) => Math.cos((2 * Math.PI * (b + 0.5)) / bins)),
  };
}

/** Share of each bin's cells with phase 0 or pi, as exactly as there are any such bins. */
export function realLines(block: Block, phase: PhaseReading): Float64Array {
  const quiet = quantile(block.magnitude, 0.02);
  const exact = realShares(block, phase, Math.max(EXACT, phase.quantised ? halfStep(phase) : 0), quiet);
  return exact.some((share) => share > REAL_LINE) ? exact : realShares(block, phase, COARSE, quiet);
}

/** Where whole numbers fill a turn, zero and half a turn may both lie between two of them. */
function halfStep({ period }: PhaseReading): number {
  return (1.05 * Math.PI) / period;
}

/**
 * Whether a real line is real without any noise: written as a few numbers (0, pi, -pi), or, unwrapped, as multiples of pi. A
 * loud line stays nearly real in noise that hides a quiet one.
 */
function isUntouched({ frames, bins, phase: angles }: Block, phase: PhaseReading, b: number): boolean {
  const values = new Set<number>();
  let near = 0;
  for (let f = 0; f < frames; f++) {
    const value = angles[f * bins + b];
    values.add(value);
    if (Math.abs(Math.sin(((value - phase.offset) * 2 * Math.PI) / phase.period)) < UNTOUCHED) near++;
  }
  return values.size <= FEW_VALUES || near > NO_NOISE * frames;
}

/** The quietest cells, whose angle is rounding, don't count. */
function realShares(block: Block, phase: PhaseReading, tolerance: number, quiet: number): Float64Array {
  const { frames, bins, magnitude } = block;
  const shares = new Float64Array(bins);
  const scale = (2 * Math.PI) / phase.period;
  for (let b = 0; b < bins; b++) {
    let real = 0;
    let counted = 0;
    let realOfAll = 0;
    for (let f = 0; f < frames; f++) {
      const angle = (block.phase[f * bins + b] - phase.offset) * scale;
      const isReal = Math.abs(Math.sin(angle)) < tolerance;
      if (isReal) realOfAll++;
      if (magnitude[f * bins + b] <= quiet) continue;
      counted++;
      if (isReal) real++;
    }
    shares[b] = counted >= Math.max(2, 0.02 * frames) ? real / counted : realOfAll / frames;
  }
  return shares;
}

/**
 * How far the first and the last bin lean towards real numbers, as noise lets them: the sum of cos 2 phi over the louder
 * half of a bin's cells in standard deviations of chance, less what the bins beside and the others reach.
 */
function leaningEnds(block: Block, phase: PhaseReading): readonly [number, number] {
  const { bins } = block;
  const step = Math.max(1, Math.floor(bins / OTHERS));
  const others: number[] = [];
  for (let b = 2; b < bins - 2; b += step) others.push(leaning(block, phase, b));
  others.sort((a, b) => a - b);
  const usual = others[Math.floor(0.99 * others.length)] ?? 0;
  const above = (end: number, beside: number): number =>
    leaning(block, phase, end) - Math.max(0, usual, leaning(block, phase, beside));
  return bins < 4 ? [0, 0] : [above(0, 1), above(bins - 1, bins - 2)];
}

/** Sum of cos 2 phi over the louder half of a bin's cells, in standard deviations of evenly spread angles. */
function leaning({ frames, bins, magnitude, phase: angles }: Block, phase: PhaseReading, b: number): number {
  const levels = new Float64Array(frames);
  for (let f = 0; f < frames; f++) {
    const level = magnitude[f * bins + b];
    levels[f] = Number.isNaN(level) ? Number.POSITIVE_INFINITY : level;
  }
  const median = ranked(levels, frames >> 1);
  const scale = (4 * Math.PI) / phase.period;
  let sum = 0;
  let counted = 0;
  for (let f = 0; f < frames; f++) {
    if (!(magnitude[f * bins + b] >= median)) continue;
    const c = Math.cos((angles[f * bins + b] - phase.offset) * scale);
    if (!Number.isFinite(c)) continue;
    sum += c;
    counted++;
  }
  return counted === 0 ? 0 : sum / Math.sqrt(counted / 2);
}

/** Angles in radians of the loudest quarter of all cells, but for real ones; NaN elsewhere. */
function loudCells(block: Block, phase: PhaseReading): Float64Array {
  const { magnitude, phase: angles } = block;
  const loud = quantile(magnitude, 0.75);
  const scale = (2 * Math.PI) / phase.period;
  const cells = new Float64Array(angles.length).fill(Number.NaN);
  for (let i = 0; i < cells.length; i++) {
    const angle = (angles[i] - phase.offset) * scale;
    if (magnitude[i] > loud && Math.abs(Math.sin(angle)) > COARSE) cells[i] = angle;
  }
  return cells;
}

/**
 * How much bins mirror each other: their angles are opposite, which survives noise; where too few are loud, 1 minus the
 * mean difference of their magnitudes over what unrelated bins would differ by.
 */
function mirrored(block: Block, cells: Float64Array, kind: number): number {
  const { frames, bins, magnitude } = block;
  let opposite = 0;
  let pairs = 0;
  let loud = 0;
  let same = 0;
  let other = 0;
  for (let f = 0; f < frames; f++) {
    const row = f * bins;
    for (let i = 1; i < bins >> 1; i++) {
      const mirror = kind === 0 ? bins - i : bins - kind - i;
      if (mirror < 0 || mirror === i) continue;
      const a = cells[row + i];
      const b = cells[row + mirror];
      if (Number.isFinite(a) || Number.isFinite(b)) loud++;
      const angle = a + b;
      if (Number.isFinite(angle)) {
        opposite += Math.cos(angle);
        pairs++;
      }
      const elsewhere = mirror + 2 < bins ? mirror + 2 : mirror - 2;
      const d = Math.abs(magnitude[row + i] - magnitude[row + mirror]);
      const e = Math.abs(magnitude[row + i] - magnitude[row + elsewhere]);
      if (Number.isFinite(d) && Number.isFinite(e)) {
        same += d;
        other += e;
      }
    }
  }
  if (pairs >= PAIRS) return Math.max(0, opposite / Math.max(pairs, COVERED * loud));
  return other > 0 ? Math.max(0, 1 - same / (0.2 * other)) : 0;
}

/** Difference of the means of two groups of bins over the standard deviation of all. */
function contrast(mean: Float64Array, side: (bin: number) => number): number {
  let sum = 0;
  let squares = 0;
  let difference = 0;
  for (let b = 0; b < mean.length; b++) {
    sum += mean[b];
    squares += mean[b] * mean[b];
    difference += (2 * side(b) * mean[b]) / mean.length;
  }
  const average = sum / mean.length;
  const deviation = Math.sqrt(Math.max(0, squares / mean.length - average * average));
  return deviation > 0 ? difference / deviation : 0;
}

/** The value below which a share of all lies, by a sample of them. */
function quantile(values: Float64Array, share: number): number {
  const step = Math.max(1, Math.floor(values.length / 20000));
  const sample = new Float64Array(Math.ceil(values.length / step));
  for (let i = 0; i < sample.length; i++) sample[i] = values[i * step];
  const numbers = numbersIn(sample);
  return ranked(numbers, Math.floor(numbers.length * share)) ?? 0;
}
