import { makeWindow } from "@unspectro/core";
import type { Evidence } from "../consistency/evidence.ts";
import { ratioOf } from "../consistency/evidence.ts";
import { explainedBy } from "../consistency/gram.ts";
import { buffered, COSINES, PARAMETRIC, PLAIN, type WindowCandidate } from "./candidate.ts";
import { climb, MOVES, type Tried } from "./climb.ts";
import { supports } from "./envelope.ts";
import { guess, momentsOf } from "./moments.ts";
import { type Place, parametric } from "./parametric.ts";
import { rareWindows } from "./rare.ts";

/** A window with what it leaves unexplained, and the best that was not taken. */
export interface WindowFit extends WindowCandidate {
  /** e / e0 with this window. */
  readonly ratio: number;
  readonly runnerUp: Tried | undefined;
  /** The best of each family with a parameter, where those were tried: their lengths may not be settled. */
  readonly shapes: readonly Tried[];
}

/** Below this, differences are rounding. */
const ROUNDING = 2e-13;
/**
 * Two windows can't be told apart, and the usual one is taken, where one leaves this share more, over the number of samples that
 * disagree (half of the product is the difference of the log likelihoods in white noise), or in a few frames this share.
 */
const CHANCE = 60;
const TIE = 0.01;
/** The first step of a rare window's place and length, in samples. */
const FAINT = 8;
/** Families with a parameter that are worth a closer look. */
const SHAPES = 2;
/** Families whose place and length are climbed to. */
const CLIMBED = 5;
/** Of these, so many places are tried with the families that have a parameter. */
const HOMES = 2;
/** Above this ratio there is noise, in which a window that will do is found some samples beside the best: it is climbed from. */
const NOISY = 1e-6;

/**
 * A window is right when it leaves hardly more than the best window of all, which is free to follow the noise: 1 in T
 * more for T frames, and some for chance. Where tens of thousands of samples disagree, one percent more is no chance, but a
 * window that is a few samples too long.
 */
export function goalOf(free: number, frames: number, tie: number = TIE): number {
  return free * (1 + tie + 2 / frames) + ROUNDING;
}

/**
 * The window family, length, place and parameter that explain frames best.
 *
 * Cost: J N multiplications a candidate (see `Grams`), some hundreds of candidates.
 *
 * @param frames how many the evidence rests on
 */
export function fitWindow(evidence: Evidence, envelope: Float64Array, frames: number): WindowFit {
  const { grams, fit, ratio: free } = evidence;
  const size = grams.size;
  const tie = Math.min(TIE, CHANCE / (frames * Math.max(1, size - grams.hop)));
  const goal = goalOf(free, frames, tie);
  const tried = new Map<string, Tried>();
  let least = Number.POSITIVE_INFINITY;
  const enough = (): boolean => least <= goal;

  const test = (candidate: WindowCandidate): number => {
    const key = keyOf(candidate);
    const before = tried.get(key);
    if (before !== undefined) return before.ratio;
    const window = buffered(candidate, size);
    if (window === undefined) return Number.POSITIVE_INFINITY;
    const ratio = ratioOf(explainedBy(window, grams), grams, fit);
    tried.set(key, { ...candidate, ratio });
    least = Math.min(least, ratio);
    return ratio;
  };

  const places = supports(envelope);
  for (const shape of PLAIN) test({ spec: { ...shape, length: size }, offset: 0 });
  if (!enough())
    for (const [first, length] of places) for (const c of openEnded(first, length, size)) test(c);
  for (const place of places) {
    if (enough()) break;
    for (const shape of PLAIN) for (const c of withEnds(shape, place)) test(c);
  }
  if (!enough()) {
    for (const [first, length] of places) for (const c of rare(first, length)) test(c);
    if (!enough()) followRare(places, test);
  }
  if (!enough()) {
    for (const place of places) for (const shape of SUMS) for (const c of withEnds(shape, place)) test(c);
    const moments = momentsOf(envelope);
    for (const shape of [...PLAIN, ...SUMS]) test(guess(shape, moments, size));
    for (const start of bestOf([...tried.values()], CLIMBED)) climb(start, test, size);
  }
  if (!enough()) {
    // noise hides where an envelope ends, and a window of another family that fits roughly shows it
    const homes = bestOf([...tried.values()], HOMES).map(({ spec, offset }): Place => [offset, spec.length]);
    parametric([...places, ...homes], size, test, goal);
  }
  const chosen = choose([...tried.values()], free, size, tie);
  if (chosen.ratio <= NOISY || chosen.spec.family === "samples") return chosen;
  climb(chosen, test, size);
  return choose([...tried.values()], free, size, tie);
}

