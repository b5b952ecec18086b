import type { FrameAxis } from "../survey/array.ts";

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
  /** One of both ends is real without any noise: what else is real would show. */
  readonly clean: boolean;
  /** How far the first and the last line lean towards 0 and pi beyond all others, in standard deviations of chance. */
  readonly leaning: readonly [number, number];
  /** How alike bins i and (B - i) mod B, B - 1 - i and B - 2 - i are, 0 to 1. */
  readonly mirrors: readonly [number, number, number];
  /** Mean stored magnitude of the higher-numbered half minus that of the lower, in standard deviations. */
  readonly tilt: number;
  /** Mean stored magnitude near both ends of the axis minus that near its middle, in standard deviations. */
  readonly ends: number;
}

/** A line whose share is above this holds only real numbers. */
export const REAL_LINE = 0.8;

/** From here on bins mirror each other: mirrored angles of noisy files agree less than exactly. */
const MIRRORED = 0.75;
/** From here on a line that leans is likely real, and from there on nearly surely. */
const LEANS = 1.8;
const LEANS_FAR = 4;
/** What it says of a line that it is not seen, where there may be noise. */
const HIDDEN = 0.8;

/** Where a line is this exact, there is no noise in it. */
export const NO_NOISE = 0.97;

/** Whether both the first and the last bin hold only real numbers, without doubt. */
export function hasRealEnds({ real }: LineFacts): boolean {
  return real[0] > NO_NOISE && real[real.length - 1] > NO_NOISE;
}

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
  const [fromZero, whole, nyquistLast] = facts.mirrors;
  if (fromZero > MIRRORED) {
    if (!even) out.push(make(stored, 1, { sides: "two", flipped: false }));
    else {
      const lowAtEnds = facts.ends >= 0;
      const two = make(stored, lowAtEnds ? 1 : 0.3, { sides: "two", flipped: false });
      const centred = make(stored, lowAtEnds ? 0.3 : 1, { sides: "centred", flipped: false });
      out.push(two, centred);
    }
  }
  if (whole > MIRRORED && !even) out.push(make(stored, 1, { sides: "centred", flipped: false }));
  if (nyquistLast > MIRRORED && even)
    out.push(make(stored, 1, { sides: "centred-nyquist-last", flipped: false }));
  if (out.length > 0) return out;

  const exact = [0, stored - 1].map((i) => facts.real[i]);
  const { clean } = facts;
  for (const turned of flipped ? [false, true] : [false]) {
    const [low, high] = turned ? [1, 0] : [0, 1];
    const [atLow, atHigh] = [low, high].map((end) => lineOdds(exact[end], facts.leaning[end], clean));
    for (const [dc, nyquist, fftSize, dropped] of oneSided(stored)) {
      const lines = agreement(dc, atLow) * agreement(nyquist, atHigh);
      const habit = usual(fftSize) * (clean ? 1 : completeness(fftSize, dropped));
      out.push(make(fftSize, lines * habit * (turned ? 0.99 : 1), { dropped, flipped: turned }));
    }
  }
  return out;
}

/** How much likelier what is seen of a line is if the line is real than if it is not. */
function lineOdds(share: number, leaning: number, clean: boolean): number {
  if (share > REAL_LINE) return 16;
  if (clean) return 1 / 16;
  return leaning > LEANS_FAR ? 6 : leaning > LEANS ? 2 : HIDDEN;
}

function agreement(expected: boolean, odds: number): number {
  return expected ? Math.min(1, odds) : Math.min(1, 1 / odds);
}

/** Where noise leaves open what is there, most producers keep every bin; some drop Nyquist. */
function completeness(fftSize: number, dropped: readonly string[]): number {
  if (dropped.length === 0) return 1;
  return dropped[0] === "nyquist" && isPowerOfTwo(fftSize) ? 1 : 0.5;
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
export function usual(fftSize: number): number {
  if (isPowerOfTwo(fftSize)) return 1;
  if (fftSize % 100 === 0 || fftSize % 80 === 0 || fftSize % 64 === 0) return 0.8;
  return fftSize % 2 === 0 ? 0.5 : 0.4;
}

function isPowerOfTwo(fftSize: number): boolean {
  return (fftSize & (fftSize - 1)) === 0;
}
