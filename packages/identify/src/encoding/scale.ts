import { FLOOR_SHARE } from "@unspectro/core";
import type { MagnitudeFacts } from "./facts.ts";

/**
 * A curve from stored magnitudes v to amplitudes, up to a gain that nothing in the data fixes:
 *
 * | curve | amplitude | producers |
 * | --- | --- | --- |
 * | `power` | v^rate | amplitudes (1), power (1/2), power laws |
 * | `exp` | e^(rate v) - added | decibels (ln10/20), natural and common logarithms, pictures of decibels |
 * | `expm1` | e^(rate v) - 1 | log1p |
 */
export interface Scale {
  readonly curve: "power" | "exp" | "expm1";
  readonly rate: number;
  /** What the producer added before the logarithm. */
  readonly added?: number;
}

/** e^(rate v) for decibels. */
export const DECIBEL: number = Math.LN10 / 20;

/**
 * The unit in which a full scale is told: 1 for [0, 1] data, 255, 65535 or 32767 for whole numbers, else undefined.
 * A picture of decibels that spans D dB has rate D ln10 / 20 / unit.
 */
export function fullScale(facts: MagnitudeFacts): number | undefined {
  const { min, max, whole } = facts;
  if (whole && min >= 0 && max <= 255) return 255;
  if (whole && min >= 0 && max <= 65535) return 65535;
  if (whole && min >= -32768 && max <= 32767) return 32767;
  if (min >= -1e-6 && max <= 1.0001) return 1;
  if (min >= -1.0001 && max <= 1.0001) return 2;
  return undefined;
}

/** No amplitude is e to more than this. */
const LARGEST_LOG = 50;

/** Curves in the order in which they should be tried, the likeliest first. */
export function candidateScales(facts: MagnitudeFacts): readonly Scale[] {
  const { min, max } = facts;
  const unit = fullScale(facts);
  const exp = (rate: number): Scale => ({ curve: "exp", rate });
  const spans = unit === undefined ? [] : [80, 100, 60, 120].map((d) => exp((d * DECIBEL) / unit));
  if (min < 0 && !(facts.whole && unit === 32767)) {
    const known = [DECIBEL, 1, Math.LN10, Math.LN10 / 10, 0.5, Math.LN10 / 2].map(exp);
    const plausible = known.filter((s) => within(((max - min) * s.rate) / DECIBEL, 15, 700));
    return [...plausible, ...(unit === 2 ? spans : [])];
  }
  const linear: Scale[] = [{ curve: "power", rate: 1 }];
  const others: Scale[] = [
    { curve: "power", rate: 0.5 },
    { curve: "expm1", rate: 1 },
    { curve: "power", rate: 1 / 0.3 },
    { curve: "power", rate: 2 },
  ];
  if (min < 0) return [...linear, ...spans];
  // A picture or a [0, 1] normalisation of decibels has its median well inside; amplitudes crowd near zero.
  const spread = (facts.median - min) / Math.max(max - min, 1e-300);
  const usable = max < LARGEST_LOG ? others : others.filter((s) => s.curve !== "expm1");
  // whole numbers of a logarithm say nothing of its range
  if (facts.whole && unit !== undefined && unit > 1)
    usable.push(...[2, 4, 7].map((range): Scale => ({ curve: "expm1", rate: range / Math.max(max, 1) })));
  if (unit !== undefined && spread > 0.12)
    return [...spans.slice(0, 2), ...linear, ...usable, ...spans.slice(2)];
  const decibels = within(max - min, 15, 700) && max > 20;
  if (spread > 0.2 && decibels) return [exp(DECIBEL), ...linear, ...usable];
  return [...linear, ...usable, ...spans.slice(0, 1), ...(decibels ? [exp(DECIBEL)] : [])];
}

function within(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

/**
 * The producer's own amplitude where `decode` gives 1, or undefined where the scale is only relative: a picture, a
 * normalisation, decibels below the loudest cell.
 */
export function levelOf({ curve, rate, added }: Scale, facts: MagnitudeFacts): number | undefined {
  const { max } = facts;
  if (curve !== "exp") return curve === "power" && rate !== 1 && rate !== 0.5 ? max ** rate : 1;
  const relative = added === undefined && (fullScale(facts) !== undefined || Math.abs(max) < 1e-3);
  return relative ? undefined : Math.exp(rate * max);
}

/** Share of cells at the smallest value from which on these are taken for clipped, where the scale is a logarithm. */
export const CLIPPED = 0.002;

/** Whether the smallest stored value stands for all amplitudes up to its own. */
export function isClipped({ curve }: Scale, { atFloor }: MagnitudeFacts): boolean {
  return curve === "exp" && atFloor > CLIPPED;
}

/**
 * Amplitudes of stored magnitudes, up to a gain that is the same for all; 0 for what a negative value cannot be. Loops
 * of their own for every curve: a function called for each cell would put every number that it gives on the heap.
 *
 * @param top the largest stored magnitude
 */
export function amplitudesUnder(
  { curve, rate, added = 0 }: Scale,
  top: number,
  values: Float64Array,
): Float64Array {
  const out = new Float64Array(values.length);
  if (curve === "expm1") for (let i = 0; i < out.length; i++) out[i] = Math.expm1(rate * values[i]);
  else if (curve === "exp") exponentials(values, rate, top, added, out);
  else if (rate === 1) for (let i = 0; i < out.length; i++) out[i] = Math.max(0, values[i]);
  else if (rate === 0.5)
    for (let i = 0; i < out.length; i++) out[i] = values[i] > 0 ? Math.sqrt(values[i]) : 0;
  else for (let i = 0; i < out.length; i++) out[i] = values[i] > 0 ? (values[i] / top) ** rate : 0;
  return out;
}

function exponentials(
  values: Float64Array,
  rate: number,
  top: number,
  added: number,
  out: Float64Array,
): void {
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(rate * (values[i] - top));
  if (added === 0) return;
  const constant = added * Math.exp(-rate * top);
  for (let i = 0; i < out.length; i++) out[i] = Math.max(0, out[i] - constant);
}

/** Amplitudes of stored magnitudes. Cells that are not numbers become 0, clipped ones a share of the smallest. */
export function decode(values: Float64Array, scale: Scale, facts: MagnitudeFacts): Float64Array {
  const out = amplitudesUnder(scale, facts.max, values);
  const clipped = isClipped(scale, facts) ? facts.min : Number.NaN;
  for (let i = 0; i < out.length; i++) {
    if (!Number.isFinite(out[i])) out[i] = 0;
    else if (values[i] === clipped) out[i] *= FLOOR_SHARE;
  }
  return out;
}