const SUMS = COSINES.flatMap((values) =>
  [false, true].map((symmetric) => ({ family: "general-cosine" as const, symmetric, values })),
);

/** A window at a place, and where its ends are zero and lie outside of it. */
function withEnds(
  shape: Omit<WindowCandidate["spec"], "length">,
  [first, length]: Place,
): readonly WindowCandidate[] {
  return [
    { spec: { ...shape, length }, offset: first },
    { spec: { ...shape, length: length + 1 }, offset: first - 1 },
    { spec: { ...shape, length: length + 2 }, offset: first - 1 },
    { spec: { ...shape, length: length + 1 }, offset: first },
  ];
}

/** Rare windows at a place, with and without ends of zero. */
function rare(first: number, length: number): WindowCandidate[] {
  return [
    ...rareWindows(first, length),
    ...rareWindows(first - 1, length + 1),
    ...rareWindows(first - 1, length + 2),
  ];
}

/** A rare window that leaves less than this is worth moving. */
const NEARLY = 0.2;

/** Moves the best of the rare windows: their ends are so faint that the frames hardly show where they are. */
function followRare(places: readonly Place[], test: (c: WindowCandidate) => number): void {
  const starts = places.flatMap(([first, length]) =>
    rareWindows(first, length).map((c, kind) => ({ kind, first, length, ratio: test(c) })),
  );
  if (starts.length === 0) return;
  let best = starts.reduce((a, b) => (b.ratio < a.ratio ? b : a));
  if (best.ratio > NEARLY) return;
  for (let step = FAINT; step >= 1; ) {
    const moved = MOVES.map(([a, b]) => ({ first: best.first + a * step, length: best.length + b * step }))
      .filter(({ length }) => length >= 4)
      .map((place) => ({ ...place, kind: best.kind }))
      .map((p) => ({ ...p, ratio: test(rareWindows(p.first, p.length)[p.kind]) }))
      .reduce((a, b) => (b.ratio < a.ratio ? b : a), best);
    if (moved.ratio < best.ratio) best = moved;
    else step >>= 1;
  }
}

function keyOf({ spec, offset }: WindowCandidate): string {
  const { family, symmetric, length, parameter, values } = spec;
  return `${family} ${symmetric} ${length} ${offset} ${parameter} ${values?.length} ${values?.[1]} ${values?.[(values.length / 3) | 0]}`;
}

/** LTFAT's windows that do not end at zero have their first sample, half a period from the centre, set to zero. */
function openEnded(first: number, length: number, size: number): WindowCandidate[] {
  if (first < 1 && length < size) return [];
  const offset = length === size ? first : first - 1;
  const whole = length === size ? size : length + 1;
  const values = [...makeWindow({ family: "hamming", length: whole, symmetric: false })];
  values[0] = 0;
  return [{ spec: { family: "samples", length: whole, symmetric: false, values }, offset }];
}

function choose(tried: readonly Tried[], free: number, size: number, tie: number): WindowFit {
  const byRatio = [...tried].sort((a, b) => a.ratio - b.ratio);
  const best = byRatio[0];
  const limit = best.ratio + Math.max(tie * Math.min(best.ratio, 3 * free), ROUNDING);
  const equal = byRatio.filter((c) => c.ratio <= limit).sort((a, b) => rankOf(a, size) - rankOf(b, size));
  const taken = equal[0];
  const runnerUp = byRatio.find((c) => c.spec.family !== taken.spec.family && c.ratio > limit);
  const shapes = PARAMETRIC.flatMap(({ family }) => byRatio.find((c) => c.spec.family === family) ?? []);
  return { ...taken, runnerUp, shapes: shapes.sort((a, b) => a.ratio - b.ratio).slice(0, SHAPES) };
}

/** The place of a window among those that people use: families by habit, the whole buffer before a part of it. */
function rankOf({ spec, offset }: WindowCandidate, size: number): number {
  const family = PLAIN.findIndex((p) => p.family === spec.family && p.symmetric === spec.symmetric);
  const centred = offset === Math.floor((size - spec.length) / 2);
  const place = spec.length === size ? 0 : offset === 0 || centred ? 0.2 : 0.4;
  return (family < 0 ? PLAIN.length : family) + place;
}

/** The best of each family; windows given by their samples cannot be stretched. */
function bestOf(tried: readonly Tried[], count: number): Tried[] {
  const byFamily = new Map<string, Tried>();
  for (const c of tried) {
    const { family, values } = c.spec;
    if (family === "samples") continue;
    const key = `${family} ${values?.[1]}`;
    const before = byFamily.get(key);
    if (before === undefined || c.ratio < before.ratio) byFamily.set(key, c);
  }
  return [...byFamily.values()].sort((a, b) => a.ratio - b.ratio).slice(0, count);
}
