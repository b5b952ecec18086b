import type { FrameAxis } from "../survey/pair.ts";

/** Where the bins of an FFT stand in a stored frame: one hypothesis. */
export interface Arrangement {
  readonly axis: FrameAxis;
  readonly fftSize: number;
  readonly sides: "one" | "two" | "centred" | "centred-nyquist-last";
  readonly dropped: readonly ("dc" | "nyquist")[];
  readonly cutTop: number;
  readonly flipped: boolean;
  /** How likely before any test of consistency, 0 to 1. */
  readonly prior: number;
}

/**
 * For each stored place, the one-sided bin 0 .. floor(N/2) that it holds, or -1 where it holds a mirror image.
 */
export function binsOf(a: Arrangement, stored: number): Int32Array {
  const bins = new Int32Array(stored);
  const last = Math.floor(a.fftSize / 2);
  const first = a.sides === "one" && a.dropped.includes("dc") ? 1 : 0;
  const zero =
    a.sides === "centred"
      ? last
      : a.sides === "centred-nyquist-last"
        ? Math.floor((a.fftSize - 1) / 2)
        : -first;
  for (let i = 0; i < stored; i++) {
    const place = a.flipped ? stored - 1 - i : i;
    let k = place - zero;
    if (k === -last && a.fftSize % 2 === 0) k = last;
    bins[i] = k >= 0 && k <= last ? k : -1;
  }
  return bins;
}

/** What the lines of an array say about which axis is frequency and which bins are there. */
export interface LineFacts {
  /** Share of cells with phase 0 or pi, per line (a line is one bin across all frames). */
  readonly real: Float64Array;
  /** How alike bins i and (B - i) mod B, B - 1 - i and B - 2 - i are, 0 to 1. */
  readonly mirrors: readonly [number, number, number];
  /** Mean stored magnitude of the higher-numbered half minus that of the lower, in standard deviations. */
  readonly tilt: number;
  /** Mean stored magnitude near both ends of the axis minus that near its middle, in standard deviations. */
  readonly ends: number;
}

/** A line whose share is above this holds only real numbers. */
export const REAL_LINE = 0.8;

/**
 * All arrangements worth testing for frames of `stored` bins, with priors.
 *
 * @param picture images are often stored from the highest frequency down
 */
export function arrangementsOf(
  axis: FrameAxis,
  stored: number,
  facts: LineFacts,
  picture: boolean,
): readonly Arrangement[] {
  const isReal = (i: number): boolean => facts.real[i] > REAL_LINE;
  const flipped = facts.tilt > (picture ? -0.02 : 0.15);
  const make = (fftSize: number, prior: number, more: Partial<Arrangement> = {}): Arrangement => ({
    axis,
    fftSize,
    sides: "one",
    dropped: [],
    cutTop: 0,
    flipped: false,
    prior: fftSize < 4 ? 0 : prior,
    ...more,
  });
  const out: Arrangement[] = [];
  const even = stored % 2 === 0;
  const half = Math.floor(stored / 2);
  const [fromZero, whole, nyquistLast] = facts.mirrors;
  if (fromZero > 0.9) {
    if (!even) out.push(make(stored, 1, { sides: "two", flipped: false }));
    else {
      const lowAtEnds = facts.ends >= 0;
      const two = make(stored, lowAtEnds ? 1 : 0.3, { sides: "two", flipped: false });
      const centred = make(stored, lowAtEnds ? 0.3 : 1, { sides: "centred", flipped: false });
      out.push(two, centred);
    }
  }
  if (whole > 0.9 && !even) out.push(make(stored, 1, { sides: "centred", flipped: false }));
  if (nyquistLast > 0.9 && even && isReal(half - 1))
    out.push(make(stored, 1, { sides: "centred-nyquist-last", flipped: false }));
  if (out.length > 0) return out;

  for (const turned of flipped ? [false, true] : [false]) {
    const low = isReal(turned ? stored - 1 : 0);
    const high = isReal(turned ? 0 : stored - 1);
    for (const [dc, nyquist, fftSize, dropped] of oneSided(stored)) {
      const lines = (dc === low ? 1 : 0.06) * (nyquist === high ? 1 : 0.06);
      const agree = low || high ? lines : lineless(fftSize, dc || nyquist, dropped.length);
      out.push(make(fftSize, agree * usual(fftSize) * (turned ? 0.99 : 1), { dropped, flipped: turned }));
    }
  }
  return out;
}

/**
 * Without a real line there should be none, or the axis is time, or noise and coarse numbers hide it: where a power of two
 * has both its ends, that is likeliest.
 *
 * @param expected whether the arrangement has DC or Nyquist
 */
function lineless(fftSize: number, expected: boolean, dropped: number): number {
  if (!expected) return 0.6;
  if (dropped > 0) return 0.04;
  return usual(fftSize) === 1 ? 1 : 0.1;
}

/** FFT sizes of one-sided frames, by which of their ends are real: DC, Nyquist, the size, what is dropped. */
function oneSided(stored: number): [boolean, boolean, number, readonly ("dc" | "nyquist")[]][] {
  return [
    [true, true, 2 * (stored - 1), []],
    [true, false, 2 * stored - 1, []],
    [true, false, 2 * stored, ["nyquist"]],
    [false, true, 2 * stored, ["dc"]],
    [false, false, 2 * stored + 2, ["dc", "nyquist"]],
    [false, false, 2 * stored + 1, ["dc"]],
  ];
}

/** Powers of two and round decimal sizes are what people choose. */
function usual(fftSize: number): number {
  if ((fftSize & (fftSize - 1)) === 0) return 1;
  if (fftSize % 100 === 0 || fftSize % 80 === 0 || fftSize % 64 === 0) return 0.9;
  return fftSize % 2 === 0 ? 0.8 : 0.75;
}
