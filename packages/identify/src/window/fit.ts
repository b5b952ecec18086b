import { makeWindow } from "@unspectro/core";
import type { Evidence } from "../consistency/evidence.ts";
import { ratioOf } from "../consistency/evidence.ts";
import { explainedBy } from "../consistency/gram.ts";
import { buffered, COSINES, PARAMETRIC, PLAIN, type WindowCandidate } from "./candidate.ts";
import { supports } from "./envelope.ts";

/** A window with what it leaves unexplained, and the best that was not taken. */
export interface WindowFit extends WindowCandidate {
  /** e / e0 with this window. */
  readonly ratio: number;
  readonly runnerUp: (WindowCandidate & { readonly ratio: number }) | undefined;
}

/** A window is right when it leaves no more than this many times what the best window of all leaves. */
const AS_GOOD = 1.5;
/** Below this, differences are rounding. */
const ROUNDING = 2e-13;
/** Two windows within this share of each other can't be told apart: the usual one is taken. */
const TIE = 1.01;

/**
 * The window family, length, place and parameter that explain frames best.
 *
 * Cost: J N multiplications a candidate (see `Grams`), some hundreds of candidates.
 */
export function fitWindow(evidence: Evidence, envelope: Float64Array, thorough = true): WindowFit {
  const { grams, fit, ratio: free } = evidence;
  const size = grams.size;
  const tried: (WindowCandidate & { ratio: number; order: number })[] = [];
  const seen = new Set<string>();
  const enough = (): boolean => tried.some((c) => c.ratio <= AS_GOOD * free + ROUNDING);

  const test = (candidate: WindowCandidate): number => {
    const { spec, offset } = candidate;
    const key = `${spec.family} ${spec.symmetric} ${spec.length} ${offset} ${spec.parameter} ${spec.values?.length} ${spec.values?.[1]}`;
    if (seen.has(key)) return Number.POSITIVE_INFINITY;
    seen.add(key);
    const window = buffered(candidate, size);
    if (window === undefined) return Number.POSITIVE_INFINITY;
    const ratio = ratioOf(explainedBy(window, grams), grams, fit);
    tried.push({ ...candidate, ratio, order: rankOf(candidate, size) });
    return ratio;
  };
  const plain = (offset: number, length: number): void => {
    for (const { family, symmetric } of PLAIN) test({ spec: { family, symmetric, length }, offset });
  };

  const places = supports(envelope);
  plain(0, size);
  if (!enough())
    for (const [first, length] of places) for (const spec of openEnded(first, length, size)) test(spec);
  if (!enough()) {
    for (const [first, length] of places) {
      plain(first, length);
      // ends that are zero lie outside the support
      plain(first - 1, length + 1);
      plain(first - 1, length + 2);
      plain(first, length + 1);
      if (enough()) break;
    }
  }
  if (!enough())
    for (const [first, length] of places)
      for (const values of COSINES)
        for (const symmetric of [false, true])
          for (const [o, l] of [
            [first, length],
            [first - 1, length + 1],
            [first - 1, length + 2],
          ])
            test({ spec: { family: "general-cosine", symmetric, length: l, values }, offset: o });
  if (!enough() && thorough) {
    for (const start of bestOf(tried, 3)) climb(start, test, size);
    if (!enough()) parametric(places, test, free);
    if (!enough()) for (const start of bestOf(tried, 2)) climb(start, test, size);
  }
  return choose(tried, free);
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

function choose(tried: (WindowCandidate & { ratio: number; order: number })[], free: number): WindowFit {
  const byRatio = [...tried].sort((a, b) => a.ratio - b.ratio);
  const best = byRatio[0];
  const limit = best.ratio + Math.max((TIE - 1) * Math.min(best.ratio, 3 * free), ROUNDING);
  const equal = byRatio.filter((c) => c.ratio <= limit).sort((a, b) => a.order - b.order);
  const taken = equal[0];
  const runnerUp = byRatio.find((c) => c.spec.family !== taken.spec.family && c.ratio > limit);
  return { spec: taken.spec, offset: taken.offset, ratio: taken.ratio, runnerUp };
}

/** The place of a window among those that people use: families by habit, the whole buffer before a part of it. */
function rankOf({ spec, offset }: WindowCandidate, size: number): number {
  const family = PLAIN.findIndex((p) => p.family === spec.family && p.symmetric === spec.symmetric);
  const centred = offset === Math.floor((size - spec.length) / 2);
  const place = spec.length === size ? 0 : offset === 0 || centred ? 0.2 : 0.4;
  return (family < 0 ? PLAIN.length : family) + place;
}

function bestOf<T extends WindowCandidate & { ratio: number }>(tried: readonly T[], count: number): T[] {
  const byFamily = new Map<string, T>();
  for (const c of tried) {
    const key = c.spec.family;
    const before = byFamily.get(key);
    if (before === undefined || c.ratio < before.ratio) byFamily.set(key, c);
  }
  return [...byFamily.values()].sort((a, b) => a.ratio - b.ratio).slice(0, count);
}

/** Moves offset and length downhill, by steps that halve. */
function climb(
  start: WindowCandidate & { readonly ratio: number },
  test: (c: WindowCandidate) => number,
  size: number,
): void {
  let { offset, ratio } = start;
  let length = start.spec.length;
  for (let step = Math.max(1, size >> 6); step >= 1; step = step > 1 ? step >> 1 : 0) {
    for (let improved = true; improved; ) {
      improved = false;
      for (const [a, b] of MOVES) {
        const candidate = {
          spec: { ...start.spec, length: length + b * step },
          offset: offset + a * step,
        };
        const r = test(candidate);
        if (r < ratio) {
          ratio = r;
          offset = candidate.offset;
          length = candidate.spec.length;
          improved = true;
          break;
        }
      }
    }
  }
}

const MOVES = [
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
  [-1, 1],
  [1, -1],
  [1, -2],
  [-1, 2],
] as const;

/** Kaiser, Gaussian, Tukey, general Hamming: a grid, then a golden section, then the coarsest decimal that is as good. */
function parametric(
  places: readonly (readonly [number, number])[],
  test: (c: WindowCandidate) => number,
  free: number,
): void {
  for (const { family, grid, parameter } of PARAMETRIC) {
    // length and parameter trade off along a valley: every support is refined for itself, the whole buffer first
    for (const [offset, length] of places) {
      const ratios = grid.map((value) =>
        test({ spec: { family, symmetric: false, length, parameter: parameter(value, length) }, offset }),
      );
      const at = ratios.indexOf(Math.min(...ratios));
      const best = { ratio: ratios[at], at, offset, length };
      if (best.ratio < Number.POSITIVE_INFINITY && refine(best)) return;
    }

    function refine(best: { ratio: number; at: number; offset: number; length: number }): boolean {
      const low = grid[Math.max(0, best.at - 1)];
      const high = grid[Math.min(grid.length - 1, best.at + 1)];
      for (const [o, l] of [
        [best.offset, best.length],
        [best.offset - 1, best.length + 1],
        [best.offset - 1, best.length + 2],
        [best.offset, best.length + 1],
      ])
        for (const symmetric of [false, true]) {
          const at = (value: number): number =>
            test({ spec: { family, symmetric, length: l, parameter: parameter(value, l) }, offset: o });
          const value = golden(at, low, high);
          const exact = at(value * (1 + 1e-15));
          for (let digits = 1; digits <= 6; digits++) {
            const rounded = Number(value.toFixed(digits));
            if (at(rounded) <= 1.02 * Math.min(exact, at(value)) + ROUNDING) break;
          }
          if (Math.min(exact, best.ratio) <= AS_GOOD * free + ROUNDING) return true;
        }
      return false;
    }
  }
}

/** Minimum of a function with one valley, to about 1e-9 of the interval. */
export function golden(f: (x: number) => number, low: number, high: number, steps = 44): number {
  const g = (Math.sqrt(5) - 1) / 2;
  let a = low;
  let b = high;
  let x = b - g * (b - a);
  let y = a + g * (b - a);
  let fx = f(x);
  let fy = f(y);
  for (let i = 0; i < steps; i++) {
    if (fx < fy) {
      b = y;
      y = x;
      fy = fx;
      x = b - g * (b - a);
      fx = f(x);
    } else {
      a = x;
      x = y;
      fx = fy;
      y = a + g * (b - a);
      fy = f(y);
    }
  }
  return fx < fy ? x : y;
}
