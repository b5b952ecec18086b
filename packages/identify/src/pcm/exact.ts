import type { Coverage, Numbers } from "@unspectro/core";
import { wholeOf } from "./fit.ts";
import { FEWEST_WRONG, type Lattice, WORST } from "./lattice.ts";
import { RUN } from "./pool.ts";
import { lost } from "./proof.ts";

/** Turns audio into its original samples as it passes, and keeps watch over every one of them. */
export interface Exactness {
  /** The audio's next samples at their original level, full scale 1; the arrays are used again by the next call. */
  convert(channels: readonly Numbers[]): Float64Array[];
  /** Samples so far that frames decide. */
  readonly decided: number;
  /** Samples so far that no frame decides, or hardly one: zero, or the nearest whole number. */
  readonly undecided: number;
  /** How many samples the noise so far is expected to have brought to a wrong whole number. */
  readonly wrong: number;
  /** Largest distance of a decided sample from its whole number, in steps: half a step leaves a choice. */
  readonly worst: number;
  /** Whether every decided sample so far is the original one, but for odds of less than 1 %. */
  readonly holds: boolean;
}

/**
 * @example
 * ```ts
 * import { exactness, findLattice } from "@unspectro/identify";
 *
 * const audio = Float64Array.from({ length: 4000 }, (_, n) => 0.3 * Math.round(9000 * Math.sin(n * n * 1e-3)));
 * const made = exactness(findLattice(audio)!, 1, { uncovered: [], uncoveredSamples: 0, weak: [], weakSamples: 0 });
 * console.log(made.convert([audio])[0][1] * 32768, made.holds); // 9 true
 * ```
 */
export function exactness(lattice: Lattice, channels: number, coverage: Coverage): Exactness {
  const { step, offset, unit, zero } = lattice;
  const ranges = [...coverage.uncovered, ...coverage.weak];
  const runs = Array.from({ length: channels }, () => ({ count: 0, squares: 0 }));
  let out: Float64Array[] = [];
  let position = 0;
  let decided = 0;
  let undecided = 0;
  let wrong = 0;
  let worst = 0;

  function convert(from: Numbers, into: Float64Array, run: { count: number; squares: number }): void {
    for (let i = 0; i < from.length; i++) {
      const n = wholeOf(from[i], lattice);
      into[i] = (n - zero) * unit;
      const at = position + i;
      if (ranges.some((range) => at >= range.from && at < range.to)) {
        undecided++;
        continue;
      }
      const off = Math.abs((from[i] - offset) / step - n);
      if (!(off <= worst)) worst = off;
      decided++;
      run.squares += off * off;
      if (++run.count === RUN) settle(run);
    }
  }

  function settle(run: { count: number; squares: number }): void {
    if (run.count > 0) wrong += run.count * lost(Math.sqrt(run.squares / run.count));
    run.count = 0;
    run.squares = 0;
  }

  return {
    convert(samples) {
      const length = samples[0].length;
      if (out[0]?.length !== length) out = samples.map(() => new Float64Array(length));
      for (const [channel, run] of runs.entries()) convert(samples[channel], out[channel], run);
      position += length;
      return out;
    },
    get decided() {
      return decided;
    },
    get undecided() {
      return undecided;
    },
    get wrong() {
      return wrong;
    },
    get worst() {
      return worst;
    },
    get holds() {
      return wrong < FEWEST_WRONG && worst < WORST;
    },
  };
}
