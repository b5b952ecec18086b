import { binsOf, type Grid } from "../grid/grid.ts";
import { randomNumbers } from "../grid/random.ts";
import { type GaussianEquivalent, gaussianEquivalent } from "./gaussian.ts";
import { logarithms, phaseGradient } from "./gradient.ts";
import { levelQueue, levelsOf, loudestFirst } from "./level-queue.ts";

/** What {@link pghi} may be told. */
export interface PghiOptions {
  /** Relative magnitudes down to which integration reaches, in turn; default 1e-1, then 1e-10. */
  readonly tolerances?: readonly number[];
  /** Cells whose phase is known (1) or to be found (0), frames x bins; and those phases, in radians. */
  readonly known?: { readonly mask: Uint8Array; readonly phases: ArrayLike<number> };
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
  const logs = logarithms(magnitudes, count);
  const { alongTime, alongFrequency } = phaseGradient(logs, grid, gaussian);
  const turn = (2 * Math.PI * gaussian.centre) / fftSize; // window centre to frame start, per bin
  const phases = new Float64Array(count);
  const waiting = new Uint8Array(count);
  const done = new Uint8Array(count);
  const random = randomNumbers(options.seed ?? 0);
  let largest = 0;
  for (let i = 0; i < count; i++) {
    if (magnitudes[i] > largest) largest = magnitudes[i];
    phases[i] = 2 * Math.PI * random();
  }
  const { known } = options;
  if (known)
    for (let i = 0; i < count; i++)
      if (known.mask[i]) {
        phases[i] = known.phases[i] + turn * (i % bins);
        done[i] = 1;
      }
  const levels = levelsOf(logs);
  const queue = levelQueue(levels);
  const seeds = loudestFirst(levels);
  for (const tolerance of options.tolerances ?? [1e-1, 1e-10]) {
    for (let i = 0; i < count; i++) waiting[i] = !done[i] && magnitudes[i] > tolerance * largest ? 1 : 0;
    for (let i = 0; i < count; i++) if (done[i] && touchesWaiting(i)) queue.push(i);
    spread();
    for (const seed of seeds) {
      if (!waiting[seed]) continue;
      waiting[seed] = 0;
      done[seed] = 1;
      phases[seed] = 0;
      queue.push(seed);
      spread();
    }
  }
  const out = new Float32Array(count);
  for (let i = 0; i < count; i++) out[i] = wrap(phases[i] - turn * (i % bins));
  return out;

  function touchesWaiting(i: number): boolean {
    const k = i % bins;
    return (
      (i + bins < count && waiting[i + bins] === 1) ||
      (i >= bins && waiting[i - bins] === 1) ||
      (k < bins - 1 && waiting[i + 1] === 1) ||
      (k > 0 && waiting[i - 1] === 1)
    );
  }

  function spread(): void {
    for (let i = queue.pop(); i >= 0; i = queue.pop()) {
      const k = i % bins;
      const phase = phases[i];
      if (i + bins < count && waiting[i + bins])
        give(i + bins, phase + (alongTime[i] + alongTime[i + bins]) / 2);
      if (i >= bins && waiting[i - bins]) give(i - bins, phase - (alongTime[i] + alongTime[i - bins]) / 2);
      if (k < bins - 1 && waiting[i + 1])
        give(i + 1, phase + (alongFrequency[i] + alongFrequency[i + 1]) / 2);
      if (k > 0 && waiting[i - 1]) give(i - 1, phase - (alongFrequency[i] + alongFrequency[i - 1]) / 2);
    }
  }

  function give(cell: number, phase: number): void {
    waiting[cell] = 0;
    done[cell] = 1;
    phases[cell] = phase;
    queue.push(cell);
  }
}

function wrap(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}
