import { type Grid, gridOf, wholeOf } from "./fit.ts";
import { rounded } from "./predict.ts";
import { standingOf } from "./proof.ts";

/** A few values in noise may be at wrong whole numbers: the others decide which divisor all have. */
const MOSTLY = 0.9;
/** Where fewer agree, as in silence whose noise spans several fine steps, values must stand better on the coarser grid. */
const HALF = 0.5;

const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31];

/** The coarsest grid that holds all values: finer ones hold them as well. */
export function primitive(values: Float64Array, fine: Grid): Grid {
  let grid = shared(values, fine);
  for (const prime of PRIMES) {
    for (
      let coarser = divided(values, grid, prime);
      coarser !== undefined;
      coarser = divided(values, grid, prime)
    )
      grid = coarser;
  }
  return grid;
}

/** The grid that the greatest common divisor of all whole numbers gives. */
function shared(values: Float64Array, grid: Grid): Grid {
  const first = wholeOf(values[0], grid);
  let divisor = 0;
  for (let i = 0; i < values.length; i++) {
    for (let rest = Math.abs(wholeOf(values[i], grid) - first); rest !== 0; ) {
      const left = divisor % rest;
      divisor = rest;
      rest = left;
    }
    if (divisor === 1) return grid;
  }
  return divisor === 0 ? grid : gridOf(grid.step * divisor, grid.offset + first * grid.step);
}

/** The grid of every `prime`-th point, if nearly all values that are not silence lie there, or all stand better on it. */
function divided(values: Float64Array, grid: Grid, prime: number): Grid | undefined {
  const counts = new Uint32Array(prime);
  let heard = 0;
  for (let i = 0; i < values.length; i++) {
    const n = wholeOf(values[i], grid);
    if (n === 0) continue;
    heard++;
    counts[((n % prime) + prime) % prime]++;
  }
  const rest = counts.indexOf(Math.max(...counts));
  if (heard === 0 || counts[rest] < HALF * heard) return undefined;
  const coarser = gridOf(grid.step * prime, grid.offset + rest * grid.step);
  return counts[rest] >= MOSTLY * heard || coherenceOn(values, coarser) > coherenceOn(values, grid)
    ? coarser
    : undefined;
}

function coherenceOn(values: Float64Array, grid: Grid): number {
  return standingOf(rounded(values, grid)).coherence;
}
