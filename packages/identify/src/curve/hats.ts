import type { MagnitudeFacts } from "../encoding/facts.ts";
import { CLIPPED, decode, type Scale } from "../encoding/scale.ts";
import type { Parts } from "./form.ts";

/**
 * Amplitudes as a named curve f0 of the stored value times a free factor, f(v) = f0(v) sum_i c_i B_i(ln f0(v)): hat
 * functions between knots, so that all c_i = 1 is the named curve itself. Cells clipped at a floor, whose amplitude is
 * anything below it, have a factor of their own, the last.
 */
export interface Hats {
  /** Knots, and the floor where there is one. */
  readonly count: number;
  /** ln f0 at the knots. */
  readonly marks: Float64Array;
  /** Stored values at the knots, rising in amplitude; the floor is no knot. */
  readonly knots: Float64Array;
  readonly floored: boolean;
  /** f0 of every cell; of clipped ones, that of the lowest knot. */
  readonly base: Float64Array;
  /** The factors that give the named curve: 1, but for the floor. */
  readonly named: Float64Array;
  /** The amplitude of the constant: that of the lowest knot. */
  readonly unit: number;
  /** For every cell, the first of the two hats that it lies between, and its share of the second. */
  readonly below: Uint8Array;
  readonly share: Float64Array;
}

/** Knots stand at equal shares of the sum of amplitudes to this power: where the sound is, but in its quiet parts too. */
const CROWDING = 0.5;
/** Nepers that two knots are apart at least. */
const APART = 0.05;

export function hatsOf(stored: Float64Array, scale: Scale, facts: MagnitudeFacts, most: number): Hats {
  const base = decode(stored, scale, facts);
  const floored = facts.atFloor > CLIPPED;
  const logs = new Float64Array(base.length);
  for (let i = 0; i < base.length; i++)
    logs[i] =
      base[i] > 0 && !(floored && stored[i] === facts.min) ? Math.log(base[i]) : Number.NEGATIVE_INFINITY;
  const marks = marksOf(logs, most);
  const knots = new Float64Array(marks.length);
  const below = new Uint8Array(base.length);
  const share = new Float64Array(base.length);
  const nearest = new Float64Array(marks.length).fill(Number.POSITIVE_INFINITY);
  const last = marks.length - 1;
  let atFloor = 0;
  for (let i = 0; i < base.length; i++) {
    const log = logs[i];
    if (log === Number.NEGATIVE_INFINITY) {
      if (!floored || stored[i] !== facts.min) continue;
      below[i] = last + 1;
      atFloor = base[i];
      base[i] = Math.exp(marks[0]);
      continue;
    }
    let k = 0;
    while (k < last - 1 && log > marks[k + 1]) k++;
    below[i] = k;
    share[i] = last === 0 ? 0 : Math.max(0, Math.min(1, (log - marks[k]) / (marks[k + 1] - marks[k])));
    // the lower of its two knots, then the upper
    for (let at = k; at <= Math.min(k + 1, last); at++) {
      const distance = Math.abs(log - marks[at]);
      if (distance < nearest[at]) {
        nearest[at] = distance;
        knots[at] = stored[i];
      }
    }
  }
  const count = marks.length + (floored ? 1 : 0);
  const named = new Float64Array(count).fill(1);
  if (floored) named[count - 1] = atFloor / Math.exp(marks[0]);
  return { count, marks, knots, floored, base, named, unit: Math.exp(marks[0]), below, share };
}

/** ln f0 at the knots. */
function marksOf(logs: Float64Array, most: number): Float64Array {
  const sorted = logs.filter((v) => v !== Number.NEGATIVE_INFINITY).sort();
  const top = sorted[sorted.length - 1] ?? 0;
  let total = 0;
  for (const log of sorted) total += Math.exp(CROWDING * (log - top));
  const marks: number[] = [];
  let sum = 0;
  for (const log of sorted) {
    sum += Math.exp(CROWDING * (log - top));
    const due = (total * (marks.length + 1e-3)) / (most - 1);
    const far = marks.length === 0 || log > marks[marks.length - 1] + APART;
    if (sum >= due && far && marks.length < most - 1 && log < top - APART) marks.push(log);
  }
  marks.push(top);
  return Float64Array.from(marks);
}

/** The hats, and a constant. */
export function partsOf(hats: Hats): Parts {
  return { count: hats.count + 1, cells: hats.base.length, fill: (i, into) => hat(hats, i, into) };
}

/** Amplitudes of hat i alone, or of a constant for i = count: `into` has a place for every cell. */
function hat(hats: Hats, i: number, into: Float64Array): Float64Array {
  const { base, below, share, knots } = hats;
  if (i === hats.count) {
    for (let n = 0; n < into.length; n++) into[n] = base[n] > 0 && below[n] < knots.length ? hats.unit : 0;
    return into;
  }
  for (let n = 0; n < into.length; n++) {
    const k = below[n];
    into[n] = k === i ? base[n] * (1 - share[n]) : k === i - 1 ? base[n] * share[n] : 0;
  }
  return into;
}
