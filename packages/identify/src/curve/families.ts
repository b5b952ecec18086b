import type { MagnitudeFacts } from "../encoding/facts.ts";
import { amplitudesUnder, candidateScales, DECIBEL, fullScale, type Scale } from "../encoding/scale.ts";
import { golden } from "../window/golden.ts";
import { bestFloor } from "./floor.ts";
import { type CurveForm, leftBy } from "./form.ts";
import type { Hats } from "./hats.ts";

/** A curve by name, and the share of the energy that it leaves unexplained. */
export interface NamedCurve {
  readonly scale: Scale;
  readonly left: number;
  /** What it leaves counts this many times, against curves of rounder and fewer numbers. */
  readonly cost: number;
}

/** What a form of frames says about curves: `start` is the curve that its hats stand on. */
export interface CurveEvidence {
  readonly form: CurveForm;
  readonly hats: Hats;
  readonly start: Scale;
  readonly facts: MagnitudeFacts;
}

/** Round numbers that people choose. */
const RATES = [DECIBEL, 1, Math.LN10, Math.LN10 / 10, 0.5, Math.LN10 / 2, Math.LN2];
const POWERS = [1, 2, 3, 4, 0.5, 1.5, 2.5, 1 / 0.3, 1 / 0.6, 1 / 0.7, 1 / 0.4, 1 / 1.5, 1 / 0.75, 0.25];
const ADDED = Array.from({ length: 12 }, (_, i) => 10 ** -(i + 1));
/** How far a found rate may stand from the round one that it stands for, and the logarithm of what was added. */
const NEAR = 0.025;
const NEAR_ADDED = 0.6;
/** Costs: a rate that is not round, of steps of an integer type and of other numbers; a round number added; another one. */
const FREE_STEP = 1.06;
const FREE_RATE = 2;
const ROUND_ADDED = 1.3;
const FREE_ADDED = 2;
/** Nepers from the smallest stored value to the largest: a log1p of small numbers is nearly straight. */
const GENTLE = 0.02;
const WIDEST = 38;
const NARROWEST = 1.4;
/** Decibels that no picture or file spans; flat magnitudes would ask for any number of them. */
const WIDEST_SPAN = 400;

/**
 * Producers' curves, v^p, e^(rv) and e^(rv) - a, with the numbers that leave least under a form, and with the round numbers
 * near those.
 *
 * Cost: some thousand evaluations of a quadratic form.
 */
export function proposals(evidence: CurveEvidence): NamedCurve[] {
  const { facts } = evidence;
  const at: At = (scale, cost) => ({ scale, left: leftUnder(scale, evidence), cost });
  const free = facts.whole ? FREE_STEP : FREE_RATE;
  return [
    ...candidateScales(facts).map((scale) => at(scale, 1)),
    ...(facts.min >= 0 ? powers(at) : []),
    ...exponentials(at, facts, free),
    ...withAdded(at, facts, free),
  ];
}

type At = (scale: Scale, cost: number) => NamedCurve;

/** What a named curve leaves: its factors over the curve that the hats stand on, the floor's as low as fits best. */
function leftUnder(scale: Scale, { form, hats, start, facts }: CurveEvidence): number {
  const { knots, floored, count } = hats;
  const factors = new Float64Array(count + 1);
  // of e^(rv) - a, what differs in a is exact; hats foretell the rest, with the zero of the curve that they stand on
  const constants = scale.curve !== "power" && start.curve !== "power";
  const gain = gainOf(start, facts);
  const before = constants ? Math.exp(scale.rate * (zeroOf(start) - facts.max)) : 0;
  const base = amplitudesUnder(start, facts.max, knots);
  const wanted = amplitudesUnder(constants ? exponential(scale) : scale, facts.max, knots);
  for (let i = 0; i < knots.length; i++) factors[i] = (wanted[i] - before) / (gain * base[i]);
  if (constants) factors[count] = (before - constantOf(scale, facts)) / (gain * hats.unit);
  if (floored) factors[count - 1] = bestFloor(factors, form, hats);
  const left = leftBy(factors, form);
  return Number.isFinite(left) && factors[knots.length - 1] > 0 ? left : Number.POSITIVE_INFINITY;
}

/** The same without a constant. */
function exponential({ rate }: Scale): Scale {
  return { curve: "exp", rate };
}

