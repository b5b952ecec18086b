import { type Convention, makeWindow, placementOf, type SampleRange } from "@unspectro/core";
import type { Work } from "./watch.ts";

/** Overlap-added squares of the window, one period of them, of frames that go on for ever. */
function periodOf({ window, hop }: Convention["geometry"]): Float64Array {
  const cover = new Float64Array(Math.min(hop, window.length));
  for (const [n, w] of makeWindow(window).entries()) cover[n % hop] += w * w;
  return cover;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

function leastOf(values: Float64Array): number {
  return values.reduce((least, v) => Math.min(least, v), Number.POSITIVE_INFINITY);
}

/** Cover below this part of the mean is none. */
const LEAST = 1e-3;

/**
 * How much more the noise of frames weighs on the samples that windows cover least than on all: each sample is divided by
 * the overlap-added squares c, so its noise goes with 1 / sqrt(c).
 */
export function unevenness({ geometry }: Convention): number {
  const cover = periodOf(geometry);
  const mean = meanOf(cover);
  return Math.sqrt(mean / Math.max(leastOf(cover), LEAST * mean));
}

/** Of the least cover inside: what is enough in any noise that is fit to be claimed there. */
const HALF = 0.5;

/**
 * Samples at the two ends on which so few or so faint windows lie that noise, multiplied by at least `factor`, would reach
 * them: the stretches before the first and after the last sample that is covered better.
 */
export function faintEnds({ convention, frames, length }: Work, factor: number): readonly SampleRange[] {
  const { geometry } = convention;
  if (geometry.padding === "circular" || !(factor > 0)) return [];
  const { hop, start, offset, windowLength } = placementOf(convention);
  const squares = makeWindow(geometry.window).map((w) => w * w);
  const inside = periodOf(geometry);
  const enough = Math.min(meanOf(inside) / factor ** 2, HALF * leastOf(inside));
  const reach = Math.min(length, 2 * windowLength);
  const first = start + offset;

  /** c[n] */
  function cover(n: number): number {
    let sum = 0;
    const from = Math.max(0, Math.ceil((n - windowLength + 1 - first) / hop));
    const to = Math.min(frames - 1, Math.floor((n - first) / hop));
    for (let m = from; m <= to; m++) sum += squares[n - first - m * hop];
    return sum;
  }

  let head = 0;
  for (let n = 0; n < reach; n++) if (cover(n) < enough) head = n + 1;
  let tail = length;
  for (let n = length - 1; n >= Math.max(head, length - reach); n--) if (cover(n) < enough) tail = n;
  return [
    { from: 0, to: head },
    { from: tail, to: length },
  ].filter(({ from, to }) => to > from);
}
