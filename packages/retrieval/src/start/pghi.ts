import { binsOf, type Grid } from "../grid/grid.ts";
import { randomNumbers } from "../grid/random.ts";
import { type GaussianEquivalent, gaussianEquivalent } from "./gaussian.ts";
import { logarithms, type PhaseGradient, phaseGradient } from "./gradient.ts";
import { type LevelQueue, levelQueue, levelsOf, loudestFirst } from "./level-queue.ts";

/** Cells whose phase is known, and what it is; both frames x bins. */
export interface KnownPhases {
  readonly mask: Uint8Array;
  readonly phases: ArrayLike<number>;
}

/** What {@link pghi} may be told. */
export interface PghiOptions {
  /** Relative magnitudes down to which integration reaches, in turn; default 1e-1, then 1e-10. */
  readonly tolerances?: readonly number[];
  /** Cells whose phase is known (1) or to be found (0), frames x bins; and those phases, in radians. */
  readonly known?: KnownPhases;
  /** The window's Gaussian, for callers who integrate often; default: found. */
  readonly gaussian?: GaussianEquivalent;
  /** Seeds the random phases of cells below the last tolerance; default 0. */
  readonly seed?: number;
}

/**
 * Phase gradient heap integration: phases from magnitudes alone, without iteration (Prusa, Balazs, Sondergaard, "A
 * Noniterative Method for Reconstruction of Phase from STFT Magnitude", IEEE/ACM TASLP 25(5), 2017, algorithm 1).
 * From the loudest cell on, each cell gives its neighbours their phase by the trapezoidal rule along the gradient.
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
  const { frames, fftSize } = grid;
  const bins = binsOf(grid);
  const count = frames * bins;
  const gaussian = options.gaussian ?? gaussianEquivalent(grid.window);
  const turn = (2 * Math.PI * gaussian.centre) / fftSize; // window centre to frame start, per bin
  const logs = logarithms(magnitudes, count);
  const levels = levelsOf(logs);
  const cells: Cells = {
    bins,
    count,
    ...phaseGradient(logs, grid, gaussian),
    phases: new Float64Array(count),
    state: new Uint8Array(count),
    queue: levelQueue(levels),
  };
  if (options.known) know(cells, options.known, turn);
  const largest = largestOf(magnitudes, count);
  const seeds = loudestFirst(levels);
  for (const tolerance of options.tolerances ?? [1e-1, 1e-10]) {
    let waiting = want(cells, magnitudes, tolerance * largest);
    queueBorder(cells);
    waiting -= spread(cells);
    for (let i = 0; waiting > 0; i++) {
      const seed = seeds[i];
      if (cells.state[seed] !== WAITING) continue;
      cells.state[seed] = DONE;
      cells.phases[seed] = 0;
      cells.queue.push(seed);
      waiting -= 1 + spread(cells);
    }
  }
  return wrapped(cells, turn, randomNumbers(options.seed ?? 0));
}

/** What integration works on; all arrays frames x bins. Phases refer to the window's centre. */
interface Cells extends PhaseGradient {
  readonly bins: number;
  readonly count: number;
  readonly phases: Float64Array;
  readonly state: Uint8Array;
  /** Cells whose neighbours are to be given their phases. */
  readonly queue: LevelQueue;
}

/** States of a cell: too soft so far, to be found, found. */
const SOFT = 0;
const WAITING = 1;
const DONE = 2;

function know({ bins, count, phases, state }: Cells, known: KnownPhases, turn: number): void {
  for (let i = 0; i < count; i++) {
    if (!known.mask[i]) continue;
    phases[i] = known.phases[i] + turn * (i % bins);
    state[i] = DONE;
  }
}

function largestOf(magnitudes: ArrayLike<number>, count: number): number {
  let largest = 0;
  for (let i = 0; i < count; i++) if (magnitudes[i] > largest) largest = magnitudes[i];
  return largest;
}

/** Marks the cells above a level as waiting; answers how many there are. */
function want({ count, state }: Cells, magnitudes: ArrayLike<number>, above: number): number {
  let waiting = 0;
  for (let i = 0; i < count; i++)
    if (state[i] === SOFT && magnitudes[i] > above) {
      state[i] = WAITING;
      waiting++;
    }
  return waiting;
}

/** Queues the cells that are done and have a neighbour that waits. */
function queueBorder({ bins, count, state, queue }: Cells): void {
  for (let i = 0; i < count; i++) {
    if (state[i] !== DONE) continue;
    const k = i % bins;
    if (
      (i + bins < count && state[i + bins] === WAITING) ||
      (i >= bins && state[i - bins] === WAITING) ||
      (k < bins - 1 && state[i + 1] === WAITING) ||
      (k > 0 && state[i - 1] === WAITING)
    )
      queue.push(i);
  }
}

/** From the loudest queued cell on, until nothing waits next to one that is done; answers how many were found. */
function spread({ bins, count, state, phases, alongTime, alongFrequency, queue }: Cells): number {
  let found = 0;
  const give = (cell: number, phase: number): void => {
    state[cell] = DONE;
    phases[cell] = phase;
    queue.push(cell);
    found++;
  };
  for (let i = queue.pop(); i >= 0; i = queue.pop()) {
    const k = i % bins;
    const phase = phases[i];
    if (i + bins < count && state[i + bins] === WAITING)
      give(i + bins, phase + (alongTime[i] + alongTime[i + bins]) / 2);
    if (i >= bins && state[i - bins] === WAITING)
      give(i - bins, phase - (alongTime[i] + alongTime[i - bins]) / 2);
    if (k < bins - 1 && state[i + 1] === WAITING)
      give(i + 1, phase + (alongFrequency[i] + alongFrequency[i + 1]) / 2);
    if (k > 0 && state[i - 1] === WAITING)
      give(i - 1, phase - (alongFrequency[i] + alongFrequency[i - 1]) / 2);
  }
  return found;
}

/** Phases that refer to the buffer's first sample, in -pi .. pi; random where cells were too soft to be found. */
function wrapped({ bins, count, state, phases }: Cells, turn: number, random: () => number): Float32Array {
  const out = new Float32Array(count);
  for (let first = 0; first < count; first += bins)
    for (let k = 0; k < bins; k++) {
      const i = first + k;
      const angle = (state[i] === DONE ? phases[i] : 2 * Math.PI * random()) - turn * k;
      out[i] = angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
    }
  return out;
}
