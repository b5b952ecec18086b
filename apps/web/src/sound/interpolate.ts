/** Windowed-sinc interpolation: taps on either side of the place, and places between two samples in the table. */
const REACH = 12;
const PLACES = 128;

const table = makeTable();

/** The value at a fractional place of `samples`, which are silent outside. */
export function valueAt(samples: Float32Array, place: number): number {
  const whole = Math.floor(place);
  const part = (place - whole) * PLACES;
  const row = Math.floor(part);
  const share = part - row;
  const near = row * 2 * REACH;
  const next = near + 2 * REACH;
  let sum = 0;
  for (let tap = 0; tap < 2 * REACH; tap++) {
    const at = whole - REACH + 1 + tap;
    if (at < 0 || at >= samples.length) continue;
    sum += samples[at]! * (table[near + tap]! * (1 - share) + table[next + tap]! * share);
  }
  return sum;
}

/** Samples that must be there on either side of a place. */
export const MARGIN: number = REACH;

/** A row of taps for each place from 0 to 1, both included; rows sum to 1. */
function makeTable(): Float32Array {
  const rows = new Float32Array((PLACES + 1) * 2 * REACH);
  for (let row = 0; row <= PLACES; row++) {
    let sum = 0;
    for (let tap = 0; tap < 2 * REACH; tap++) {
      const x = tap - REACH + 1 - row / PLACES;
      const taper =
        Math.abs(x) >= REACH
          ? 0
          : 0.42 + 0.5 * Math.cos((Math.PI * x) / REACH) + 0.08 * Math.cos((2 * Math.PI * x) / REACH);
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
      rows[row * 2 * REACH + tap] = sinc * taper;
      sum += sinc * taper;
    }
    for (let tap = 0; tap < 2 * REACH; tap++) rows[row * 2 * REACH + tap]! /= sum;
  }
  return rows;
}
