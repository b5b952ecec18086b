import { checkGoal, type Goal, noiseRadius } from "../optimise/goal.ts";
import { dot, type Objective } from "../optimise/lbfgs.ts";
import { minimiseWithin } from "../optimise/within.ts";
import { checkBank, type FilterBank, type SynthesisBank } from "./bank.ts";
import { eachTap, type InverseSpace, synthesisBank } from "./inverse.ts";
import {
  bandCentre,
  type ComplexTaps,
  channelTaps,
  type FilterSpread,
  filterFrequencySpread,
  filterTimeSpread,
} from "./spread.ts";

/** A synthesis bank in numbers. */
export interface BankMeasures {
  /** Mean over channels of the standard deviation of |f|^2 over time, in samples. */
  readonly timeSpread: number;
  /** Mean over channels of the standard deviation of |F|^2 around the channel's centre, in bins: cycles a sample times M. */
  readonly frequencySpread: number;
  /** Mean output variance for white noise of unit variance on each coefficient: sum |f|^2 / N. */
  readonly noiseGain: number;
}

/** A synthesis bank and what it costs. */
export interface BankInverse extends BankMeasures {
  readonly bank: SynthesisBank;
  /** Noise gain above that of the inverse of least norm, in decibels. */
  readonly noiseAboveMinimum: number;
  readonly steps: number;
}

/**
 * The best of all FIR inverses of a bank: least spread in time, in frequency, or both, averaged over the channels, by
 * L-BFGS in the null space (Gauthier, Duval & Pesquet 2009). Perfect reconstruction and Hermitian symmetry hold at
 * every step. `goal.centre` is a tap of the synthesis filters.
 *
 * @throws ConventionError `bad-convention` for weights that ask for nothing
 */
export function optimiseBank(space: InverseSpace, goal: Goal): BankInverse {
  checkGoal(goal);
  const point = space.minimumNorm.slice();
  if (space.dimension === 0) return describeBank(space, point);
  const radius = noiseRadius(space.minimumNorm, goal);
  const { steps } = minimiseWithin(
    bankCost(space, goal),
    { origin: space.minimumNorm, project: space.project, radius },
    point,
  );
  return describeBank(space, point, steps);
}

/** A point of the space as a bank, with its measures. */
export function describeBank(
  space: InverseSpace,
  point: Float64Array = space.minimumNorm,
  steps = 0,
): BankInverse {
  const bank = synthesisBank(space, point);
  const excess = dot(point, point) / dot(space.minimumNorm, space.minimumNorm);
  return { bank, ...measureBank(bank, space.bank), noiseAboveMinimum: 10 * Math.log10(excess), steps };
}

/**
 * Spreads and noise gain of a synthesis bank; channels that are silent do not count.
 *
 * @param analysis the bank whose bands the frequency spreads are taken about
 */
export function measureBank(bank: SynthesisBank, analysis: FilterBank): BankMeasures {
  checkBank(bank);
  const frequency = filterFrequencySpread(bank.length);
  const scratch = emptyTaps(bank.length);
  let time = 0;
  let band = 0;
  let heard = 0;
  for (let i = 0; i < bank.channels; i++) {
    const taps = channelTaps(bank, i);
    if (!taps.real.some((tap, p) => tap !== 0 || taps.imaginary[p] !== 0)) continue;
    heard++;
    time += Math.sqrt(filterTimeSpread()(taps, scratch));
    band += Math.sqrt(Math.max(0, frequency(bandCentre(channelTaps(analysis, i)))(taps, scratch)));
  }
  return {
    timeSpread: time / heard,
    frequencySpread: (band / heard) * bank.channels,
    noiseGain: (dot(bank.real, bank.real) + dot(bank.imaginary, bank.imaginary)) / bank.decimation,
  };
}

/** The cost of a goal as a function of a point of the space, gradient unprojected; spreads summed over the channels. */
export function bankCost(space: InverseSpace, goal: Goal): Objective {
  const { time = 0, frequency = 0, product = 0, noise = 0 } = goal;
  const channels = heardChannels(space);
  const { length } = synthesisBank(space);
  const spreadAt = filterFrequencySpread(length);
  const inTime = channels.map(() => filterTimeSpread(goal.centre));
  const inFrequency = channels.map((i) => spreadAt(bandCentre(channelTaps(space.bank, i))));
  const gradients = new Map(channels.map((i) => [i, emptyTaps(length)]));
  const partial = emptyTaps(length);
  const start = synthesisBank(space);
  const total = (spreads: readonly FilterSpread[]): number =>
    channels.reduce((sum, i, at) => sum + spreads[at](channelTaps(start, i), partial), 0);
  const time0 = total(inTime);
  const frequency0 = total(inFrequency);
  const energy0 = dot(space.minimumNorm, space.minimumNorm);
  return (point, gradient) => {
    const bank = synthesisBank(space, point);
    let cost = 0;
    channels.forEach((i, at) => {
      const into = gradients.get(i)!;
      into.real.fill(0);
      into.imaginary.fill(0);
      const taps = channelTaps(bank, i);
      for (const [spread, weight, whole] of [
        [inTime[at], time, time0],
        [inFrequency[at], frequency, frequency0],
      ] as const) {
        if (weight === 0 && product === 0) continue;
        const value = spread(taps, partial);
        const slope = weight / whole + product / (value * channels.length);
        cost += (weight * value) / whole + (product * Math.log(value)) / channels.length;
        addTaps(into, partial, slope);
      }
    });
    if (noise > 0) cost += (noise * dot(point, point)) / energy0;
    eachTap(space, (at, tap, { channel, imaginary, weight, partner = channel }) => {
      const share = partner === channel ? weight : weight / 2;
      const taps = gradients.get(channel);
      const byTap = taps === undefined ? 0 : imaginary ? -taps.imaginary[tap] : taps.real[tap];
      gradient[at] = share * byTap + (2 * noise * point[at]) / energy0;
    });
    return cost;
  };
}

/** One channel of each conjugate pair, those left out that the inverse does not use. */
function heardChannels(space: InverseSpace): number[] {
  const bank = synthesisBank(space);
  const unique = new Set(space.form.parts.map((part) => part.channel));
  return [...unique].filter((i) => {
    const { real, imaginary } = channelTaps(bank, i);
    return real.some((tap, p) => tap !== 0 || imaginary[p] !== 0);
  });
}

function emptyTaps(length: number): ComplexTaps {
  return { real: new Float64Array(length), imaginary: new Float64Array(length) };
}

function addTaps(into: ComplexTaps, what: ComplexTaps, times: number): void {
  for (let p = 0; p < what.real.length; p++) {
    into.real[p] += times * what.real[p];
    into.imaginary[p] += times * what.imaginary[p];
  }
}
