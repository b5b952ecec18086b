import { type RealFft, realFft } from "@unspectro/core";
import { ranked } from "../survey/ranked.ts";
import { RUN } from "./pool.ts";

/** A step of which many values may be multiples. */
export interface StepCandidate {
  readonly step: number;
  /** How far from the centre the values lie that speak for it. */
  readonly range: number;
  /** The middle of the values. */
  readonly centre: number;
  /** Whether the step is a round number, and not read off a spectrum. */
  readonly round: boolean;
}

/** Bins of a histogram of values; twice as many for few, of which narrow ranges hold too few. */
const BINS = 1 << 16;
const MANY = 1 << 15;
/** Steps are looked for down to this many bins: nearest bins cost 1 - sinc(1/5), 6 %, there. */
const FINEST = 5;
/** Steps coarser than this part of the range are the shape of the distribution, not a lattice. */
const COARSEST = 12;
/** Ranges of values, each this part of the one before: the last shows steps 2^27 times smaller than the peak. */
const NARROWER = 8;
const RANGES = 6;
/** Candidates of each range. */
const CANDIDATES = 4;
const FUNDAMENTAL = 0.6;
/** Values that can say something. */
const FEWEST = 12;

/**
 * Steps that values may be multiples of (plus one constant): first the round ones, then those that stand out in the
 * empirical characteristic function
 *
 *     phi(t) = 1/n sum_i exp(2 pi i t v_i)
 *
 * whose modulus is 1 at t = 1/step exactly for values on a lattice (Lukacs, Characteristic Functions, theorem 2.1.4), and
 * falls to 0 for all others. The FFT of a histogram gives it at all t at once; narrower ranges around the median give it
 * where steps are small against the peak, quiet passages where rounding noise follows the level.
 */
export function* stepCandidates(values: Float64Array): Generator<StepCandidate> {
  const centre = ranked(values.slice(), values.length >> 1);
  let reach = 0;
  for (let i = 0; i < values.length; i++) reach = Math.max(reach, Math.abs(values[i] - centre));
  yield* roundSteps(reach, centre);
  const fft = realFft(values.length < MANY ? 2 * BINS : BINS);
  for (const { samples, range } of quietPassages(values, centre))
    yield* prominent(samples, centre, range, fft);
  for (let i = 0, range = reach; i < RANGES && range > 0; i++, range /= NARROWER)
    yield* prominent(values, centre, range, fft);
}

/** The steps of PCM of all depths at full scale 1, and whole numbers as they are: most producers leave the level alone. */
function roundSteps(range: number, centre: number): StepCandidate[] {
  const exponents = [
    -15,
    -23,
    -7,
    0,
    ...Array.from({ length: 15 }, (_, i) => -8 - i).filter((e) => e !== -15),
  ];
  return exponents
    .map((e) => ({ step: 2 ** e, range, centre, round: true }))
    .filter(({ step }) => step * COARSEST < 2 * range);
}

/** Parts of the runs, the quietest first. */
const QUIET = [0.1, 0.4];

/** Samples of the quietest runs, and how far from the centre they reach. */
function quietPassages(values: Float64Array, centre: number): { samples: Float64Array; range: number }[] {
  const runs: { first: number; range: number }[] = [];
  for (let first = 0; first < values.length; first += RUN) {
    let range = 0;
    for (let i = first; i < Math.min(values.length, first + RUN); i++)
      range = Math.max(range, Math.abs(values[i] - centre));
    if (range > 0) runs.push({ first, range });
  }
  runs.sort((a, b) => a.range - b.range);
  return QUIET.flatMap((part) => {
    const chosen = runs.slice(0, Math.ceil(part * runs.length));
    if (chosen.length === 0) return [];
    const samples = new Float64Array(chosen.length * RUN).fill(Number.NaN);
    for (const [i, { first }] of chosen.entries()) samples.set(values.subarray(first, first + RUN), i * RUN);
    return [{ samples, range: chosen[chosen.length - 1].range }];
  });
}

/** The largest peaks of |phi| over the values of a range. */
function prominent(values: Float64Array, centre: number, range: number, fft: RealFft): StepCandidate[] {
  const { weights, count } = histogramOf(values, centre, range, fft.size);
  if (count < FEWEST) return [];
  const spectrum = new Float64Array(2 * fft.bins);
  fft.forward(weights, spectrum);
  const last = Math.floor(fft.size / FINEST);
  const power = new Float64Array(last + 2);
  for (let t = 0; t < power.length; t++) power[t] = spectrum[2 * t] ** 2 + spectrum[2 * t + 1] ** 2;
  const peaks: number[] = [];
  for (let t = COARSEST; t <= last; t++) {
    if (power[t] < 1e-3 * power[0] || power[t] < power[t - 1] || power[t] < power[t + 1]) continue;
    peaks.push(t);
  }
  const strongest = peaks.toSorted((a, b) => power[b] - power[a]).slice(0, CANDIDATES);
  // all multiples of the frequency of a lattice stand as high as the lowest
  const lowest = peaks.find((t) => power[t] > FUNDAMENTAL * power[strongest[0]]);
  return [...(lowest === undefined || strongest.includes(lowest) ? [] : [lowest]), ...strongest].map((t) => ({
    step: (2 * range) / t,
    range,
    centre,
    round: false,
  }));
}

/** A bin counts as the logarithm of its values: what is frequent must not drown the rest. */
function histogramOf(
  values: Float64Array,
  centre: number,
  range: number,
  bins: number,
): { weights: Float64Array; count: number } {
  const weights = new Float64Array(bins);
  const scale = bins / (2 * range);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const bin = Math.round((values[i] - centre + range) * scale);
    if (!(bin >= 0 && bin < bins)) continue;
    weights[bin]++;
    count++;
  }
  for (let b = 0; b < bins; b++) if (weights[b] > 1) weights[b] = 1 + Math.log(weights[b]);
  return { weights, count };
}
