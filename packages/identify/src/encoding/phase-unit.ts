import { ranked } from "../survey/ranked.ts";

/** How a file of angles counts them. */
export interface PhaseReading {
  /** What one turn is in stored units. */
  readonly period: number;
  readonly unit: "radians" | "degrees" | "turns" | "half-turns";
  readonly wrapped: "wrapped" | "unwrapped-frequency" | "unwrapped-time" | "unwrapped";
  /** Stored value of angle zero; pictures and unsigned integers have it in the middle (or at half a turn: a sign). */
  readonly offset: number;
  /** Integers and pictures count in their own steps, not in `unit`. */
  readonly quantised: boolean;
  /** 0 to 1: how much the values look like angles: they fill one turn evenly. */
  readonly likeness: number;
}

const UNITS = [
  ["radians", 2 * Math.PI],
  ["degrees", 360],
  ["turns", 1],
  ["half-turns", 2],
] as const;

/** How far the range of wrapped phases may stay below one turn. */
const RANGE_TOLERANCE = 0.02;

/**
 * Reads angles: wrapped ones fill their period; unwrapped ones step by at most half a period along one axis.
 *
 * @param values records x length
 */
export function readPhases(values: Float64Array, records: number, length: number): PhaseReading {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (!Number.isFinite(v)) continue;
    if (v < min) min = v;
    if (v > max) max = v;
    if (whole && !Number.isInteger(v)) whole = false;
  }
  const range = max - min;
  if (!(range > 0)) return { ...nothing, likeness: 0 };
  const wrapped = wrappedReading(values, min, max, whole);
  if (wrapped !== undefined && jumps(values, records, length, wrapped.period)) return wrapped;
  const unwrapped = unwrappedReading(values, records, length, whole);
  return wrapped !== undefined && wrapped.likeness >= unwrapped.likeness ? wrapped : unwrapped;
}

/** Share of steps by more than half a turn that wrapped phases have at least. */
const JUMPS = 1e-3;

/** Whether values jump by more than half a turn along both axes: unwrapped ones may span 360 by chance, but don't. */
function jumps(values: Float64Array, records: number, length: number, period: number): boolean {
  const share = (count: number, stride: number, pairs: number): boolean => {
    let far = 0;
    for (let i = 0; i + stride < count; i++)
      if (Math.abs(values[i + stride] - values[i]) > 0.55 * period) far++;
    return pairs <= 0 || far >= JUMPS * pairs;
  };
  const count = records * length;
  return share(count, 1, count - 1) && (records < 2 || share(count, length, count - length));
}

const nothing = {
  period: 2 * Math.PI,
  unit: "radians",
  wrapped: "wrapped",
  offset: 0,
  quantised: false,
} as const;

function wrappedReading(
  values: Float64Array,
  min: number,
  max: number,
  whole: boolean,
): PhaseReading | undefined {
  const range = max - min;
  for (const [unit, period] of UNITS) {
    if (whole && !countsWhole(period)) continue;
    if (Math.abs(range / period - 1) > RANGE_TOLERANCE) continue;
    return { ...nothing, unit, period, likeness: evenness(values, period, min) };
  }
  if (!whole) return undefined;
  const steps = [255, 65535].find((s) => Math.abs(range / s - 1) < RANGE_TOLERANCE);
  if (steps === undefined) return undefined;
  const signed = min < 0;
  return {
    ...nothing,
    // -32767 and 32767 both are half a turn
    period: signed ? Math.max(range, steps - 1) : steps,
    offset: signed ? 0 : steps / 2,
    quantised: true,
    likeness: evenness(values, steps, min),
  };
}

/** Whether angles of a unit may be whole numbers: rounded degrees are, other units would have a few values only. */
function countsWhole(period: number): boolean {
  return period > 300;
}

function unwrappedReading(
  values: Float64Array,
  records: number,
  length: number,
  whole: boolean,
): PhaseReading {
  const along = steepest(values, records, length, 1);
  const across = steepest(values, records, length, length);
  const step = Math.min(along, across);
  let best: (typeof UNITS)[number] = UNITS[0];
  for (const candidate of UNITS)
    if (Math.abs(Math.log((2 * step) / candidate[1])) < Math.abs(Math.log((2 * step) / best[1])))
      best = candidate;
  const [unit, period] = best;
  const misfit = whole && !countsWhole(period) ? 1 : Math.abs((2 * step) / period - 1);
  return {
    ...nothing,
    unit,
    period,
    wrapped: "unwrapped",
    likeness:
      misfit < 0.06 ? evenness(values, period, 0) : misfit < 0.3 ? 0.3 * evenness(values, period, 0) : 0,
  };
}

/** Largest step between neighbours, the rarest excepted: text and half floats round. */
function steepest(values: Float64Array, records: number, length: number, stride: number): number {
  const steps = new Float64Array(values.length);
  let count = 0;
  const run = stride === 1 ? length - 1 : length;
  for (let from = 0; from + stride < records * length; from += length)
    for (let at = from; at < from + run; at++) {
      const step = Math.abs(values[at + stride] - values[at]);
      if (Number.isFinite(step)) steps[count++] = step;
    }
  return ranked(steps.subarray(0, count), Math.max(0, Math.floor(count * 0.9995) - 1)) ?? 0;
}

/** 1 minus four times the Kolmogorov-Smirnov distance between the wrapped values and an even spread. */
function evenness(values: Float64Array, period: number, origin: number): number {
  const bins = 64;
  const counts = new Float64Array(bins);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (v === 0 || !Number.isFinite(v)) continue;
    const turn = (v - origin) / period;
    const at = Math.floor((turn - Math.floor(turn)) * bins);
    counts[at < bins ? at : bins - 1]++;
    total++;
  }
  if (total === 0) return 0;
  let sum = 0;
  let distance = 0;
  for (let b = 0; b < bins; b++) {
    sum += counts[b] / total;
    distance = Math.max(distance, Math.abs(sum - (b + 1) / bins));
  }
  return Math.max(0, 1 - 4 * distance);
}
