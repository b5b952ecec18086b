import type { Grid } from "../grid/grid.ts";
import { type Field, fieldOf, gradientOf, TURN, UNKNOWN } from "./field.ts";
import { type GaussianEquivalent, gaussianEquivalent } from "./gaussian.ts";
import { LEVELS, levelOf } from "./level.ts";
import { type Spreading, spreading } from "./spread.ts";

/** Cells whose phase is known, and what it is; both frames x bins. */
export interface KnownPhases {
  readonly mask: Uint8Array;
  readonly phases: ArrayLike<number>;
}

/** What {@link pghi} may be told. */
export interface PghiOptions {
  /** Relative magnitudes down to which integration reaches, in turn; default 1e-1, then 1e-5. */
  readonly tolerances?: readonly number[];
  /** Cells whose phase is known (1) or to be found (0), frames x bins; and those phases, in radians. */
  readonly known?: KnownPhases;
  /** The window's Gaussian, for callers who integrate often; default: found. */
  readonly gaussian?: GaussianEquivalent;
}

/** Octaves by which an island must rise above the tolerance to be integrated from its own loudest cell. */
const ISLAND = Math.log2(10);

/**
 * Phase gradient heap integration: phases from magnitudes alone, without iteration (Prusa, Balazs, Sondergaard, "A
 * Noniterative Method for Reconstruction of Phase from STFT Magnitude", IEEE/ACM TASLP 25(5), 2017, algorithm 1).
 * From the loudest cell on, each cell gives its neighbours their phase by the trapezoidal rule along the gradient. What is
 * softer than the last tolerance, or stands alone and hardly above it, goes on from the frame before.
 *
 * @param magnitudes frames x bins, one frame after the other, >= 0
 * @returns phases in radians, frames x bins, referring to the buffer's first sample
 *
 * @example
 * ```ts
 * import { pghi } from "@unspectro/retrieval";
 *
 * const grid = { fftSize: 8, hop: 2, window: Float64Array.of(0, 1, 4, 8, 9, 8, 4, 1), frames: 3 };
 * const phases = pghi(new Float32Array(3 * 5).fill(1), grid);
 * console.log(phases.length); // 15
 * ```
 */
export function pghi(magnitudes: ArrayLike<number>, grid: Grid, options: PghiOptions = {}): Float32Array {
  const gaussian = options.gaussian ?? gaussianEquivalent(grid.window);
  const field = fieldOf(magnitudes, grid);
  const integration = spreading(field, gradientOf(grid, gaussian, field.stride));
  const turns = turnsOf(grid, gaussian, field.bins);
  if (options.known) know(field, options.known, turns, integration);
  const tolerances = options.tolerances ?? [1e-1, 1e-5];
  for (const [stage, tolerance] of tolerances.entries()) {
    const above = Math.log2(tolerance);
    const further = stage < tolerances.length - 1;
    const island = further ? 0 : ISLAND;
    integration.resume();
    integration.spread(above, further);
    for (const seed of loudestUnknown(field, above + island)) {
      if (field.states[seed] !== UNKNOWN) continue;
      integration.give(seed, 0);
      integration.spread(above, further);
    }
  }
  integration.goOn();
  return radiansOf(field, turns);
}

/** From the window's centre to the buffer's first sample: what each bin's phase turns. */
function turnsOf({ fftSize }: Grid, { centre }: GaussianEquivalent, bins: number): Int32Array {
  return Int32Array.from({ length: bins }, (_, k) => TURN * (((centre * k) / fftSize) % 1));
}

function know(field: Field, known: KnownPhases, turns: Int32Array, { give }: Spreading): void {
  const { frames, bins, stride } = field;
  for (let m = 0, i = 0; m < frames; m++)
    for (let k = 0, cell = stride * (m + 1) + 1; k < bins; k++, i++, cell++)
      if (known.mask[i]) give(cell, (known.phases[i] * TURN) / (2 * Math.PI) + turns[k]);
}

/** The cells above a logarithm that have no phase, from the loudest down, to within a level's step (counting sort). */
function loudestUnknown({ logs, states }: Field, above: number): Int32Array {
  const ends = new Int32Array(LEVELS + 1);
  const cells: number[] = [];
  for (let cell = 0; cell < states.length; cell++)
    if (states[cell] === UNKNOWN && logs[cell] > above) {
      ends[LEVELS - levelOf(logs[cell])]++;
      cells.push(cell);
    }
  for (let level = 0; level < LEVELS; level++) ends[level + 1] += ends[level];
  const sorted = new Int32Array(cells.length);
  for (let i = cells.length - 1; i >= 0; i--) sorted[--ends[LEVELS - levelOf(logs[cells[i]])]] = cells[i];
  return sorted;
}

/** Phases that refer to the buffer's first sample, in -pi .. pi. */
function radiansOf(field: Field, turns: Int32Array): Float32Array {
  const { frames, bins, stride, phases } = field;
  const radians = new Float32Array(frames * bins);
  for (let m = 0, i = 0; m < frames; m++)
    for (let k = 0, cell = stride * (m + 1) + 1; k < bins; k++, i++, cell++)
      radians[i] = ((2 * Math.PI) / TURN) * ((phases[cell] - turns[k]) | 0);
  return radians;
}
