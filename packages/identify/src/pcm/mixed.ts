import { RUN } from "./pool.ts";

/** Weights looked for, as parts of their sum: 0.3 and 0.7 are 3 and 7. Only lattices of more than 16 bits have room for many. */
const LARGEST_SUM = 256;
const LARGEST_FINE_SUM = 768;
const FINE = 2 ** 15;
/** Places looked at. */
const PLACES = 48;
/** Chance lets one place pass for a pair of weights in less than one case of so many. */
const ODDS = 64;
/** Before they were mixed, numbers were at most this much larger than their mean of two neighbours ever gets. */
const ROOM = 4;
/** Every so many samples, those of a recording may have been left alone between others that were made. */
const STRIDES = [2, 4, 8];

/**
 * Whether whole numbers were made from others by linear interpolation: y[i] = A p[i] + B p[i+1] with whole, coprime A and B.
 * They lie on a lattice, A + B times as fine as the recording's, and nobody recorded them.
 *
 * Any sequence y has such a p, but only one that was mixed has a small one. From A p[i] = y[i] - B p[i+1] follows, k times,
 *
 *     p[i] = A^-1 (y[i] - B A^-1 (y[i+1] - B A^-1 (...)))   (mod B^k)
 *
 * with nothing left of p[i+k]. Once B^k is much larger than p can be, p[i] is known, and for sequences that were not mixed
 * it lies anywhere between -B^k / 2 and B^k / 2.
 */
export function areMixed(whole: Float64Array): boolean {
  const places = livelyPlaces(whole);
  if (places.length < PLACES / 2) return false;
  if (STRIDES.some((stride) => everyOther(whole, stride))) return true;
  let largest = 0;
  for (let i = 0; i < whole.length; i++) largest = Math.max(largest, Math.abs(whole[i]));
  const sums = largest > FINE ? LARGEST_FINE_SUM : LARGEST_SUM;
  for (let sum = 3; sum <= sums; sum++) {
    const room = (ROOM * largest) / sum + 1;
    for (let a = 1; a < sum; a++) {
      const b = sum - a;
      if (gcd(a, b) > 1) continue;
      // the larger weight is what powers are taken of; where it comes first, the sequence is read backwards
      const forward = b > a;
      const plan = planOf(Math.min(a, b), Math.max(a, b), room);
      if (
        plan !== undefined &&
        places.every((at) => fits(whole, forward ? at : at + RUN - 1, forward ? 1 : -1, plan, room))
      )
        return true;
    }
  }
  return false;
}

interface Plan {
  readonly a: number;
  readonly b: number;
  readonly rounds: number;
  /** B^k. */
  readonly modulus: number;
  /** The number that takes a multiple of the modulus away when it is divided by A: -modulus^-1 (mod A). */
  readonly carry: number;
}

/** Undefined where that takes more neighbours than stay together. */
function planOf(a: number, b: number, room: number): Plan | undefined {
  let modulus = 1;
  let rounds = 0;
  while (modulus < 2 * ODDS * room) {
    modulus *= b;
    rounds++;
  }
  if (rounds > RUN) return undefined;
  return { a, b, rounds, modulus, carry: (a - inverseOf(modulus % a, a)) % a };
}

function fits(
  whole: Float64Array,
  at: number,
  step: 1 | -1,
  { a, b, rounds, modulus, carry }: Plan,
  room: number,
): boolean {
  let p = 0;
  for (let j = rounds - 1; j >= 0; j--) {
    const rest = (((whole[at + step * j] - b * p) % modulus) + modulus) % modulus;
    // rest / A (mod B^k): a multiple of the modulus makes it divisible
    p = (rest + ((rest * carry) % a) * modulus) / a;
  }
  return Math.min(p, modulus - p) <= room;
}

/** Where the runs begin whose neighbours differ most: silence is a mixture of anything. */
function livelyPlaces(whole: Float64Array): number[] {
  const runs: { readonly at: number; readonly change: number }[] = [];
  for (let at = 0; at + RUN <= whole.length; at += RUN) {
    let change = 0;
    for (let i = at + 1; i < at + RUN; i++) change += Math.abs(whole[i] - whole[i - 1]);
    if (change > 0) runs.push({ at, change });
  }
  return runs
    .sort((x, y) => y.change - x.change)
    .slice(0, PLACES)
    .map(({ at }) => at);
}

/** Whether all samples at one place of each `stride` share a divisor that the others don't. */
function everyOther(whole: Float64Array, stride: number): boolean {
  for (let rest = 0; rest < stride; rest++) {
    let divisor = 0;
    for (let i = rest; i < whole.length && divisor !== 1; i += stride)
      divisor = gcd(Math.abs(whole[i]), divisor);
    if (divisor > 1) return true;
  }
  return false;
}

/** x^-1 (mod m), by Euclid; 0 for m = 1. */
function inverseOf(x: number, m: number): number {
  let large = m;
  let small = x % m;
  let before = 0;
  let now = 1;
  while (small > 1) {
    const times = Math.floor(large / small);
    const left = large - times * small;
    large = small;
    small = left;
    const next = before - times * now;
    before = now;
    now = next;
  }
  return ((now % m) + m) % m;
}

function gcd(a: number, b: number): number {
  let large = a;
  let small = b;
  while (small !== 0) {
    const left = large % small;
    large = small;
    small = left;
  }
  return large;
}