/** Where a curve e^(rate v) - a is 0. */
function zeroOf({ curve, rate, added = 0 }: Scale): number {
  return curve === "expm1" ? 0 : added > 0 ? Math.log(added) / rate : Number.NEGATIVE_INFINITY;
}

/** What is taken from e^(rate (v - max)). */
function constantOf({ curve, rate, added = 0 }: Scale, { max }: MagnitudeFacts): number {
  return (curve === "expm1" ? 1 : added) * Math.exp(-rate * max);
}

/** Amplitudes times this is e^(rate (v - max)) less a constant. */
function gainOf({ curve, rate }: Scale, { max }: MagnitudeFacts): number {
  return curve === "expm1" ? Math.exp(-rate * max) : 1;
}

function powers(at: At): NamedCurve[] {
  const of = (rate: number, cost: number): NamedCurve => at({ curve: "power", rate }, cost);
  const rate = valley((r) => of(r, FREE_RATE).left, 0.2, 6, 24);
  return [...POWERS.filter((r) => near(r, rate)).map((r) => of(r, 1)), of(rate, FREE_RATE)];
}

function exponentials(at: At, facts: MagnitudeFacts, free: number): NamedCurve[] {
  const range = Math.max(facts.max - facts.min, 1e-300);
  const of = (rate: number, cost: number): NamedCurve => at({ curve: "exp", rate }, cost);
  const rate = valley((r) => of(r, free).left, NARROWEST / range, WIDEST / range, 40);
  return [...roundRates(rate, facts).map((r) => of(r, 1)), of(rate, free)];
}

/** The smallest cell is no less than silence: at most e^(r min) was added. */
function withAdded(at: At, facts: MagnitudeFacts, free: number): NamedCurve[] {
  const range = Math.max(facts.max - facts.min, 1e-300);
  const best = (rate: number, cost: number): NamedCurve => {
    const most = Math.exp(rate * facts.min);
    const of = (share: number): NamedCurve => at({ curve: "exp", rate, added: share * most }, cost);
    return of(golden((share) => of(share).left, 0, 1, 24));
  };
  const one = (rate: number, cost: number): NamedCurve => at({ curve: "expm1", rate }, cost);
  const out: NamedCurve[] = [];
  if (facts.min >= 0) {
    const rate = valley((r) => one(r, 1).left, GENTLE / range, WIDEST / range, 40);
    if (near(rate, 1)) out.push(one(1, 1));
    out.push(one(rate, free));
  }
  const rate = valley((r) => best(r, FREE_ADDED).left, GENTLE / range, WIDEST / range, 32);
  for (const round of roundRates(rate, facts)) {
    const other = best(round, FREE_ADDED);
    for (const added of ADDED)
      if (Math.abs(Math.log(added / (other.scale.added ?? 0))) < NEAR_ADDED)
        out.push(at({ curve: "exp", rate: round, added }, ROUND_ADDED));
    out.push(other);
  }
  out.push(best(rate, FREE_ADDED * free));
  return out;
}

function roundRates(rate: number, facts: MagnitudeFacts): number[] {
  const round = RATES.filter((r) => near(r, rate));
  const unit = fullScale(facts);
  const span = unit === undefined ? WIDEST_SPAN : (rate * unit) / DECIBEL;
  if (unit !== undefined && span < WIDEST_SPAN)
    for (let d = Math.ceil(span * (1 - NEAR)); d <= span * (1 + NEAR); d++) round.push((d * DECIBEL) / unit);
  return round.sort((a, b) => Math.abs(a - rate) - Math.abs(b - rate)).slice(0, 3);
}

function near(a: number, b: number): boolean {
  return Math.abs(a / b - 1) < NEAR;
}

/** The deepest place of a function of a positive number, which may have several valleys: a grid, then a golden section. */
function valley(f: (x: number) => number, low: number, high: number, count: number): number {
  const at = (i: number): number => Math.log(low) + (Math.log(high / low) * i) / (count - 1);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const value = f(Math.exp(at(i)));
    if (value < least) {
      least = value;
      best = i;
    }
  }
  const log = (x: number): number => f(Math.exp(x));
  return Math.exp(golden(log, at(Math.max(0, best - 1)), at(Math.min(count - 1, best + 1)), 36));
}
