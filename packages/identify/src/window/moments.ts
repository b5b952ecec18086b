import { makeWindow, type WindowSpec } from "@unspectro/core";
import type { WindowCandidate } from "./candidate.ts";

/** Where the power of a window stands in its buffer, and how wide it is: sums that noise in the tails hardly moves. */
export interface Moments {
  readonly centre: number;
  /** Standard deviation, in samples. */
  readonly width: number;
}

/** Parts of the buffer over which noise is measured: the quietest holds the least of the window. */
const PARTS = 16;

/** Centroid and width of an envelope's power, less the noise that lies under all of it. */
export function momentsOf(envelope: Float64Array): Moments {
  const power = envelope.map((v) => v * v);
  const part = Math.max(1, Math.floor(power.length / PARTS));
  let noise = Number.POSITIVE_INFINITY;
  for (let from = 0; from + part <= power.length; from += part) {
    let sum = 0;
    for (let n = from; n < from + part; n++) sum += power[n];
    noise = Math.min(noise, sum / part);
  }
  return spreadOf(power.map((p) => Math.max(0, p - noise)));
}

function spreadOf(power: Float64Array): Moments {
  let sum = 0;
  let first = 0;
  let second = 0;
  for (let n = 0; n < power.length; n++) {
    sum += power[n];
    first += n * power[n];
  }
  const centre = first / Math.max(sum, 1e-300);
  for (let n = 0; n < power.length; n++) second += (n - centre) ** 2 * power[n];
  return { centre, width: Math.sqrt(second / Math.max(sum, 1e-300)) };
}

/** Length of the windows that are measured once per family. */
const MODEL = 256;
const widths = new Map<string, number>();

/** A window of a family, as long as the moments say, around their centre; cut to the buffer. */
export function guess(shape: Omit<WindowSpec, "length">, moments: Moments, size: number): WindowCandidate {
  const key = `${shape.family} ${shape.parameter} ${shape.values}`;
  let share = widths.get(key);
  if (share === undefined) {
    const model = makeWindow({ ...shape, symmetric: true, length: MODEL });
    share = spreadOf(model.map((w) => w * w)).width / MODEL;
    widths.set(key, share);
  }
  const length = Math.max(4, Math.min(size, Math.round(moments.width / share)));
  const offset = Math.max(0, Math.min(size - length, Math.round(moments.centre - (length - 1) / 2)));
  return { spec: { ...shape, length }, offset };
}
